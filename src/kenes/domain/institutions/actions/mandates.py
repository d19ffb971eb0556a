"""Give and end mandates, name substitutes, open seats: always on the register, never with names."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events, rules
from kenes.domain.institutions.actions.recording import limited, lock_institution, note, required
from kenes.domain.institutions.models import Institution, Mandate, Seat, Side
from kenes.domain.institutions.rules.authority import (
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, NotFound, permit

ONE_DAY = timedelta(days=1)


@transaction.atomic
def grant_mandate(
    *,
    person: Person,
    institution: Institution,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    side: str = "",
    seat: Seat | None = None,
    stands_for: Institution | None = None,
    office_kk: str = "",
    office_ru: str = "",
    office_en: str = "",
    grounds: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Mandate:
    """Give `person` a mandate from `valid_from` to `valid_to` (the last day; none: until ended).

    `side` is the seat's where there is one, else as given, else the institution's own by its
    kind (a body has none of its own). `stands_for` is the organisation that sends a member or an
    observer to a body. `office_*` is what the public sees instead of a name.
    Raises NotPermitted (see `rules.mandates`), Invalid for dates, roles or grounds.
    """
    _check_values(role, side, valid_from, valid_to)
    institution = lock_institution(institution)
    on = today_at(institution, now)
    permit(
        rules.refuse_to_grant(by, mandate, person=person, institution=institution, role=role, on=on)
    )
    permit(
        rules.refuse_twice(
            person=person,
            institution=institution,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    )
    if stands_for is not None:
        permit(rules.refuse_to_stand_for(stands_for, role=role, on=on))
    if seat is not None:
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
        permit(
            rules.refuse_seat(
                seat, institution=institution, role=role, valid_from=valid_from, valid_to=valid_to
            )
        )
    new = Mandate.objects.create(
        person=person,
        institution=institution,
        role=role,
        side=seat.side if seat else side or _side_by_kind(institution),
        seat=seat,
        stands_for=stands_for,
        **limited(office_kk=office_kk, office_ru=office_ru, office_en=office_en),
        **required(grounds=grounds),
        valid_from=valid_from,
        valid_to=valid_to,
        granted_at=now,
        granted_by=by.public_id,
    )
    note(granted(new), about=new.public_id, now=now, by=by, mandate=mandate)
    return new


@transaction.atomic
def add_substitute(
    *,
    principal: Mandate,
    person: Person,
    valid_from: date,
    valid_to: date,
    office_kk: str = "",
    office_ru: str = "",
    office_en: str = "",
    grounds: str,
    by: Person,
    mandate: Mandate | None,
    now: datetime,
) -> Mandate:
    """Let `person` stand in for the holder of `principal`, within that mandate's own dates.

    The holder names his substitute himself (on `principal`), or whoever gives that role does.
    The substitute has the same role, side and seat. Raises NotPermitted, Invalid.
    """
    _check_values(principal.role, principal.side, valid_from, valid_to)
    principal = lock_mandate(principal)
    on = today_at(principal.institution, now)
    permit(
        rules.refuse_substitute(
            by,
            mandate,
            principal=principal,
            person=person,
            valid_from=valid_from,
            valid_to=valid_to,
            on=on,
        )
    )
    permit(
        rules.refuse_twice(
            person=person,
            institution=principal.institution,
            role=principal.role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    )
    new = Mandate.objects.create(
        person=person,
        institution=principal.institution,
        role=principal.role,
        side=principal.side,
        seat=principal.seat,
        stands_for=principal.stands_for,
        **limited(office_kk=office_kk, office_ru=office_ru, office_en=office_en),
        substitute_for=principal,
        **required(grounds=grounds),
        valid_from=valid_from,
        valid_to=valid_to,
        granted_at=now,
        granted_by=by.public_id,
    )
    acting = principal if by.pk == principal.person_id else mandate
    note(granted(new), about=new.public_id, now=now, by=by, mandate=acting)
    return new


@transaction.atomic
def end_mandate(
    *,
    target: Mandate,
    last_on: date | None = None,
    grounds: str,
    by: Person,
    mandate: Mandate | None,
    now: datetime,
) -> Mandate:
    """End a mandate after `last_on`, or at once: then yesterday was its last day.

    One that is ended at once on its first day is void. Substitutes end with it. Its holder may
    resign without another mandate. Raises NotPermitted, Invalid.
    """
    target = lock_mandate(target)
    on = today_at(target.institution, now)
    permit(rules.refuse_to_end_mandate(by, mandate, target=target, on=on))
    last = last_on if last_on is not None else on - ONE_DAY
    if last_on is not None and not _is_end_of(target, last_on, on):
        raise Invalid(
            {"last_on": _("The last day must lie between today and the end already on record.")}
        )
    grounds = required(grounds=grounds)["grounds"]
    acting = mandate or target
    for row in [target, *target.substitutes.select_for_update(of=("self",)).order_by("pk")]:
        if row.valid_to is None or row.valid_to > last:
            _end(row, last, grounds, now)
            note(_ended(row), about=row.public_id, now=now, by=by, mandate=acting)
    return target


@transaction.atomic
def open_seat(
    *,
    body: Institution,
    side: str,
    name_kk: str = "",
    name_ru: str = "",
    name_en: str = "",
    valid_from: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Seat:
    """Open the next seat of a body for one side. Its secretary does, or an administrator."""
    body = lock_institution(body)
    on = today_at(body, now)
    if mandate.role == Mandate.Role.SECRETARY:
        permit(refuse_foreign_mandate(by, mandate))
        permit(refuse_without_mandate(mandate, institution=body, roles={mandate.role}, on=on))
    else:
        permit(rules.refuse_to_manage(by, mandate, on=on))
    if side not in Side.values:
        raise Invalid({"side": _("There is no such side: choose one from the list.")})
    last = body.seats.order_by("-number").first()
    names = limited(office_kk=name_kk, office_ru=name_ru, office_en=name_en)
    seat = Seat.objects.create(
        body=body,
        side=side,
        number=last.number + 1 if last else 1,
        valid_from=valid_from,
        name_kk=names["office_kk"],
        name_ru=names["office_ru"],
        name_en=names["office_en"],
    )
    fact = events.SeatOpened(
        body=body.public_id,
        number=seat.number,
        side=side,
        name_kk=seat.name_kk,
        name_ru=seat.name_ru,
        name_en=seat.name_en,
        valid_from=valid_from,
    )
    note(fact, about=body.public_id, now=now, by=by, mandate=mandate)
    return seat


def granted(mandate: Mandate) -> events.MandateGranted:
    """Return what the register says of a new mandate: whom it was given to stays inside."""
    principal = mandate.substitute_for
    return events.MandateGranted(
        mandate=mandate.public_id,
        institution=mandate.institution.public_id,
        role=mandate.role,
        side=mandate.side,
        seat=mandate.seat.number if mandate.seat else None,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
        substitute_for=principal.public_id if principal else None,
        stands_for=mandate.stands_for.public_id if mandate.stands_for else None,
    )


def lock_mandate(mandate: Mandate) -> Mandate:
    """Return the mandate as it stands, locked, its institution beside it. Raises NotFound."""
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("institution", "seat")
    found = rows.filter(pk=mandate.pk).first()
    if found is None:
        raise NotFound(f"no mandate {mandate.public_id}")
    return found


def _check_values(role: str, side: str, valid_from: date, valid_to: date | None) -> None:
    problems = {}
    if role not in Mandate.Role.values:
        problems["role"] = _("There is no such role: choose one from the list.")
    if side and side not in Side.values:
        problems["side"] = _("There is no such side: choose one from the list.")
    if valid_to is not None and valid_to < valid_from:
        problems["valid_to"] = _("The last day lies before the first: change one of them.")
    if problems:
        raise Invalid(problems)


def _side_by_kind(institution: Institution) -> str:
    return "" if institution.kind == Institution.Kind.BODY else institution.side


def _is_end_of(target: Mandate, last_on: date, today: date) -> bool:
    begins = max(target.valid_from, today)
    return last_on >= begins and (target.valid_to is None or last_on <= target.valid_to)


def _end(mandate: Mandate, last: date, grounds: str, now: datetime) -> None:
    mandate.is_void = last < mandate.valid_from
    mandate.valid_to = max(last, mandate.valid_from)
    mandate.ended_at = now
    mandate.end_grounds = grounds
    mandate.save(update_fields=["is_void", "valid_to", "ended_at", "end_grounds"])


def _ended(mandate: Mandate) -> events.MandateEnded:
    return events.MandateEnded(
        mandate=mandate.public_id,
        institution=mandate.institution.public_id,
        role=mandate.role,
        last_on=mandate.valid_to or mandate.valid_from,
        is_void=mandate.is_void,
    )
