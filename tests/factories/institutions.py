"""Makers of people with mandates, institutions, rules and calendars, through the real actions."""

from datetime import UTC, date, datetime
from itertools import count

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import actions, queries, seeds
from kenes.domain.institutions.models import CalendarVersion, Institution, Mandate, Procedure, Seat

from . import NOW

BEGAN = datetime(2024, 1, 10, 9, 0, tzinfo=UTC)
BEGAN_ON = date(2024, 1, 10)
TODAY = date(2026, 11, 9)
Kind = Institution.Kind
Role = Mandate.Role
_numbers = count(1)


def make_person(**fields: object) -> Person:
    """Somebody with an account and an address of their own."""
    number = next(_numbers)
    return Person.objects.create_user(f"person{number}@example.org", **fields)


def make_host() -> Mandate:
    """The first administrator's mandate; the host is opened with it the first time."""
    host = queries.host()
    if host is not None:
        return Mandate.objects.select_related("person", "institution").get(
            institution=host, role=Role.ADMINISTRATOR, grounds__startswith="The first"
        )
    return actions.bootstrap_host(
        name_kk="Кеңес хатшылығы",
        name_ru="Секретариат Кеңес",
        name_en="Secretariat of Kenes",
        by=make_person(),
        now=BEGAN,
    )


def make_institution(kind: str = Kind.STATE_OFFICE, **fields: object) -> Institution:
    """An institution of any kind, opened by the administrator; a state office by default."""
    admin, number = make_host(), next(_numbers)
    values = {
        "name_kk": f"{number}-мекеме",
        "name_ru": f"Учреждение {number}",
        "name_en": f"Office {number}",
        "valid_from": BEGAN_ON,
    } | fields
    return actions.open_institution(kind=kind, by=admin.person, mandate=admin, now=BEGAN, **values)


def make_ended(last_on: date = date(2026, 1, 1)) -> Institution:
    """An institution that has ended."""
    admin, office = make_host(), make_institution()
    return actions.end_institution(
        institution=office, last_on=last_on, grounds="Order 3", by=admin.person, mandate=admin,
        now=NOW,
    )  # fmt: skip


def make_body(**fields: object) -> Institution:
    """A body, such as a council, with a secretary to come."""
    number = next(_numbers)
    names = {
        "name_kk": f"{number}-кеңес",
        "name_ru": f"Совет {number}",
        "name_en": f"Council {number}",
    }
    return make_institution(Kind.BODY, **(names | fields))


def allow_grades(body: Institution) -> Procedure:
    """Rules of a body that turn grades and rejoinders on, in force before any other."""
    return Procedure.objects.create(body=body, valid_from=date(2020, 1, 1))


def make_mandate(
    role: str = Role.FOCAL_POINT,
    institution: Institution | None = None,
    person: Person | None = None,
    **fields: object,
) -> Mandate:
    """A mandate in force since `BEGAN_ON`, given by the administrator."""
    admin = make_host()
    if institution is None:
        in_body = role in {Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.OBSERVER}
        institution = make_body() if in_body else make_institution()
    values = {"grounds": "Order 1", "valid_from": BEGAN_ON, "now": BEGAN} | fields
    return actions.grant_mandate(
        person=person or make_person(),
        institution=institution,
        role=role,
        by=admin.person,
        mandate=admin,
        **values,
    )


def make_seat(body: Institution, side: str = "civil", **fields: object) -> Seat:
    """The next seat of a body."""
    admin = make_host()
    return actions.open_seat(
        body=body, side=side, valid_from=BEGAN_ON, by=admin.person, mandate=admin, now=NOW, **fields
    )


def make_calendar() -> CalendarVersion:
    """Kazakhstan's working days as seeded; every clock needs one."""
    return seeds.seed_calendar(now=BEGAN)


def make_rules() -> None:
    """The packaged terms of law."""
    seeds.seed_rules(now=BEGAN)
