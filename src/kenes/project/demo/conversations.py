"""Conversations of the demonstration: opened by real acts, voted in by invented people.

Each kind of person leans its own way on each statement (`texts/conversations.toml`); chance is
seeded, so that every demonstration has the same votes. People come over some days, and on each of
them the result is published that is due, as the worker would. Where votes are released as rows, the
one result there is comes when the last day has passed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np

from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.actions.hosting import (
    ConversationFacts,
    close_due,
    open_conversation,
    prepare,
)
from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.telling import text_for
from kenes.domain.conversations.voices import Voice, make_token, voice_of_token
from kenes.domain.institutions.zones import date_in
from kenes.project.demo import institutions
from kenes.project.demo.content import read
from kenes.project.demo.crowds import Crowd
from kenes.project.demo.time import FIRST_HOUR, Tale, at_hour, days_ago
from kenes.project.demo.world import World

HOSTS = {"HOST": institutions.HOST, "CULTURE": institutions.CULTURE}
LANGUAGES = ("kk", "ru")


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
        releases_rows=facts.get("releases_rows", False),
        asks_region=not facts.get("releases_rows", False),
        closes_on=date_in(body.time_zone, now) + timedelta(days=facts["runs"]),
        seeds=[(kk, ru) for kk, ru, *_leanings in facts["statements"]],
    )
    row = prepare(body=body, facts=said, by=person, mandate=mandate, now=now)
    row = open_conversation(public_id=row.public_id, by=person, mandate=mandate, now=now)
    for day, ballots in enumerate(_by_day(facts, text_for(row))):
        moment = now + timedelta(days=day, hours=3)
        yield moment
        bring_votes(conversation=row, ballots=ballots)
        publish_result(row, now=moment)
    if row.releases_rows:
        yield from _released(row)


def _released(row: Conversation) -> Tale:
    """Close the conversation when its last day has passed; then publish its one result."""
    moment = datetime.combine(row.closes_on + timedelta(days=1), time(FIRST_HOUR), UTC)
    yield moment
    close_due(now=moment)
    row.refresh_from_db()
    publish_result(row, now=moment)


def _by_day(facts: dict[str, Any], told: int) -> Iterator[Sequence[Ballot]]:
    """Yield the ballots of each day; `told` is the text that people read before they vote."""
    ballots = _ballots(facts, told)
    ends = [int(share * len(ballots)) for share in facts["turnout"]]
    for begin, end in zip([0, *ends], ends, strict=False):
        yield ballots[begin:end]


def _ballots(facts: dict[str, Any], told: int) -> list[Ballot]:
    """Return one ballot a person: most see most statements."""
    seed = int.from_bytes(hashlib.sha256(facts["ru"].encode()).digest()[:4])
    crowd = Crowd(facts, seed)
    person, place, value = crowd.votes()
    ends = np.searchsorted(person, np.arange(1, facts["people"]))
    numbers = np.split(place + 1, ends)
    values = np.split(value, ends)
    return [
        Ballot(
            _voice(facts, at),
            LANGUAGES[crowd.reads[at]],
            dict(zip(mine.tolist(), said.tolist(), strict=True)),
            "" if facts.get("releases_rows") else crowd.region[at],
            told,
        )
        for at, (mine, said) in enumerate(zip(numbers, values, strict=True))
        if len(mine)
    ]


def _voice(facts: dict[str, Any], number: int) -> Voice:
    return voice_of_token(make_token(f"demonstration {facts['ru']} {number}"))
