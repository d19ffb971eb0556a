"""Whose word counts: the mandates of a person, of an institution, and authority on a day."""

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Seat
from kenes.domain.institutions.rules.authority import no_mandate, refuse_without_mandate
from kenes.domain.shared.refusals import NotFound, Refusal


def authority(
    person: Person | None, *, institution: Institution, role: str, on: date
) -> Mandate | Refusal:
    """Return the mandate by which `person` acts for `institution` in `role` on a day, or why not.

    `on` is a date in the institution's zone (`today_at`). A mandate of his own goes before one
    as a substitute. The refusal is the nearest miss: ended, not begun, another role, another
    institution, none.
    """
    if person is None:
        return no_mandate()
    rows = Mandate.objects.filter(person=person).select_related("institution", "seat")
    mandates = list(rows.order_by(F("substitute_for").asc(nulls_first=True), "valid_from", "pk"))
    refusals: list[Refusal] = []
    for mandate in mandates:
        refusal = refuse_without_mandate(mandate, institution=institution, roles={role}, on=on)
        if refusal is None:
            return mandate
        refusals.append(refusal)
    return max(refusals, key=_nearness, default=no_mandate())


def mandates_in_force(person: Person, on: date) -> QuerySet[Mandate]:
    """Return a person's mandates that give authority on a day, with their institutions."""
    return (
        in_force(Mandate.objects.filter(person=person), on)
        .filter(Q(institution__valid_to__isnull=True) | Q(institution__valid_to__gte=on))
        .select_related("institution", "seat")
        .order_by("institution__name_ru", "role", "pk")
    )


def roles_in_force(person: Person, on: date) -> set[str]:
    """Return the roles in which a person may act for any institution on a day: one query."""
    return set(mandates_in_force(person, on).order_by().values_list("role", flat=True))


def mandates_of(institution: Institution, on: date | None = None) -> QuerySet[Mandate]:
    """Return an institution's mandates, in force on a day or all of them, newest first."""
    rows = Mandate.objects.filter(institution=institution)
    if on is not None:
        rows = in_force(rows, on)
    return rows.select_related("person", "seat", "substitute_for", "institution").order_by(
        "role", "-valid_from", "-pk"
    )


def mandate_by_public_id(public_id: UUID) -> Mandate:
    """Return one mandate with its institution and seat. Raises NotFound."""
    rows = Mandate.objects.select_related("institution", "seat", "person", "stands_for")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(f"no mandate {public_id}")
    return found


def seats_of(body: Institution, on: date) -> QuerySet[Seat]:
    """Return a body's seats on a day, by number."""
    rows = body.seats.filter(valid_from__lte=on)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("number")


def ending_mandates(until: date, on: date) -> QuerySet[Mandate]:
    """Return the mandates in force on a day that end by another one, the first to end first.

    Substitutes are left out: their end is the holder's return.
    """
    rows = in_force(Mandate.objects.filter(substitute_for__isnull=True), on)
    rows = rows.filter(valid_to__lte=until, ended_at__isnull=True)
    return rows.select_related("institution", "seat", "person").order_by("valid_to", "pk")


def in_force(rows: QuerySet[Mandate], on: date) -> QuerySet[Mandate]:
    """Return those of the mandates that give authority on a day."""
    return rows.filter(is_void=False, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


_NEAREST_LAST = (
    "no_mandate",
    "wrong_institution",
    "wrong_role",
    "mandate_ended",
    "mandate_not_begun",
    "institution_ended",
)


def _nearness(refusal: Refusal) -> int:
    return _NEAREST_LAST.index(refusal.code)
