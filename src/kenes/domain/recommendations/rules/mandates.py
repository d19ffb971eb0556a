"""Whether a mandate gives the authority that an act of the intake needs."""

from collections.abc import Collection
from datetime import date

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.rules.authority import (
    no_mandate,
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.shared.refusals import Refusal


def refuse_to_act_for(
    by: Person | None,
    mandate: Mandate | None,
    *,
    institution: Institution,
    roles: Collection[str],
    on: date,
) -> Refusal | None:
    """Say why `by` may not act for the institution in one of the roles on a day; None if it may."""
    if by is None:
        return no_mandate()
    return refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
        mandate, institution=institution, roles=roles, on=on
    )


def side_of(mandate: Mandate) -> str:
    """Return the side a mandate speaks for: its own, its seat's, or its institution's."""
    if mandate.side:
        return mandate.side
    return mandate.seat.side if mandate.seat else mandate.institution.side
