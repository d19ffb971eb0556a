"""The public facts of one institution as plain JSON values: an organisation that programs read.

Offices and roles, never who holds them: that stays inside, as on the page.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from kenes.web.institutions.founding import texts_as_data

if TYPE_CHECKING:
    from kenes.domain.institutions.models import Institution, Mandate
    from kenes.domain.institutions.queries import InstitutionPage


def facts_as_data(page: "InstitutionPage") -> dict[str, Any]:
    """Return what the page shows of the institution itself, under stable English names."""
    row = page.institution
    return {
        "type": "Organization",
        **_reference(row),
        "classification": row.kind,
        "is_host": row.is_host,
        "territory_kato": row.territory.kato if row.territory else None,
        "parent": _reference(row.parent) if row.parent else None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "names": [
            {**_names(one), "valid_from": one.valid_from, "valid_to": one.valid_to}
            for one in page.names
        ],
        "predecessors": [_reference(one.predecessor) | {"on": one.on} for one in page.predecessors],
        "successors": [_reference(one.successor) | {"on": one.on} for one in page.successors],
        "parts": [_reference(one) for one in page.parts],
        "rules": _rules(page),
        "founding_texts": texts_as_data(page.texts, row.public_id),
        "seats": [
            {
                "number": line.seat.number,
                "side": line.seat.side,
                **_names(line.seat),
                "valid_from": line.seat.valid_from,
                "held_by": _post(line.mandate) if line.mandate else None,
            }
            for line in page.seats
        ],
        "posts": [_post(one) for one in page.offices],
    }


def _reference(row: "Institution") -> dict[str, Any]:
    """Name an institution, with the address of its own facts."""
    address = reverse("institutions:data", args=[row.public_id])
    return {
        "id": str(row.public_id),
        "url": f"{settings.KENES_ORIGIN}{address}",
        **_names(row),
    }


def _names(row: Any) -> dict[str, str]:
    return {"name_kk": row.name_kk, "name_ru": row.name_ru, "name_en": row.name_en}


def _post(mandate: "Mandate") -> dict[str, Any]:
    return {
        "id": str(mandate.public_id),
        "role": mandate.role,
        "side": mandate.side,
        "office_kk": mandate.office_kk,
        "office_ru": mandate.office_ru,
        "office_en": mandate.office_en,
        "is_substitute": mandate.substitute_for_id is not None,
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
    }


def _rules(page: "InstitutionPage") -> dict[str, Any] | None:
    rules = page.procedure
    if rules is None:
        return None
    return {
        "source": rules.source,
        "valid_from": rules.valid_from,
        "grades_on": rules.grades_on,
        "rejoinder_on": rules.rejoinder_on,
        "rejoinder_working_days": rules.rejoinder_working_days,
        "appeal_working_days": rules.appeal_working_days,
        "admission_working_days": rules.admission_working_days,
        "translation_working_days": rules.translation_working_days,
        "stalled_months": rules.stalled_months,
        "demand_months": rules.demand_months,
    }
