"""Shares of agreement by part: groups, languages, regions; small cells and sizes left out."""

from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Places
from kenes.engines.opinion.measures.partition import Partition
from kenes.engines.opinion.polis.representative import choose_representatives
from kenes.engines.opinion.polis.tests_of_shares import compare_groups
from kenes.engines.opinion.stable.agreed import agree_across
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST, hide_small

DIGITS = 6
HALF = 0.5


def part_figures(partition: Partition) -> dict[str, Any]:
    """Return `names` and `people` of the parts, and `cells` by statement and part.

    A cell is agrees, disagrees, votes, the share's lower and upper bound; None where hidden. `of`
    are all people, `totals` the votes of all by statement, None below ten.
    """
    statements = range(partition.counts.shape[1])
    return {
        "names": [name if isinstance(name, str) else int(name) for name in partition.names],
        "people": _people(partition.sizes),
        "of": int(partition.sizes.sum()),
        "cells": [_cells(partition, column) for column in statements],
        "totals": [
            _total(partition.counts[:, column].sum(axis=0).tolist()) for column in statements
        ],
    }


def _total(counts: list[int]) -> list[int] | None:
    return counts if counts[2] >= LEAST else None


def _people(sizes: Places) -> list[int | None]:
    """Return the sizes that may be told beside their sum, which the page tells."""
    counts = np.zeros((len(sizes), 1, 3), np.int32)
    counts[:, 0, 2] = sizes
    hidden = hide_small(counts)[:, 0]
    return [
        None if hides else int(size)
        for size, hides in zip(sizes[:-1].tolist(), hidden[:-1].tolist(), strict=True)
    ]


def _cells(partition: Partition, column: int) -> list[list[float] | None]:
    return [_cell(partition, place, column) for place in range(len(partition.names))]


def _cell(partition: Partition, place: int, column: int) -> list[float] | None:
    counts = partition.counts[place, column].tolist()
    if partition.hidden[place, column] or counts[2] < LEAST:
        return None
    shares = partition.shares
    bounds = (float(shares.low[place, column]), float(shares.high[place, column]))
    return [*counts, *(round(bound, DIGITS) for bound in bounds)]


def stand_for(found: StableMap) -> list[list[int]]:
    """Return, group by group, the numbers of at most five statements that set it apart."""
    if not found.names:
        return []
    layout = found.layout
    chosen = choose_representatives(compare_groups(found.counts), layout.statements, layout.out)
    return [[int(one.statement) for one in some] for some in chosen]


def agreed_in(found: StableMap, people: Places) -> int | None:
    """Return how many statements the groups agree on if `people` (rows) alone count.

    None where they are fewer than `LEAST`, all, or all but a few, or where there are no groups.
    """
    if not found.names or min(len(people), len(found.group) - len(people)) < LEAST:
        return None
    group = np.full(len(found.group), -1, np.int64)
    group[people] = found.group[people]
    counts = found.layout.matrix.count(group, len(found.names))
    lower = agree_across(counts, hide_small(counts)).lower
    return int((np.nan_to_num(lower, nan=0.0) > HALF).sum())
