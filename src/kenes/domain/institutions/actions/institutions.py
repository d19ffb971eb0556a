"""Open, rename, end and succeed institutions. Nothing is deleted: dates end things."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events, rules
from kenes.domain.institutions.actions.recording import limited, lock_institution, note, required
from kenes.domain.institutions.folding import folded_names
from kenes.domain.institutions.models import (
    Institution,
    InstitutionName,
    Mandate,
    Succession,
    Territory,
)
from kenes.domain.institutions.queries.lists import name_on
from kenes.domain.institutions.rules.institutions import already_ended
from kenes.domain.institutions.zones import date_in, today_at
from kenes.domain.shared.actions import reference_changed
from kenes.domain.shared.refusals import NotPermitted, permit

ONE_DAY = timedelta(days=1)


@transaction.atomic
def open_institution(
    *,
    kind: str,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    territory: Territory | None = None,
    parent: Institution | None = None,
    time_zone: str = "Asia/Almaty",
    valid_from: date | None = None,
    source_key: str | None = None,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Institution:
    """Put an institution on record, with its first name. An empty `valid_from`: older than known.

    Raises NotPermitted unless `by` is an administrator of the host, Invalid for an empty name.
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    names = required(name_kk=name_kk, name_ru=name_ru) | limited(name_en=name_en)
    institution = create_institution(
        kind=kind,
        names=names,
        territory=territory,
        parent=parent,
        time_zone=time_zone,
        valid_from=valid_from,
        source_key=source_key,
    )
    note(opened(institution), about=institution.public_id, now=now, by=by, mandate=mandate)
    return institution


def create_institution(*, names: dict[str, str], **columns: object) -> Institution:
    """Insert an institution and its first name; the caller decides whether that is allowed."""
    institution = Institution(**names, **columns)
    institution.full_clean(exclude=["territory", "parent"], validate_constraints=False)
    institution.folded = folded_names([names])
    institution.save()
    InstitutionName.objects.create(
        institution=institution, valid_from=institution.valid_from, **names
    )
    return institution


def opened(institution: Institution) -> events.InstitutionOpened:
    """Return what the register says of a new institution."""
    return events.InstitutionOpened(
        institution=institution.public_id,
        kind=institution.kind,
        name_kk=institution.name_kk,
        name_ru=institution.name_ru,
        name_en=institution.name_en,
        is_host=institution.is_host,
        valid_from=institution.valid_from,
    )


