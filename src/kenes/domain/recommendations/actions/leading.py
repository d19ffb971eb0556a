"""Hand over the lead of a dialogue: to whom, and why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.notices.actions import tell
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.announcing import titles_of
from kenes.domain.recommendations.actions.recording import happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import key_of
from kenes.domain.recommendations.models import Event, EventKind, Lead, Recommendation
from kenes.domain.recommendations.rules import leading as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.wording import clean_note
from kenes.domain.shared.refusals import permit
from kenes.domain.shared.text import digest_if_any


@transaction.atomic
def hand_over_lead(
    *,
    public_id: UUID,
    to: Mandate | None,
    reason: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Lead | None:
    """Let `to` lead the dialogue from today; None lays the lead down, and nobody leads.

    The secretary and the chair may, and whoever leads now. The reason is public. Whoever holds
    the office that leads from now on is told.
    Raises NotPermitted (see `rules.leading`), Invalid for a reason that is missing or too long.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    lead = Lead.objects.select_related("mandate").filter(recommendation=recommendation).first()
    permit(rules.refuse_to_hand_over(by, mandate, recommendation, lead, on=on))
    permit(rules.refuse_new_lead(to, recommendation, lead, on=on))
    why = clean_note("reason", reason)
    before = lead.mandate if lead else None
    event = happened(
        recommendation,
        EventKind.LEAD_HANDED_OVER,
        _fact(recommendation, before, to, why),
        now=now,
        by=by,
        mandate=mandate,
        grounds=why,
        facts=_facts(before, to),
    )
    if to is None:
        Lead.objects.filter(recommendation=recommendation).delete()
        return None
    _tell_new_lead(recommendation, event, to, by=by, why=why, now=now)
    values = {"mandate": to, "since": on}
    return Lead.objects.update_or_create(recommendation=recommendation, defaults=values)[0]


def _fact(
    recommendation: Recommendation, before: Mandate | None, to: Mandate | None, why: str
) -> events.LeadHandedOver:
    return events.LeadHandedOver(
        number=str(recommendation.number),
        body=recommendation.body.public_id,
        before=before.public_id if before else None,
        lead=to.public_id if to else None,
        side=to.side if to else "",
        reason=digest_if_any(why),
    )


def _facts(before: Mandate | None, to: Mandate | None) -> dict[str, Any]:
    """Return what the sentence needs: the office and its side; no role where nobody leads."""
    if to is None:
        return {"role": ""}
    return {
        "is_first": before is None,
        "role": to.role,
        "side": to.side,
        "office_kk": to.office_kk,
        "office_ru": to.office_ru,
        "office_en": to.office_en,
    }


def _tell_new_lead(
    recommendation: Recommendation,
    event: Event,
    to: Mandate,
    *,
    by: Person,
    why: str,
    now: datetime,
) -> None:
    """Tell whoever holds the office that it leads now, and where; not one who took it oneself."""
    if to.person_id == by.pk:
        return
    tell(
        person=to.person,
        event=key_of(event),
        template="lead",
        facts={
            "number": recommendation.number,
            "title": titles_of(recommendation),
            "office": {"kk": to.office_kk, "ru": to.office_ru, "en": to.office_en},
            "reason": why,
        },
        path=f"/desk/{recommendation.public_id}/",
        now=now,
    )
