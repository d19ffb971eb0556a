"""The host's panels: what waits, how often statements were shown, when many came at once."""

from statistics import median
from typing import TYPE_CHECKING

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries.watching import busy_hours, showings
from kenes.web.conversations.charts import Figure, Part, Said, Statement
from kenes.web.conversations.charts.bursts import Hour, bursts
from kenes.web.conversations.charts.exposure import ExposureRow, exposure_matrix
from kenes.web.conversations.charts.queue import QueueRow, moderation_queue
from kenes.web.conversations.charts.stored import Stored
from kenes.web.conversations.moderation import lacks_of, why_left_out
from kenes.web.conversations.showing import statement_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.conversations.models import Conversation

BURST = 3
"""An hour with so many times the middle of the busy hours is called many."""
BURST_AT_LEAST = 30
TEXTS = {"kk": "ҚАЗ", "ru": "РУС"}
"""Readers of each text under the name that the language has in every page's choice of it."""


def panels_of(
    row: "Conversation", statements: "Sequence[queries.Shown]", stored: Stored | None
) -> list[Figure]:
    """Return the panels of a conversation: two queries.

    `statements` are those of every state, `stored` its last result where that may be shown.
    """
    shown = [one for one in statements if one.state == queries.StatementState.SHOWN]
    return [_queue(statements), _exposure(row, shown, stored), _bursts(row)]


def _queue(statements: "Sequence[queries.Shown]") -> Figure:
    states = {str(one.value): str(one.label) for one in queries.StatementState}
    rows = [QueueRow(_said(one), one.state, str(lacks_of(one) or why_left_out(one)))
            for one in statements]  # fmt: skip
    return moderation_queue(rows, states)


def _said(shown: queries.Shown) -> Statement:
    text = statement_text(shown)
    return Statement(text.number, Said(text.text, text.lang))


def _exposure(
    row: "Conversation", statements: "Sequence[queries.Shown]", stored: Stored | None
) -> Figure:
    seen = showings(row)
    parts, reached = _reached(stored)
    rows = []
    for one in statements:
        shown, chance = seen.get(one.pk, (0, None))
        voted = reached.get(one.number, [None] * len(parts))
        rows.append(ExposureRow(_said(one), shown, chance, voted))
    return exposure_matrix(parts, rows)


def _reached(stored: Stored | None) -> tuple[list[Part], dict[int, list[float | None]]]:
    """Return the groups and the readers of each text, and what share of each voted on what."""
    if stored is None:
        return [], {}
    kinds = ["group", *(["language"] if stored.languages else [])]
    parts = [one for by in kinds for one in stored.parts(by, TEXTS)]
    found = [stored.reached(by) for by in kinds]
    return parts, {n: [share for some in found for share in some[n]] for n in found[0]}


def _bursts(row: "Conversation") -> Figure:
    hours = busy_hours(row)
    usual = median([hour.many for hour in hours] or [0])
    least = max(int(BURST * usual), BURST_AT_LEAST)
    return bursts([Hour(hour.hour, hour.many, hour.many >= least) for hour in hours])
