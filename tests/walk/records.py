"""Three records to walk through: nothing on it, the demonstration, three hundred of everything."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import actions as institution_actions
from kenes.domain.institutions import queries, seeds
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions import addressing, admission, filing

Role = Mandate.Role
MANY = 300
SOME = 40
OFFICES = {
    Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.OBSERVER, Role.FOCAL_POINT, Role.SIGNATORY,
    Role.DELEGATE, Role.ASSESSOR,
}  # fmt: skip
KINDS = {
    Role.FOCAL_POINT: Institution.Kind.STATE_OFFICE,
    Role.SIGNATORY: Institution.Kind.STATE_OFFICE,
    Role.DELEGATE: Institution.Kind.ASSOCIATION,
    Role.ASSESSOR: Institution.Kind.ASSOCIATION,
}


@dataclass(frozen=True)
class People:
    """Whoever walks: by role; "anonymous" is nobody."""

    by_role: dict[str, Person | None]

    @property
    def roles(self) -> list[str]:
        return list(self.by_role)


def people_of(now: datetime) -> People:
    """Return one person a role: whoever holds it on this record, else somebody new who does."""
    admin = _administrator(now)
    found: dict[str, Person | None] = {
        "anonymous": None,
        "citizen": _somebody("citizen"),
        "administrator": admin.person,
    }
    for role in sorted(OFFICES):
        held = Mandate.objects.filter(role=role, valid_to=None, ended_at=None).first()
        found[role] = (held or _grant(role, admin, now)).person
    for person in filter(None, found.values()):
        # The sign-in library writes this row at the first visit of the page of addresses.
        EmailAddress.objects.get_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
    return People(found)


def _administrator(now: datetime) -> Mandate:
    host = queries.host()
    if host is None:
        return institution_actions.bootstrap_host(
            name_kk="Хатшылық", name_ru="Секретариат", name_en="Secretariat",
            by=_somebody("administrator"), now=now,
        )  # fmt: skip
    return Mandate.objects.get(institution=host, role=Role.ADMINISTRATOR, valid_to=None)


def _somebody(name: str) -> Person:
    return Person.objects.create_user(f"{name}@walk.example", full_name=f"{name} walks")


def _grant(role: str, admin: Mandate, now: datetime) -> Mandate:
    kind = KINDS.get(Role(role), Institution.Kind.BODY)
    facts = {"by": admin.person, "mandate": admin, "now": now}
    place = Institution.objects.filter(kind=kind, valid_to=None).first()
    if place is None:
        place = institution_actions.open_institution(
            kind=kind, name_kk=f"Мекеме {kind}", name_ru=f"Учреждение {kind}",
            name_en=f"Office {kind}", valid_from=now.date() - timedelta(days=400), **facts,
        )  # fmt: skip
    return institution_actions.grant_mandate(
        person=_somebody(role), institution=place, role=role, grounds="Order 1",
        valid_from=now.date() - timedelta(days=400), **facts,
    )  # fmt: skip


def make_large(now: datetime) -> People:
    """Fill the record with three hundred recommendations on their way, by the real acts."""
    past = now - timedelta(days=60)
    seeds.seed_rules(now=past)
    seeds.seed_calendar(now=past)
    people = people_of(past)
    secretary = Mandate.objects.get(person=people.by_role[Role.SECRETARY])
    office = Mandate.objects.get(person=people.by_role[Role.FOCAL_POINT]).institution
    public_ids = [_filed(number, secretary, past) for number in range(MANY)]
    for public_id in public_ids[:-SOME]:
        _sent(public_id, secretary, office, past)
    return people


def _filed(number: int, secretary: Mandate, now: datetime) -> object:
    started = filing.file_at_once(
        by=None, body=secretary.institution, language=("kk", "ru")[number % 2],
        title=f"Жарық {number}", problem="Көшеде жарық жоқ.", demand="Шам орнату керек.",
        wished_addressee="Әкімдік", now=now,
    )  # fmt: skip
    return started.recommendation.public_id


def _sent(public_id: object, secretary: Mandate, office: Institution, now: datetime) -> None:
    facts = {"by": secretary.person, "mandate": secretary, "now": now}
    admission.admit(public_id=public_id, **facts)
    to = [addressing.AddresseeFacts(institution=office, role="lead")]
    addressing.send(public_id=public_id, to=to, **facts)


def today() -> datetime:
    """The moment of this run; pages ask the real clock as well."""
    return timezone.now()