@transaction.atomic
def rename_institution(
    *,
    institution: Institution,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    valid_from: date,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> InstitutionName:
    """Give a new name from a day on, past or to come; the old one keeps its dates.

    Today's columns change at once when that day has come, else by `apply_dated_changes`.
    Raises NotPermitted (not an administrator, ended, overlapping), Invalid (empty).
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    institution = lock_institution(institution)
    permit(rules.refuse_to_rename(institution, valid_from))
    names = required(name_kk=name_kk, name_ru=name_ru) | limited(name_en=name_en)
    grounds = required(grounds=grounds)["grounds"]
    if not institution.names.exists():
        name_on(institution, valid_from).save()
    institution.names.filter(valid_to__isnull=True).update(valid_to=valid_from - ONE_DAY)
    name = InstitutionName.objects.create(
        institution=institution, valid_from=valid_from, grounds=grounds, **names
    )
    _show_todays_name(institution, today_at(institution, now))
    note(
        events.InstitutionRenamed(
            institution=institution.public_id, valid_from=valid_from, grounds=grounds, **names
        ),
        about=institution.public_id,
        now=now,
        by=by,
        mandate=mandate,
    )
    return name


def apply_dated_changes(now: datetime) -> int:
    """Show every name whose first day has come; return how many institutions changed (nightly)."""
    rows = InstitutionName.objects.filter(
        valid_from__isnull=False, valid_from__lte=date_in("Asia/Almaty", now) + ONE_DAY
    )
    changed = 0
    for pk in rows.values_list("institution_id", flat=True).distinct():
        with transaction.atomic():
            institution = Institution.objects.select_for_update(of=("self",)).get(pk=pk)
            changed += _show_todays_name(institution, today_at(institution, now))
    return changed


@transaction.atomic
def end_institution(
    *,
    institution: Institution,
    last_on: date,
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Institution:
    """End an institution after its last day; its answers stay its own. Raises NotPermitted."""
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    institution = lock_institution(institution)
    permit(rules.refuse_to_end_institution(institution, last_on))
    grounds = required(grounds=grounds)["grounds"]
    _end(institution, last_on, grounds, by=by, mandate=mandate, now=now)
    return institution


@transaction.atomic
def succeed(
    *,
    predecessor: Institution,
    successor: Institution,
    on: date,
    grounds: str,
    is_predecessor_ended: bool = True,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Succession:
    """Put on record that one institution takes over from another on a day.

    A merger is several predecessors of one successor, a split the reverse (the first recorded
    successor is the one that takes over open duties). The predecessor's last day is the day
    before, unless it goes on (`is_predecessor_ended=False`: a part was taken out of it).
    Old answers stay; `recommendations.actions.addressing.pass_on_duties` moves what is open.
    Raises NotPermitted (loop, twice, successor not there, not an administrator).
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    pair = sorted((predecessor, successor), key=lambda item: item.pk)
    locked = {item.pk: lock_institution(item) for item in pair}
    predecessor, successor = locked[predecessor.pk], locked[successor.pk]
    permit(rules.refuse_to_succeed(predecessor, successor, on))
    grounds = required(grounds=grounds)["grounds"]
    if is_predecessor_ended:
        _end_before(predecessor, on, grounds, by=by, mandate=mandate, now=now)
    row = Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, grounds=grounds
    )
    fact = events.InstitutionSucceeded(
        predecessor=predecessor.public_id,
        successor=successor.public_id,
        on=on,
        is_predecessor_ended=is_predecessor_ended,
        grounds=grounds,
    )
    note(fact, about=predecessor.public_id, now=now, by=by, mandate=mandate)
    return row


def _end_before(
    institution: Institution,
    on: date,
    grounds: str,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> None:
    """End an institution on the day before its successor takes over; one ended earlier stays so."""
    last_on = on - ONE_DAY
    if institution.valid_to is not None:
        if institution.valid_to > last_on:
            raise NotPermitted(already_ended())
        return
    permit(rules.refuse_to_end_institution(institution, last_on))
    _end(institution, last_on, grounds, by=by, mandate=mandate, now=now)


def _end(
    institution: Institution,
    last_on: date,
    grounds: str,
    *,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> None:
    institution.valid_to = last_on
    institution.save(update_fields=["valid_to", "changed_at"])
    note(
        events.InstitutionEnded(
            institution=institution.public_id, last_on=last_on, grounds=grounds
        ),
        about=institution.public_id,
        now=now,
        by=by,
        mandate=mandate,
    )


def _show_todays_name(institution: Institution, today: date) -> bool:
    """Copy the name in force into the institution's own columns; tell whether that changed it."""
    names = [
        {"kk": name.name_kk, "ru": name.name_ru, "en": name.name_en}
        for name in institution.names.order_by("pk")
    ]
    in_force = (
        institution.names.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .first()
    )
    before = (institution.name_kk, institution.name_ru, institution.name_en, institution.folded)
    if in_force is not None:
        institution.name_kk = in_force.name_kk
        institution.name_ru = in_force.name_ru
        institution.name_en = in_force.name_en
    institution.folded = folded_names(names)
    after = (institution.name_kk, institution.name_ru, institution.name_en, institution.folded)
    if after == before:
        return False
    institution.save(update_fields=["name_kk", "name_ru", "name_en", "folded", "changed_at"])
    reference_changed()
    return True
