"""Conversations of the demonstration: opened by real acts, voted in by invented people.

Each kind of person leans its own way on each statement (`texts/conversations.toml`); chance is
seeded, so that every demonstration has the same votes.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from kenes.domain.conversations.actions.bringing import bring_votes
from kenes.domain.conversations.actions.hosting import (
    ConversationFacts,
    open_conversation,
    prepare,
)
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.voices import Voice, make_token, voice_of_token
from kenes.domain.institutions.zones import date_in
from kenes.project.demo import institutions
from kenes.project.demo.content import read
from kenes.project.demo.time import Tale, at_hour, days_ago
from kenes.project.demo.world import World

PASSES = 0.08
HOSTS = {"HOST": institutions.HOST, "CULTURE": institutions.CULTURE}
type Ballot = tuple[Voice, str, Mapping[int, int]]


def tell_conversations(world: World) -> list[Tale]:
    """Return a tale for each conversation of the texts."""
    return [
        _told(world, place, facts) for place, facts in enumerate(read("conversations").values())
    ]


def _told(world: World, place: int, facts: dict[str, Any]) -> Tale:
    """Open one conversation, then let its people vote on the days that follow."""
    now = at_hour(days_ago(world, facts["days_ago"]), place)
    yield now
    body = world.institutions[HOSTS[facts["host"]]]
    person, mandate = world.acting(HOSTS[facts["host"]], "secretary")
    said = ConversationFacts(
        question_kk=facts["kk"],
        question_ru=facts["ru"],
        about_kk=facts["about_kk"],
        about_ru=facts["about_ru"],
        moderation=facts["moderation"],
        closes_on=date_in(body.time_zone, now) + timedelta(days=facts["runs"]),
        seeds=[(kk, ru) for kk, ru, *_leanings in facts["statements"]],
    )
    row = prepare(body=body, facts=said, by=person, mandate=mandate, now=now)
    row = open_conversation(public_id=row.public_id, by=person, mandate=mandate, now=now)
    yield now + timedelta(hours=3)
    _vote(row, facts)


def _vote(row: Conversation, facts: dict[str, Any]) -> None:
    bring_votes(conversation=row, ballots=_ballots(facts))


def _ballots(facts: dict[str, Any]) -> Iterator[Ballot]:
    """Yield one ballot a person: who leans how is drawn by lot, most see most statements."""
    leanings = [row[2:] for row in facts["statements"]]
    lot = random.Random(facts["ru"])  # noqa: S311 (invented people, the same every time)
    for number in range(facts["people"]):
        kind = lot.choices(range(3), weights=(5, 3, 2))[0]
        language = "kk" if lot.random() < (0.62, 0.45, 0.66)[kind] else "ru"
        seen = [place for place in range(len(leanings)) if lot.random() < 0.8]  # noqa: PLR2004
        values = {place + 1: _value(lot, leanings[place][kind]) for place in seen}
        voice = voice_of_token(make_token(f"demonstration {facts['ru']} {number}"))
        yield voice, language, values


def _value(lot: random.Random, share: float) -> int:
    if lot.random() < PASSES:
        return 0
    return 1 if lot.random() < share else -1
