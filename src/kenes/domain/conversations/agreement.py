"""What a published result calls agreed, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from kenes.domain.conversations.models import Conversation, Statement
from kenes.domain.conversations.queries.results import last_result

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Apart:
    """How a group differs from the others on a statement, by what is published of both.

    `by` is its share of agreement less that of the other groups together, `sureness` the distance
    of that from chance (z, docs/specs/opinion.md, clause 11); both are None where either side may
    not be shown.
    """

    number: int
    by: float | None
    sureness: float | None


def ranked_in(figures: Mapping[str, Any]) -> list[tuple[float, int]]:
    """Return lower bound and number of each statement, the surest agreement first.

    The bound is that of the group that agrees least; without groups, that of everybody.
    """
    column = "lower" if figures["map"]["groups"] else "low"
    rows = [(row[column], row["statement"]) for row in figures["map"]["statements"]]
    known = [(lower, number) for lower, number in rows if lower is not None]
    return sorted(known, key=lambda one: (-one[0], one[1]))


def agreed_now(conversation: Conversation) -> list[tuple[float, int]]:
    """Return lower bound and number of what is agreed and still shown, the surest first."""
    result = last_result(conversation)
    if result is None:
        return []
    shown = Statement.objects.filter(conversation=conversation, state=Statement.State.SHOWN)
    numbers = set(shown.values_list("number", flat=True))
    ranked = ranked_in(result.figures)
    return [(lower, number) for lower, number in ranked if lower > HALF and number in numbers]


def apart_in(figures: Mapping[str, Any], group: int) -> list[Apart]:
    """Return every statement for the group at this place, those it surely differs on first."""
    cells = figures["parts"]["group"]["cells"]
    rows = [
        _apart(row["statement"], cell[group], [*cell[:group], *cell[group + 1 :]])
        for row, cell in zip(figures["map"]["statements"], cells, strict=True)
    ]
    return sorted(rows, key=lambda one: (-abs(one.sureness or 0.0), one.by is None, one.number))


def _apart(number: int, own: Sequence[Any] | None, others: Sequence[Sequence[Any] | None]) -> Apart:
    known = [cell for cell in others if cell is not None]
    if own is None or not known:
        return Apart(number, None, None)
    agrees, votes = sum(cell[0] for cell in known), sum(cell[2] for cell in known)
    sureness = apart_by_chance(own[0], agrees, own[2], votes)
    return Apart(number, own[0] / own[2] - agrees / votes, sureness)


def apart_by_chance(agrees: float, agrees_rest: float, votes: float, votes_rest: float) -> float:
    """Return z of two shares: the engine's `two_samples` for one pair, in plain Python.

    A site without the extra `opinion` has no numpy, and starts all the same (clause 11).
    """
    pooled = (agrees + agrees_rest + 2) / (votes + votes_rest + 2)
    if pooled >= 1:
        return 0.0
    inside, outside = (agrees + 1) / (votes + 1), (agrees_rest + 1) / (votes_rest + 1)
    spread = pooled * (1 - pooled) * (1 / (votes + 1) + 1 / (votes_rest + 1))
    return (inside - outside) / sqrt(spread)
