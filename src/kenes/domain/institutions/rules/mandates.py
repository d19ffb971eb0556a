"""Who may give whom which mandate.

The administrator opens doors, a body's secretary seats its members, an office's signatory names
its own focal points; nobody gives a mandate to himself.
"""

from collections.abc import Set as AbstractSet
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate, Seat
from kenes.domain.institutions.rules.authority import (
    no_mandate,
    refuse_ended_institution,
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.shared.refusals import Refusal

Role = Mandate.Role
GIVEN_BY_SECRETARY = frozenset({Role.MEMBER, Role.OBSERVER})
GIVEN_BY_SIGNATORY = frozenset({Role.FOCAL_POINT})
ONLY_IN_A_BODY = frozenset({Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.OBSERVER})
SEATED = frozenset({Role.CHAIR, Role.MEMBER})
SENT = frozenset({Role.CHAIR, Role.MEMBER, Role.OBSERVER})
"""Roles in which somebody stands for an organisation in a body."""


def may_grant_roles(mandate: Mandate, institution: Institution) -> AbstractSet[str]:
    """Return the roles that the holder of `mandate` may give at `institution`, dates aside."""
    if mandate.role == Role.ADMINISTRATOR and mandate.institution.is_host:
        return {role for role in Role.values if _fits(role, institution)}
    if mandate.institution_id != institution.pk:
        return frozenset()
    given = {Role.SECRETARY: GIVEN_BY_SECRETARY, Role.SIGNATORY: GIVEN_BY_SIGNATORY}
    return given.get(Role(mandate.role), frozenset())


def refuse_to_grant(
    by: Person,
    mandate: Mandate | None,
    *,
    person: Person,
    institution: Institution,
    role: str,
    on: date,
) -> Refusal | None:
    """Refuse a grant to oneself, on a mandate not in force, or of a role not one's own to give."""
    if person.pk == by.pk:
        return Refusal(
            "own_mandate",
            _("You cannot give a mandate to yourself."),
            _("Another administrator, or whoever appoints you, gives it."),
        )
    return refuse_ended_institution(institution, on) or _refuse_to_dispose(
        by, mandate, institution=institution, role=role, on=on
    )


def refuse_to_end_mandate(
    by: Person, authority: Mandate | None, *, target: Mandate, on: date
) -> Refusal | None:
    """Refuse all but its holder and those who could give it; the last administrator stays."""
    if target.is_void or (target.valid_to is not None and target.valid_to < on):
        return Refusal("already_ended", _("This mandate has already ended."), status=409)
    if target.role == Role.ADMINISTRATOR and not _other_administrators(target, on).exists():
        return Refusal(
            "last_administrator",
            _("The last administrator's mandate cannot be ended: nobody could give another."),
            _("Give the mandate to somebody else first."),
        )
    if target.person_id == by.pk:
        return None
    return _refuse_to_dispose(
        by, authority, institution=target.institution, role=target.role, on=on
    )


def refuse_substitute(
    by: Person,
    authority: Mandate | None,
    *,
    principal: Mandate,
    person: Person,
    valid_from: date,
    valid_to: date,
    on: date,
) -> Refusal | None:
    """Refuse a substitute of a substitute, of oneself, or beyond the principal's own dates."""
    if person.pk in {by.pk, principal.person_id}:
        return Refusal(
            "own_mandate",
            _("Nobody can be their own substitute, or name themselves one."),
            _("Name another person."),
        )
    if principal.substitute_for_id is not None:
        return Refusal(
            "substitute_of_substitute",
            _("A substitute cannot be substituted."),
            _("Name a substitute of the person who holds the mandate itself."),
            status=409,
        )
    if not _lies_within(principal, valid_from, valid_to):
        return Refusal(
            "outlasts_principal",
            _("A substitute's mandate cannot begin before or end after the mandate it stands for."),
            _("Choose days within that mandate."),
            status=409,
        )
    if by.pk == principal.person_id:
        return refuse_without_mandate(
            principal, institution=principal.institution, roles={principal.role}, on=on
        )
    return _refuse_to_dispose(
        by, authority, institution=principal.institution, role=principal.role, on=on
    )


def refuse_twice(
    *, person: Person, institution: Institution, role: str, valid_from: date, valid_to: date | None
) -> Refusal | None:
    """Refuse a second mandate of the same person, institution and role over the same days."""
    same = Mandate.objects.filter(person=person, institution=institution, role=role)
    if _overlapping(same, valid_from, valid_to).exists():
        return Refusal(
            "already_mandated",
            _("This person already holds this mandate on some of these days."),
            _("End the mandate on record first, or choose other days."),
            status=409,
        )
    return None


def refuse_seat(
    seat: Seat, *, institution: Institution, role: str, valid_from: date, valid_to: date | None
) -> Refusal | None:
    """Refuse a seat of another body, for a role without a seat, or taken on some of the days."""
    if seat.body_id != institution.pk or role not in SEATED:
        return Refusal(
            "wrong_seat",
            _("This seat is not one of this body's, or the role has no seat."),
            _("Choose a seat of the same body; only the chair and members are seated."),
            status=409,
        )
    closed = seat.valid_to is not None and (valid_to is None or valid_to > seat.valid_to)
    taken = Mandate.objects.filter(seat=seat, substitute_for__isnull=True)
    if closed or valid_from < seat.valid_from or _overlapping(taken, valid_from, valid_to).exists():
        return Refusal(
            "seat_taken",
            _("This seat is taken or does not exist on some of these days."),
            _("Choose another seat or other days."),
            status=409,
        )
    return None


def refuse_to_stand_for(organisation: Institution, *, role: str, on: date) -> Refusal | None:
    """Refuse an organisation that sends nobody: the role is not one of a body, or it has ended."""
    if role not in SENT or organisation.kind == Institution.Kind.BODY:
        return Refusal(
            "sends_nobody",
            _("Only an organisation sends somebody, and only as chair, member or observer."),
            _("Choose another role, or leave the organisation out."),
            status=409,
        )
    return refuse_ended_institution(organisation, on)


def _refuse_to_dispose(
    by: Person, mandate: Mandate | None, *, institution: Institution, role: str, on: date
) -> Refusal | None:
    if mandate is None:
        return no_mandate()
    if refusal := refuse_foreign_mandate(by, mandate):
        return refusal
    if refusal := refuse_without_mandate(
        mandate, institution=mandate.institution, roles={mandate.role}, on=on
    ):
        return refusal
    if not _fits(role, institution):
        return Refusal(
            "role_not_here",
            _("This role does not exist in an institution of this kind."),
            _(
                "Secretaries, chairs, members and observers belong to a body; administrators to "
                "the institution that runs this server."
            ),
            status=409,
        )
    if role in may_grant_roles(mandate, institution):
        return None
    return Refusal(
        "may_not_grant",
        _("Your mandate does not let you give or end this role here."),
        _(
            "The administrator gives any role; a secretary seats members and observers of the "
            "body; a signatory names focal points of the same institution."
        ),
    )


def _fits(role: str, institution: Institution) -> bool:
    if role == Role.ADMINISTRATOR:
        return institution.is_host
    return role not in ONLY_IN_A_BODY or institution.kind == Institution.Kind.BODY


def _lies_within(principal: Mandate, valid_from: date, valid_to: date) -> bool:
    if principal.is_void or valid_from < principal.valid_from:
        return False
    return principal.valid_to is None or valid_to <= principal.valid_to


def _overlapping(
    rows: QuerySet[Mandate], valid_from: date, valid_to: date | None
) -> QuerySet[Mandate]:
    rows = rows.filter(is_void=False).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    return rows if valid_to is None else rows.filter(valid_from__lte=valid_to)


def _other_administrators(target: Mandate, on: date) -> QuerySet[Mandate]:
    rows = Mandate.objects.filter(institution=target.institution, role=Role.ADMINISTRATOR)
    in_force = _overlapping(rows, on, on).filter(valid_to__isnull=True)
    return in_force.exclude(person=target.person_id)
