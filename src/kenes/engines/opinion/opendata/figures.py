"""The figures of a map as plain numbers and lists, the same on every machine."""

from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask
from kenes.engines.opinion.measures.bridging import bridge
from kenes.engines.opinion.measures.defence import accounts_to_flip, defend
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.shares import shares_of
from kenes.engines.opinion.measures.slate import choose_slate
from kenes.engines.opinion.opendata.shown import have_moved_enough
from kenes.engines.opinion.stable.directions import Directions, find_directions
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST, hide_small
from kenes.engines.opinion.tables import Tables

DIGITS = 6
OF_ALL, OF_ALL_BY_STATEMENT = ("stability", "silhouette", "coverage"), ("intercept", "factor")
"""What is made of the votes of all at once."""
HUNDREDTH, TWENTIETH = 0.01, 0.05
"""What such numbers and loadings are multiples of where they are stated beside tables."""
SCORES = ("held", "without_active", "flip", "intercept", "factor")
SLATE = 5
"""Statements in the published slate."""


def figures_of(found: StableMap) -> dict[str, Any]:
    """Return all that is published of a map; None stands where a cell is hidden or unknown."""
    slate = choose_slate(found.layout.matrix, SLATE, leave_out=found.layout.out)
    statements = found.layout.statements.tolist()
    best = found.grouping
    return {
        "verdict": found.verdict.value,
        "people": len(found.layout.people),
        "counted": int(found.counted.sum()),
        "votes": len(found.layout.matrix.columns),
        "groups": [
            {"name": name, "people": int(size)}
            for name, size in zip(found.names, found.sizes, strict=True)
        ],
        "stability": _number(best.stability) if best else None,
        "silhouette": _number(best.silhouette) if best else None,
        "slate": [statements[place] for place in slate.statements],
        "coverage": _number(slate.coverage),
        "statements": _statements(found),
    }


def coarse(figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures as they are stated beside tables, which do not give them (clause 63).

    What is made of the votes of all at once is told so coarsely that one vote more or less is lost
    in it: hundredths, twentieths for loadings (people's places move by 0.02 on the average), whole
    tens of votes. A group of fewer than ten has no size.
    """
    return {
        **figures,
        **{name: to_step(figures[name], HUNDREDTH) for name in OF_ALL},
        "votes": figures["votes"] // LEAST * LEAST,
        "groups": _without_small(figures["groups"]),
        "statements": [
            row
            | {name: to_step(row[name], HUNDREDTH) for name in OF_ALL_BY_STATEMENT}
            | {name: to_step(row[name], TWENTIETH) for name in ("loading_1", "loading_2")}
            for row in figures["statements"]
        ],
    }


def _without_small(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the groups without the sizes that may not be told beside their sum."""
    counts = np.zeros((len(groups), 1, 3), np.int32)
    counts[:, 0, 2] = [one["people"] for one in groups]
    hidden = hide_small(counts)[:, 0].tolist()
    return [
        {**one, "people": None if hides else one["people"]}
        for one, hides in zip(groups, hidden, strict=True)
    ]


def to_step(value: float | None, step: float) -> float | None:
    """Return the nearest multiple of `step`; 0 has no sign.

    >>> to_step(0.4278, 0.05), to_step(-0.01, 0.05), to_step(None, 0.05)
    (0.45, 0.0, None)
    """
    return None if value is None else _number(round(value / step) * step)


def figures_of_tables(tables: Tables, statements: list[Any]) -> dict[str, Any]:
    """Return what additive tables alone tell: totals and directions (clause 52)."""
    seen, total, squares = (np.diagonal(part) for part in tables.parts)
    counts = np.stack([(squares + total) // 2, (squares - total) // 2, seen], axis=1)
    columns = _totals(counts) | _loadings(find_directions(tables))
    return {"statements": _rows(statements, columns)}


def _statements(found: StableMap) -> list[dict[str, Any]]:
    bridges = bridge(found)
    spread = np.where(found.hidden.any(axis=0), np.nan, divide(found.counts).spread)
    columns = _totals(found.everybody)
    columns |= {
        "product": _numbers(found.agreed.product),
        "geometric": _numbers(found.agreed.geometric),
        "lower": _numbers(found.agreed.lower),
        **_held(found),
        "intercept": _numbers(bridges.intercept),
        "factor": _numbers(bridges.factor),
        "spread": _numbers(spread if len(found.names) else np.full_like(spread, np.nan)),
        "groups": _cells(found.counts, found.hidden),
    }
    few = found.everybody[:, 2] < LEAST
    columns |= {name: _hiding(columns[name], few) for name in SCORES} | _loadings(found.directions)
    return _rows(found.layout.statements.tolist(), columns)


def _held(found: StableMap) -> dict[str, list[Any]]:
    """Return the scores held against attack, as if nobody were left out where few votes would be.

    Else the difference to the score beside it would say how those few voted. What hidden groups
    say does not stand in the number of accounts either.
    """
    held, lower = defend(found), found.agreed.lower
    once, calm = (
        have_moved_enough(found.counts, counts).all(axis=0) for counts in (held.once, held.calm)
    )
    flip = np.where(once, held.flip, accounts_to_flip(found.counts)).tolist()
    return {
        "held": _numbers(np.where(once, held.agreed.lower, lower)),
        "without_active": _numbers(np.where(calm, held.without_active.lower, lower)),
        "flip": _hiding(flip, found.hidden.any(axis=0)),
    }


def _totals(counts: Counts) -> dict[str, list[Any]]:
    """Return the votes of all and their interval; None where fewer than 10 voted."""
    hidden = counts[:, 2] < LEAST
    shares = shares_of(counts[:, 0], counts[:, 2])
    shown = {
        "agrees": counts[:, 0].tolist(), "disagrees": counts[:, 1].tolist(),
        "votes": counts[:, 2].tolist(), "low": _numbers(shares.low), "high": _numbers(shares.high),
    }  # fmt: skip
    return {name: _hiding(values, hidden) for name, values in shown.items()}


def _hiding(values: list[Any], hidden: Mask) -> list[Any]:
    return [None if hides else value for value, hides in zip(values, hidden, strict=True)]


def _loadings(found: Directions) -> dict[str, list[Any]]:
    return {f"loading_{axis + 1}": _numbers(side) for axis, side in enumerate(found.loadings.T)}


def _cells(counts: Counts, hidden: Mask) -> list[list[list[int] | None]]:
    """Return, by statement and group, agrees, disagrees and votes, or None where hidden."""
    return [
        _hiding(cells.tolist(), hiding)
        for cells, hiding in zip(counts.swapaxes(0, 1), hidden.T, strict=True)
    ]


def _rows(statements: list[Any], columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    names = ["statement", *columns]
    return [
        dict(zip(names, row, strict=True))
        for row in zip(statements, *columns.values(), strict=True)
    ]


def _numbers(values: Floats) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _number(value: float) -> float | None:
    """Round, so that the last bits of a machine do not show; 0 has no sign."""
    return round(value, DIGITS) + 0.0 if np.isfinite(value) else None
