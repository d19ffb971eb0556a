"""What a voter has said so far, and which statement comes next."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count

from kenes.domain.conversations.models import Conversation, Statement, Vote, Voter
from kenes.domain.conversations.queries import Shown
from kenes.domain.conversations.queries.results import STEP as LEAST
from kenes.domain.conversations.queries.results import last_result
from kenes.domain.conversations.routing import NOTHING, Tally, chances_among, draw, worth_of
from kenes.domain.conversations.voices import Voice, make_token, new_seed
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.refusals import NotFound

__all__ = [
    "REGION_FIGURES",
    "Tier",
    "Voice",
    "conversation_to_vote_in",
    "make_token",
    "new_seed",
    "next_by_worth",
    "next_statement",
    "own_region",
    "own_votes",
    "tallies",
    "votes_in_tens",
    "worths",
]

Tier = Voter.Tier
REGION_FIGURES = 2
"""So many figures of a KATO code name a region."""


_OPENED = Prepared[Conversation](
    lambda public_id: (
        Conversation.objects.exclude(stage=Conversation.Stage.PREPARED)
        .select_related("body")
        .filter(public_id=public_id)
    )
)
_OWN = Prepared[tuple[int, int]](
    lambda voter: Vote.objects.filter(voter=voter).values_list("statement", "value")
)


def conversation_to_vote_in(public_id: UUID) -> Conversation:
    """Return a conversation that was opened, with its body: one query. Raises NotFound."""
    found = _OPENED(public_id)
    if not found:
        raise NotFound(f"no conversation {public_id}")
    return found[0]


def own_votes(conversation: Conversation, voice: Voice | None) -> dict[int, int]:
    """Return the votes of a voice by the key of the statement: one query."""
    if voice is None:
        return {}
    return dict(_OWN(voice.number_in(conversation.public_id)))


def own_region(conversation: Conversation, voice: Voice | None) -> str | None:
    """Return the region that a voice has said, "" for none, None where it has no vote here."""
    if voice is None:
        return None
    own = Voter.objects.filter(number=voice.number_in(conversation.public_id))
    return own.values_list("region", flat=True).first()


def tallies(conversation: Conversation) -> dict[int, Tally]:
    """Return how each statement was voted on by the newest result, by its key: two queries.

    Never by the votes there are now: whoever draws again and again would read from the chances how
    each new vote was cast. What was not published yet counts as not voted on.
    """
    result = last_result(conversation)
    if result is None:
        return {}
    told = _told(result.figures)
    rows = Statement.objects.filter(conversation=conversation).values_list("number", "pk")
    return {pk: told[number] for number, pk in rows if number in told}


def _told(figures: Mapping[str, Any]) -> dict[int, Tally]:
    """Return the published counts by number; who read which text, where both may be told."""
    rows = figures["map"]["statements"]
    part = figures["parts"].get("language", {"names": [], "cells": [()] * len(rows)})
    return {
        row["statement"]: Tally(row["agrees"], row["votes"], _read_in(part["names"], cells))
        for row, cells in zip(rows, part["cells"], strict=True)
        if row["votes"] is not None
    }


def _read_in(names: Sequence[str], cells: Sequence[Sequence[Any] | None]) -> dict[str, int]:
    votes = {name: cell[2] for name, cell in zip(names, cells, strict=True) if cell is not None}
    return votes if len(votes) == len(names) else {}


def votes_in_tens(conversation: Conversation) -> dict[int, int]:
    """Return how many votes each statement has by now, in whole tens, for its hosts: one query."""
    rows = Vote.objects.filter(statement__conversation=conversation).order_by()
    counted = rows.values_list("statement").annotate(many=Count("pk"))
    return {statement: many // LEAST * LEAST for statement, many in counted}


def next_statement(
    statements: Sequence[Shown],
    done: Mapping[int, int],
    seen: Mapping[int, Tally],
    seed: bytes,
    language: str,
) -> tuple[Shown, float] | None:
    """Draw the next statement by lot; return it with the chance that it had (`routing`).

    The lot is cast by `seed` and by how many were voted on, so that the page opened again shows
    the same card. None when there is nothing left.
    """
    return next_by_worth(statements, worths(statements, seen, language), done, seed)


def worths(
    statements: Sequence[Shown], seen: Mapping[int, Tally], language: str
) -> dict[int, float]:
    """Return what a showing of each statement is worth, by its key; it changes as `seen` does."""
    return {one.pk: worth_of(seen.get(one.pk, NOTHING), language) for one in statements}


def next_by_worth(
    statements: Sequence[Shown], worth: Mapping[int, float], done: Mapping[int, int], seed: bytes
) -> tuple[Shown, float] | None:
    """Draw the next statement where it is known what a showing of each is worth."""
    left = [one for one in statements if one.pk not in done]
    if not left:
        return None
    chances = chances_among([worth[one.pk] for one in left])
    digest = hashlib.sha256(b"kenes next " + seed + str(len(done)).encode()).digest()
    place = draw(chances, int.from_bytes(digest[:8]) / 2**64)
    return left[place], chances[place]
