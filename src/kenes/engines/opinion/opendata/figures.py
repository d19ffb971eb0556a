"""The figures of a map as plain numbers and lists, the same on every machine."""

from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask
from kenes.engines.opinion.measures.bridging import bridge
from kenes.engines.opinion.measures.defence import defend
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.shares import shares_of
from kenes.engines.opinion.measures.slate import choose_slate
from kenes.engines.opinion.stable.directions import Directions, find_directions
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST
from kenes.engines.opinion.tables import Tables

DIGITS = 6
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


def figures_of_tables(tables: Tables, statements: list[Any]) -> dict[str, Any]:
    """Return what additive tables alone tell: totals and directions (clause 52)."""
    seen, total, squares = (np.diagonal(part) for part in tables.parts)
    counts = np.stack([(squares + total) // 2, (squares - total) // 2, seen], axis=1)
    columns = _totals(counts) | _loadings(find_directions(tables))
    return {"statements": _rows(statements, columns)}


def _statements(found: StableMap) -> list[dict[str, Any]]:
    held, bridges = defend(found), bridge(found)
    spread = np.where(found.hidden.any(axis=0), np.nan, divide(found.counts).spread)
    columns = _totals(found.everybody)
    columns |= {
        "product": _numbers(found.agreed.product),
        "geometric": _numbers(found.agreed.geometric),
        "lower": _numbers(found.agreed.lower),
        "held": _numbers(held.agreed.lower),
        "without_active": _numbers(held.without_active.lower),
        "flip": held.flip.tolist(),
        "intercept": _numbers(bridges.intercept),
        "factor": _numbers(bridges.factor),
        "spread": _numbers(spread if len(found.names) else np.full_like(spread, np.nan)),
        "groups": _cells(found.counts, found.hidden),
    }
    few = found.everybody[:, 2] < LEAST
    columns |= {name: _hiding(columns[name], few) for name in SCORES} | _loadings(found.directions)
    return _rows(found.layout.statements.tolist(), columns)


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
