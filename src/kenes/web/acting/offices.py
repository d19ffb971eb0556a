"""By which mandates somebody sits at a desk: theirs alone, in force today."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kenes.domain.institutions.queries import authority, mandates_in_force, today_at
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound, NotPermitted, Refusal
from kenes.web.shared.components import Link

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Institution, Mandate

NOT_NOW = ("mandate_ended", "mandate_not_begun")


def mandates_for(
    person: "Person", institution: "Institution", roles: Sequence[str], now: datetime
) -> "list[Mandate]":
    """Return the person's mandates for an institution in any of the roles.

    Raises NotPermitted where there was or will be one (the refusal says so), and NotFound for
    everybody else: what is not theirs does not exist for them.
    """
    on = today_at(institution, now)
    answers = [authority(person, institution=institution, role=role, on=on) for role in roles]
    found = [one for one in answers if not isinstance(one, Refusal)]
    if found:
        return found
    for one in answers:
        if isinstance(one, Refusal) and one.code in NOT_NOW:
            raise NotPermitted(one)
    raise NotFound(f"no desk of {institution.pk} for {person.pk}")


def pick(mandates: "Sequence[Mandate]", role: str) -> "Mandate":
    """Return the mandate of a role, else the first: its refusal then names the role that lacks."""
    return next((one for one in mandates if one.role == role), mandates[0])


def desks_of(person: "Person", roles: Collection[str], now: datetime) -> "list[Institution]":
    """Return the institutions at whose desk a person sits today, each once."""
    return desks_by(mandates_in_force(person, now.date()), roles)


def desks_by(held: "Iterable[Mandate]", roles: Collection[str]) -> "list[Institution]":
    """Return the institutions of those mandates that are in one of the roles, each once."""
    return list({one.institution_id: one.institution for one in held if one.role in roles}.values())


def chosen_desk(desks: "Sequence[Institution]", wanted: str) -> "Institution":
    """Return the desk named in the address, the first where none is named. Raises NotFound."""
    if not wanted:
        return desks[0]
    found = next((one for one in desks if str(one.public_id) == wanted), None)
    if found is None:
        raise NotFound(f"no desk {wanted}")
    return found


def desk_tabs(desks: "Sequence[Institution]", chosen: "Institution") -> list[Link]:
    """Return a tab for each institution; none where there is only one."""
    if len(desks) == 1:
        return []
    return [
        Link(name_of(one), f"?office={one.public_id}", current=one.pk == chosen.pk) for one in desks
    ]
