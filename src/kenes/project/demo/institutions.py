"""Open the invented institutions, seat their people, and let time change some of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from kenes.domain.institutions import actions
from kenes.domain.institutions.actions.calendars import DayKind
from kenes.domain.institutions.models import LegalRule, Mandate, Seat, Side
from kenes.domain.institutions.seeds import seed_calendar, seed_rules, seed_territories
from kenes.domain.recommendations.actions.addressing import move_clocks, pass_on_duties
from kenes.project.demo.content import phrases, read
from kenes.project.demo.roles import ROLES, SECRETARY, Part
from kenes.project.demo.time import at_hour, days_ago
from kenes.project.demo.world import World

Role = Mandate.Role
HOST = "rural-council"
CULTURE = "culture-council"
MERGED, HEIR = "communications", "transport"
MERGED_AGO = 420
CORRECTED_AGO = 262
GRANTED = "Назначен решением (вымышленным)"
MEMBERS = (Role.CHAIR, Role.MEMBER, Role.OBSERVER)
SEATS = (Side.STATE, Side.STATE, Side.STATE, Side.CIVIL, Side.CIVIL, Side.PARLIAMENT)


def seed_law(world: World) -> None:
    """Put on record what a new server begins with, for all years of the history."""
    world.territories = {one.iso: one for one in seed_territories() if one.iso}
    seed_rules(now=world.begins)
    seed_calendar(range(world.begins.year - 1, world.today.year + 3), world.begins)


def open_everything(world: World, now: datetime) -> None:
    """Open host, bodies, offices and associations; give everybody the mandate of their part."""
    facts = read("institutions")
    host = facts.pop(HOST)
    admin = actions.bootstrap_host(
        name_kk=host["kk"],
        name_ru=host["ru"],
        name_en=host["en"],
        by=world.people["admin"],
        now=now,
    )
    world.mandates[HOST, Role.ADMINISTRATOR] = admin
    world.institutions[HOST] = admin.institution
    for key, words in facts.items():
        _open(world, key, words, now)
    seats = _open_seats(world, now)
    for part in ROLES:
        if part.role and part.who != "admin":
            _grant(world, part, seats, now)
    _set_procedures(world, now)
    world.own_rule = _publish_own_rule(world, now)
    _publish_texts(world, now)


def administrator(world: World) -> dict[str, Any]:
    """Return the arguments of an act of the administrator."""
    by, mandate = world.acting(HOST, Role.ADMINISTRATOR)
    return {"by": by, "mandate": mandate}


def _open(world: World, key: str, words: dict[str, Any], now: datetime) -> None:
    region = words.get("region")
    world.institutions[key] = actions.open_institution(
        kind=words["kind"],
        name_kk=words["kk"],
        name_ru=words["ru"],
        name_en=words["en"],
        territory=world.territories[region] if region else None,
        valid_from=now.date() - timedelta(days=400),
        source_key=f"demo:{key}",
        now=now,
        **administrator(world),
    )


def _open_seats(world: World, now: datetime) -> dict[str, list[Seat]]:
    seats: dict[str, list[Seat]] = {}
    for side in SEATS:
        seat = actions.open_seat(
            body=world.institutions[HOST],
            side=side,
            valid_from=now.date(),
            now=now,
            **administrator(world),
        )
        seats.setdefault(side, []).append(seat)
    return seats


def _grant(world: World, part: Part, seats: dict[str, list[Seat]], now: datetime) -> None:
    seated = part.institution == HOST and part.role in {Role.CHAIR, Role.MEMBER}
    kk, ru, en = part.office
    mandate = actions.grant_mandate(
        person=world.people[part.who],
        institution=world.institutions[part.institution],
        role=part.role,
        side=part.side,
        seat=seats[part.side].pop(0) if seated else None,
        stands_for=world.institutions[part.stands_for] if part.stands_for else None,
        office_kk=kk,
        office_ru=ru,
        office_en=en,
        grounds=GRANTED,
        valid_from=now.date(),
        now=now,
        **administrator(world),
    )
    world.mandates.setdefault((part.institution, part.role), mandate)


def _set_procedures(world: World, now: datetime) -> None:
    """Let the first council grade answers, bodies rejoin, and letters be prepared each quarter."""
    for key, is_on in ((HOST, True), (CULTURE, False)):
        facts = actions.ProcedureFacts(
            grades_on=is_on,
            rejoinder_on=is_on,
            demand_months=3 if is_on else 0,
            source="Регламент совета (вымышленный)",
        )
        actions.set_procedure(
            body=world.institutions[key],
            facts=facts,
            valid_from=now.date(),
            now=now,
            **administrator(world),
        )


def _publish_texts(world: World, now: datetime) -> None:
    """Publish statute and rules of the first council; its rules change later (`amend_rules`)."""
    for kind in ("statute", "rules"):
        _publish_text(world, kind, now)


def amend_rules(world: World) -> Iterator[datetime]:
    """Let the council change its rules of procedure on a day of the history."""
    now = days_ago(world, read("founding")["amended"]["days_ago"])
    yield now
    _publish_text(world, "amended", now)


def _publish_text(world: World, key: str, now: datetime) -> None:
    words = read("founding")[key]
    facts = actions.TextFacts(
        kind=words["kind"],
        text_kk=words["kk"],
        text_ru=words["ru"],
        source=words["source"],
        change=words.get("change", ""),
        term_months=words.get("term_months"),
        valid_from=now.date(),
    )
    body = world.institutions[HOST]
    actions.publish_founding_text(body=body, facts=facts, now=now, **administrator(world))


def _publish_own_rule(world: World, now: datetime) -> LegalRule:
    facts = actions.RuleFacts(
        code="demo-council-answer",
        duty=LegalRule.Duty.ANSWER,
        basis="own_rules",
        law_kk="Ауыл мәдениеті жөніндегі кеңестің регламенті (ойдан шығарылған)",
        law_ru="Регламент совета по сельской культуре (вымышленный)",
        law_en="Rules of the Council on Rural Culture (invented)",
        article="4.2",
        amount=20,
        unit=LegalRule.Unit.CALENDAR_DAYS,
        start=LegalRule.Start.ASKED,
        valid_from=now.date(),
        source="Вымышленный регламент",
    )
    return actions.publish_rule(facts=facts, now=now, **administrator(world))


def rename(world: World) -> Iterator[datetime]:
    """Give a ministry another name on a day of the history."""
    words = read("institutions")[HEIR]["renamed"]
    now = days_ago(world, words["days_ago"])
    yield now
    actions.rename_institution(
        institution=world.institutions[HEIR],
        name_kk=words["kk"],
        name_ru=words["ru"],
        name_en=words["en"],
        valid_from=now.date(),
        grounds=phrases()["renaming"]["ru"],
        now=now,
        **administrator(world),
    )
    world.institutions[HEIR].refresh_from_db()


def merge(world: World) -> Iterator[datetime]:
    """Merge a ministry into another: its answers stay its own, its open duties pass on."""
    now = days_ago(world, MERGED_AGO)
    yield now
    old, heir = world.institutions[MERGED], world.institutions[HEIR]
    actions.succeed(
        predecessor=old,
        successor=heir,
        on=now.date(),
        grounds=phrases()["merger"]["ru"],
        now=now,
        **administrator(world),
    )
    old.refresh_from_db()
    pass_on_duties(predecessor=old, now=now, **administrator(world))


def correct_calendar(world: World) -> Iterator[datetime]:
    """Make a working Monday a day off, and move the clocks that run over it."""
    now = days_ago(world, CORRECTED_AGO)
    yield now
    monday = now.date() + timedelta(days=7 - now.date().weekday() + 7)
    words = phrases()["calendar"]
    day = actions.DayCorrection(
        on=monday,
        kind=DayKind.OFF,
        name_kk="Ауыстырылған демалыс",
        name_ru="Перенесённый выходной",
        name_en="Day off moved here",
        note="swapped",
    )
    version = actions.publish_calendar_version(
        corrections=[day], grounds=words["ru"], now=now, **administrator(world)
    )
    move_clocks(calendar=version, now=now)


def name_substitute(world: World) -> Iterator[datetime]:
    """Let the secretary, away for two months, name who stands in."""
    now = days_ago(world, 25)
    yield now
    principal = world.holder(HOST, Role.SECRETARY)
    kk, ru, en = SECRETARY
    world.mandates[HOST, "substitute"] = actions.add_substitute(
        principal=principal,
        person=world.people["substitute"],
        valid_from=now.date(),
        valid_to=world.today + timedelta(days=35),
        office_kk=kk,
        office_ru=ru,
        office_en=en,
        grounds="На время отпуска секретаря",
        by=principal.person,
        mandate=principal,
        now=now,
    )


def end_a_mandate(world: World) -> Iterator[datetime]:
    """End the second administrator's time."""
    now = at_hour(days_ago(world, 300), 9)
    yield now
    target = next(
        mandate for mandate in world.people["second-admin"].mandates.select_related("institution")
    )
    actions.end_mandate(
        target=target, grounds="Срок истёк (вымышлено)", now=now, **administrator(world)
    )
