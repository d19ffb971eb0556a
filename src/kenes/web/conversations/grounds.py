"""Conversations as the page of their ground lists them: a recommendation, a bill, a region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries import grounds
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.kept import Kept
from kenes.web.conversations.showing import is_open_on, question_language

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation
    from kenes.domain.recommendations.queries.detail import Stamp

TALKS = Kept[Sequence["Conversation"]](256)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation on a ground; `people` is how many its newest result rests on, None before it.

    `lang` is set where the question is not in the page's language.
    """

    question: str
    lang: str
    url: str
    is_open: bool
    people: int | None
    closes_on: date
    closed_at: datetime | None


def talks_on(stamp: "Stamp", now: datetime) -> list[Talk]:
    """Return the conversations on a recommendation, kept in memory until one of them changes."""
    key = (stamp.public_id, stamp.talks, stamp.reference)
    return talks_of(TALKS.get(key, lambda: grounds.on_recommendation(stamp.pk)), now)


def talks_of(rows: "Iterable[Conversation]", now: datetime) -> list[Talk]:
    """Return conversations as the lines of their ground's page."""
    return [_talk(row, now) for row in rows]


def _talk(row: "Conversation", now: datetime) -> Talk:
    return Talk(
        question=queries.question_of(row),
        lang=question_language(),
        url=reverse("conversations:detail", args=[row.public_id]),
        is_open=is_open_on(row, today_at(row.body, now)),
        people=getattr(row, "people", None),
        closes_on=row.closes_on,
        closed_at=row.closed_at,
    )
