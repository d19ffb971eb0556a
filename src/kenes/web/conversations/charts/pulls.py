"""Statements laid over the opinion map: each lies towards those who agree with it.

A statement stands along its published loading, the direction in which a vote for it moves somebody
(docs/specs/opinion.md, clause 27); all of them are lengthened alike, so that the farthest reaches
the edge of the drawing. Nothing of it is of a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import NOTHING, Column, Statement, Value, colon
from kenes.web.conversations.charts.svg import element

NAMED, APART = 8, 18.0
"""So many statements carry their number, where it would not stand on another one's."""
INSET = 14.0
STANDS_STILL = 1e-9
"""A way this short leads nowhere, so it bounds nothing."""

type Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Pull:
    """A statement and its loadings: the way that agreeing with it moves somebody on the map."""

    statement: Statement
    x: float
    y: float

    @property
    def length(self) -> float:
        """How much the statement parts people."""
        return hypot(self.x, self.y)


def farthest_first(pulls: Sequence[Pull]) -> list[Pull]:
    """Return the statements in the order in which they part people."""
    return sorted(pulls, key=lambda one: (-one.length, one.statement.number))


def draw_pulls(pulls: Sequence[Pull], at: Place, wide: float, high: float) -> SafeString:
    """Draw each statement as a small mark, the farthest with their numbers.

    `at` gives the place on the drawing, `wide` by `high`, of a place on the map.
    """
    if not pulls:
        return NOTHING
    middle = at(0.0, 0.0)
    longer = _longer([_way(one, at, middle) for one in pulls], middle, (wide, high))
    drawn, named = list[SafeString](), list[tuple[float, float]]()
    for one in farthest_first(pulls):
        dx, dy = _way(one, at, middle)
        x, y = middle[0] + longer * dx, middle[1] + longer * dy
        is_free = all(hypot(x - left, y - top) >= APART for left, top in named)
        is_named = is_free and len(named) < NAMED
        named += [(x, y)] if is_named else []
        drawn.append(_mark(one, x, y, is_named=is_named))
    return element("g", *drawn, class_="pulls")


def _way(one: Pull, at: Place, middle: tuple[float, float]) -> tuple[float, float]:
    x, y = at(one.x, one.y)
    return x - middle[0], y - middle[1]


def _longer(
    ways: Sequence[tuple[float, float]], middle: tuple[float, float], size: tuple[float, float]
) -> float:
    """Return how many times longer all may be drawn before one leaves the drawing."""
    most = []
    for way in ways:
        for step, start, whole in zip(way, middle, size, strict=True):
            room = whole - INSET - start if step > 0 else start - INSET
            most += [max(room, 0.0) / abs(step)] if abs(step) > STANDS_STILL else []
    return min(most, default=0.0)


def _mark(one: Pull, x: float, y: float, *, is_named: bool) -> SafeString:
    number = element("text", str(one.statement.number), x=x, y=y - 4, text_anchor="middle")
    cross = element("path", d=f"M{x - 3:.1f} {y:.1f}h6m-3 -3v6")
    said = colon(_("Agreeing leads this way"), words.quoted(one.statement))
    return element(
        "g", cross, number if is_named else NOTHING, class_="pull",
        data_s=one.statement.number, data_said=said,
    )  # fmt: skip


def pull_columns() -> list[Column]:
    """Return the columns of what a statement on the map has."""
    return [Column("x", _("Across"), "figure"), Column("y", _("Up"), "figure")]


def pull_values(one: Pull) -> list[Value]:
    """Return the values of those columns."""
    return [float(one.x), float(one.y)]
