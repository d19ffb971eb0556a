"""How alike two groupings of the same people are."""

import numpy as np

from kenes.engines.opinion.arrays import Floats, Places


def adjusted_rand(first: Places, second: Places, weights: Places | None = None) -> float:
    """Return the adjusted Rand index: 1 for the same grouping, about 0 for unrelated ones.

    `weights` says how many people stand behind each pair of labels, one if left out.
    Labels are names only. Two groupings that cannot differ (all in one group) are the same: 1.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 2, 2]))
    1.0
    """
    rows, columns = (np.unique(side, return_inverse=True)[1] for side in (first, second))
    table = np.bincount(rows * (columns.max(initial=0) + 1) + columns, weights)
    together = _pairs(table)
    left, right = _pairs(np.bincount(rows, weights)), _pairs(np.bincount(columns, weights))
    people = float(table.sum())
    pairs = people * (people - 1) / 2
    expected = left * right / pairs if pairs else 0.0
    most = (left + right) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _pairs(counts: Places | Floats) -> float:
    return float((counts * (counts - 1) / 2).sum())
