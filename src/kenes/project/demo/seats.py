"""Call for seats of the invented council, seat who was chosen, and declare interests."""

from datetime import timedelta
from typing import Any

from kenes.domain.institutions import actions
from kenes.domain.institutions.models import Mandate, Seat, SeatCall, Side
from kenes.project.demo.content import read
from kenes.project.demo.institutions import HOST, MEMBERS
from kenes.project.demo.time import Tale, days_ago
from kenes.project.demo.world import World

Role = Mandate.Role


def call_for_seats(world: World) -> list[Tale]:
    """Return the story of each call: opened, perhaps extended, decided, its seat taken."""
    return [_call(world, facts) for facts in read("seats")["call"]]


def declare_interests(world: World) -> Tale:
    """Declare what each member organisation's texts say, on its day."""
    facts = sorted(read("seats")["declaration"], key=lambda one: -one["days_ago"])
    for one in facts:
        now = days_ago(world, one["days_ago"])
        yield now
        organisation = world.institutions[one["organisation"]]
        mandate = Mandate.objects.select_related("person", "institution").get(
            person=world.people[one["by"]], stands_for=organisation, role__in=MEMBERS
        )
        actions.declare_interests(
            organisation=organisation,
            facts=actions.DeclarationFacts(
                language=one["language"],
                interests=one["interests"],
                sources=[_source(row) for row in one["sources"]],
                period_from=now.date() - timedelta(days=365),
                period_to=now.date(),
            ),
            by=mandate.person,
            mandate=mandate,
            now=now,
        )


def _source(row: dict[str, Any]) -> actions.Source:
    return actions.Source(row["source"], row["purpose"], row.get("amount"))


def _call(world: World, facts: dict[str, Any]) -> Tale:
    now = days_ago(world, facts["days_ago"])
    yield now
    call = _open(world, facts, now)
    if "extended_ago" in facts:
        now = days_ago(world, facts["closes_ago"] + 1)
        yield now
        until = (days_ago(world, facts["extended_ago"])).date()
        call = actions.extend_call(
            call=call, closes_on=until, reason=facts["extension"], now=now, **_secretary(world)
        )
    if "decided_ago" in facts:
        now = days_ago(world, facts["decided_ago"])
        yield now
        actions.close_call(
            call=call, awards=_awards(world, facts), reason=facts["reason"], now=now,
            **_secretary(world),
        )  # fmt: skip
    if "seated_ago" in facts:
        now = days_ago(world, facts["seated_ago"])
        yield now
        _seat(world, facts, now)


def _open(world: World, facts: dict[str, Any], now: Any) -> SeatCall:
    apply = read("seats")["apply"]
    closes = timedelta(days=facts["closes_in"] if "closes_in" in facts else -facts["closes_ago"])
    return actions.open_call(
        body=world.institutions[HOST],
        facts=actions.CallFacts(
            side=Side.CIVIL,
            places=facts["places"],
            criteria_kk=facts["kk"],
            criteria_ru=facts["ru"],
            criteria_en=facts["en"],
            apply_kk=apply["kk"],
            apply_ru=apply["ru"],
            apply_en=apply["en"],
            source=facts["source"],
            opens_on=now.date(),
            closes_on=world.today + closes,
        ),
        now=now,
        **_secretary(world),
    )


def _secretary(world: World) -> dict[str, Any]:
    by, mandate = world.acting(HOST, Role.SECRETARY)
    return {"by": by, "mandate": mandate}


def _awards(world: World, facts: dict[str, Any]) -> list[actions.AwardFacts]:
    if "organisation" not in facts:
        return []
    organisation = world.institutions[facts["organisation"]]
    return [actions.AwardFacts(_free_seat(world), organisation, facts["criteria"])]


def _free_seat(world: World) -> Seat:
    """Return the civil seat that nobody holds."""
    return Seat.objects.get(body=world.institutions[HOST], side=Side.CIVIL, mandate__isnull=True)


def _seat(world: World, facts: dict[str, Any], now: Any) -> None:
    """Seat the delegate of the organisation that was chosen, for a term."""
    organisation = facts["organisation"]
    actions.grant_mandate(
        person=world.people[organisation],
        institution=world.institutions[HOST],
        role=Role.MEMBER,
        seat=_free_seat(world),
        stands_for=world.institutions[organisation],
        office_kk="бірлестіктің өкілі",
        office_ru="представитель объединения",
        office_en="representative of the association",
        grounds=facts["source"],
        valid_from=now.date(),
        valid_to=now.date() + timedelta(days=facts["term_days"]),
        now=now,
        **_secretary(world),
    )
