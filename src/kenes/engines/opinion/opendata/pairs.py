"""The additive tables as they are published: sums over pairs of statements, nobody alone in them.

Beside each pair stand those who answered one statement and not the other: whoever subtracts the
pair from the statement's own sums has them, so they must be none, or ten at least (clause 61).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Mask
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.opendata.shown import have_moved_enough
from kenes.engines.opinion.stable.suppression import LEAST
from kenes.engines.opinion.tables import Tables

PAIR = ("covotes", "sum_first", "sum_second", "products")
ALONE = ("first_alone", "sum_first_alone", "second_alone", "sum_second_alone")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sums by pair of statements, first <= second, in the order of `PAIR` and `ALONE`.

    `sums` has a row for each of `names` in both of its first directions; a pair of no covotes is
    not published.
    """

    names: Any
    sums: Counts

    @property
    def tables(self) -> Tables:
        """The tables that these sums give."""
        upper = self.sums[:, :, :4]
        lower = upper.swapaxes(0, 1)[:, :, [0, 2, 1, 3]]
        diagonal = np.eye(len(self.names), dtype=np.bool_)[:, :, np.newaxis]
        both = np.where(diagonal, upper, upper + lower)
        return Tables(*(np.ascontiguousarray(both[:, :, at]) for at in (0, 1, 3)))


def pairs_of(names: Any, tables: Tables) -> Pairs:
    """Return every pair of statements that may be published by itself (clause 61)."""
    covotes, sums = tables.covotes, tables.sums
    seen, said = np.diagonal(covotes)[:, np.newaxis], np.diagonal(sums)[:, np.newaxis]
    alone = (seen - covotes, said - sums)
    parts = (covotes, sums, sums.T, tables.products, *alone, *(part.T for part in alone))
    every = np.stack(parts, axis=2)
    enough = (covotes >= LEAST) & _is_enough(every[:, :, 4]) & _is_enough(every[:, :, 6])
    return Pairs(names, np.where(np.triu(enough)[:, :, np.newaxis], every, 0).astype(np.int32))


def hold_pairs(now: Pairs, before: Pairs | None, moved: Mask, merged: Mask) -> Pairs:
    """Return what may follow `before`: pairs that moved too little stay as they were.

    `moved` marks the statements whose own sums are those of now; those in `merged` have no pairs.
    """
    if before is None:
        return now
    old = _on(now.names, before)
    was, fresh = old[:, :, 0] > 0, now.sums[:, :, 0] > 0
    parts = (slice(0, 4), slice(4, 6), slice(6, 8))  # people stand first in each
    steps = [have_moved_enough(old[:, :, part], now.sums[:, :, part], votes=0) for part in parts]
    may = fresh & moved[:, np.newaxis] & moved & (~was | np.logical_and.reduce(steps))
    old[merged], old[:, merged] = 0, 0
    return Pairs(now.names, np.where(may[:, :, np.newaxis], now.sums, old))


def _on(names: Any, pairs: Pairs) -> Counts:
    """Return the sums of `pairs` over other names; nothing where a statement is new."""
    place = {name: at for at, name in enumerate(pairs.names.tolist())}
    at = np.array([place.get(name, -1) for name in names.tolist()], np.int64)
    known = np.flatnonzero(at >= 0)
    found = np.zeros((len(names), len(names), pairs.sums.shape[2]), np.int32)
    found[np.ix_(known, known)] = pairs.sums[np.ix_(at[known], at[known])]
    return found


def _is_enough(people: Counts) -> Mask:
    return np.asarray((people == 0) | (people >= LEAST))


def counted_only(matrix: VoteMatrix, counted: Mask) -> VoteMatrix:
    """Return the votes of the people whom all other figures count: no two differ by a few."""
    kept = np.repeat(counted, matrix.row_counts)
    starts = np.zeros(int(counted.sum()) + 1, np.int64)
    np.cumsum(matrix.row_counts[counted], out=starts[1:])
    return VoteMatrix(starts, matrix.columns[kept], matrix.values[kept], matrix.width)
