"""What the seeded recommendations stand on: offices, mandates, themes, working days."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from benchmarks.pages.words import _THINGS
from kenes.domain.accounts.models import Person
from kenes.domain.institutions import actions, seeds
from kenes.domain.institutions.models import Institution, LegalRule, Mandate, Territory
from kenes.domain.institutions.queries import engine_calendar, latest_calendar
from kenes.domain.norms.models import Topic

BEGAN = datetime(2023, 1, 10, 9, 0, tzinfo=UTC)
OFFICES, BODIES, ASSESSORS, AUTHORS = 60, 3, 12, 500


@dataclass(frozen=True, slots=True)
class Office:
    """An institution that answers, with the two people who draft and sign."""

    key: int
    public_id: UUID
    focal: int
    drafter: UUID
    signatory: int
    signer: UUID


@dataclass(frozen=True, slots=True)
class Ground:
    """Keys of everything that a recommendation may point at."""

    offices: list[Office]
    bodies: list[int]
    secretaries: list[int]
    assessors: list[int]
    authors: list[int]
    territories: list[int]
    topics: list[int]
    rule: int
    calendar: int
    due: dict[date, date]


def lay(today: date) -> Ground:
    """Put the ground on record by the real actions."""
    seeds.seed_reference(now=BEGAN.replace(year=today.year))
    names = {"name_kk": "Кеңес хатшылығы", "name_ru": "Секретариат", "name_en": "Secretariat"}
    admin = actions.bootstrap_host(**names, by=_person("admin"), now=BEGAN)
    bodies = [_open(admin, "body", "Кеңес", "Совет", "Council", n) for n in range(BODIES)]
    offices = [
        _open(admin, "state_office", "Министрлік", "Министерство", "Ministry", n)
        for n in range(OFFICES)
    ]
    assessors = [
        _open(admin, "association", "Бірлестік", "Объединение", "Association", n)
        for n in range(ASSESSORS)
    ]
    calendar = latest_calendar()
    return Ground(
        offices=[_staff(admin, office) for office in offices],
        bodies=[body.pk for body in bodies],
        secretaries=[_grant(admin, body, "secretary").pk for body in bodies],
        assessors=[one.pk for one in assessors],
        authors=[_person(f"author{n}").pk for n in range(AUTHORS)],
        territories=list(Territory.objects.filter(valid_to=None).values_list("pk", flat=True)),
        topics=_topics(),
        rule=LegalRule.objects.get(code="apc-76").pk,
        calendar=calendar.pk,
        due=_due_dates(engine_calendar(calendar), today),
    )


def _person(name: str) -> Person:
    return Person.objects.create(email=f"{name}@bench.example", full_name=name)


def _open(admin: Mandate, kind: str, kk: str, ru: str, en: str, number: int) -> Institution:
    regions = Territory.objects.filter(valid_to=None).order_by("kato")
    return actions.open_institution(
        kind=kind,
        name_kk=f"{kk} № {number}",
        name_ru=f"{ru} № {number}",
        name_en=f"{en} no. {number}",
        territory=regions[number % 20] if number % 3 == 0 else None,
        valid_from=BEGAN.date(),
        by=admin.person,
        mandate=admin,
        now=BEGAN,
    )


def _grant(admin: Mandate, institution: Institution, role: str) -> Mandate:
    return actions.grant_mandate(
        person=_person(f"{role}{institution.pk}"),
        institution=institution,
        role=role,
        side="state" if role == "secretary" else "",
        office_kk="Вице-министр",
        office_ru="Вице-министр",
        office_en="Deputy minister",
        valid_from=BEGAN.date(),
        grounds="Order 1",
        by=admin.person,
        mandate=admin,
        now=BEGAN,
    )


def _staff(admin: Mandate, institution: Institution) -> Office:
    focal = _grant(admin, institution, "focal_point")
    signatory = _grant(admin, institution, "signatory")
    return Office(
        institution.pk, institution.public_id, focal.pk, focal.person.public_id, signatory.pk,
        signatory.person.public_id,
    )  # fmt: skip


def _topics() -> list[int]:
    names = zip(*(_THINGS[code].split(";") for code in ("kk", "ru", "en")), strict=True)
    rows = [
        Topic(kind="theme", code=f"theme-{n}", name_kk=kk, name_ru=ru, name_en=en)
        for n, (kk, ru, en) in enumerate(names)
    ]
    Topic.objects.bulk_create(rows)
    return list(Topic.objects.values_list("pk", flat=True))


def _due_dates(calendar: object, today: date) -> dict[date, date]:
    """Return for every day of delivery the fifteenth working day after it."""
    first = BEGAN.date()
    days = [first + timedelta(n) for n in range((today - first).days + 90)]
    working = [day for day in days if calendar.is_working(day)]
    found, at = {}, 0
    for day in days:
        while at < len(working) and working[at] <= day:
            at += 1
        if at + 14 < len(working):
            found[day] = working[at + 14]
    return found


def chance_of(seed: int = 20261122) -> random.Random:
    """Return the one source of chance, so that each run seeds the same record."""
    return random.Random(seed)
