"""Who may open, rename, end and merge institutions, and when it cannot be."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, InstitutionName, Mandate, Succession
from kenes.domain.institutions.rules.authority import (
    no_mandate,
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.shared.refusals import Refusal


def refuse_to_manage(by: Person, mandate: Mandate | None, *, on: date) -> Refusal | None:
    """Refuse all but an administrator of the institution that runs this server."""
    host = Institution.objects.filter(is_host=True).first()
    if host is None or mandate is None:
        return no_mandate()
    return refuse_foreign_mandate(by, mandate) or refuse_without_mandate(
        mandate, institution=host, roles={Mandate.Role.ADMINISTRATOR}, on=on
    )


def refuse_to_check_identity(
    by: Person, mandate: Mandate | None, person: Person, *, on: date
) -> Refusal | None:
    """Refuse all but an administrator, who never vouches for themselves."""
    if refusal := refuse_to_manage(by, mandate, on=on):
        return refusal
    if person.pk != by.pk:
        return None
    return Refusal(
        "own_identity",
        _("You cannot check your own identity."),
        _("Ask another administrator to look at your document."),
    )


def refuse_to_rename(institution: Institution, valid_from: date) -> Refusal | None:
    """Refuse a name that begins before the last one on record, or after the institution's end."""
    if institution.valid_to is not None and valid_from > institution.valid_to:
        return already_ended()
    last = InstitutionName.objects.filter(institution=institution, valid_to__isnull=True).first()
    if last is not None and last.valid_from is not None and valid_from <= last.valid_from:
        return Refusal(
            "name_overlaps",
            _("The new name cannot begin then: a later or equal name is already on record."),
            _("Choose a day after the first day of the last name."),
            status=409,
        )
    return None


def refuse_to_end_institution(institution: Institution, on: date) -> Refusal | None:
    """Refuse to end the host, to end twice, or to end before the beginning."""
    if institution.is_host:
        return Refusal(
            "host_stays",
            _("The institution that runs this server cannot be ended here."),
            _("Set up another server for its successor, or rename it."),
        )
    if institution.valid_to is not None:
        return already_ended()
    if institution.valid_from is not None and on < institution.valid_from:
        return Refusal(
            "ends_before_it_begins",
            _("An institution cannot end before it began."),
            _("Choose a later day."),
            status=409,
        )
    return None


def refuse_to_succeed(predecessor: Institution, successor: Institution, on: date) -> Refusal | None:
    """Refuse a succession to itself, twice, in a circle, or to an institution that has ended."""
    if predecessor.pk == successor.pk or _leads_to(successor, predecessor):
        return Refusal(
            "succession_loop",
            _("An institution cannot succeed itself, not even through others."),
            _("Look at the chain of successors and choose another institution."),
            status=409,
        )
    if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        return Refusal(
            "already_succeeded",
            _("This succession is already on record."),
            status=409,
        )
    if not _exists_on(successor, on):
        return Refusal(
            "successor_not_there",
            _("The successor does not exist on that day."),
            _("Open the successor first, or choose a day when it exists."),
            status=409,
        )
    return None


def already_ended() -> Refusal:
    """Return the refusal for changing an institution after its last day."""
    return Refusal(
        "already_ended",
        _("This institution has already ended."),
        _("Look at its successor."),
        status=409,
    )


def _exists_on(institution: Institution, on: date) -> bool:
    begun = institution.valid_from is None or institution.valid_from <= on
    return begun and (institution.valid_to is None or institution.valid_to >= on)


def _leads_to(start: Institution, goal: Institution) -> bool:
    """Tell whether the chain of successors that begins at `start` reaches `goal`."""
    seen: set[int] = set()
    front = {start.pk}
    while front:
        if goal.pk in front:
            return True
        seen |= front
        rows = Succession.objects.filter(predecessor__in=front)
        front = set(rows.values_list("successor_id", flat=True)) - seen
    return False
