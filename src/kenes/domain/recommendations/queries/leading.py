"""Who leads the dialogue on a text, and who could."""

from datetime import date

from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import mandates_of
from kenes.domain.recommendations.models import Lead, Recommendation
from kenes.domain.recommendations.rules.leading import LEADING, SIDES


def lead_of(recommendation: Recommendation) -> Lead | None:
    """Return the lead on record with its mandate, in force or not; None where there is none."""
    rows = Lead.objects.select_related("mandate")
    return rows.filter(recommendation=recommendation).first()


def possible_leads(body: Institution, on: date) -> list[Mandate]:
    """Return the mandates of a body whose holders may lead a dialogue on a day, by side."""
    rows = mandates_of(body, on).filter(role__in=LEADING, side__in=SIDES)
    return list(rows.order_by("side", "seat__number", "role", "pk"))
