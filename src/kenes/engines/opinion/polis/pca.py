"""The two directions along which votes differ most."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.tables import WIDEST, Tables

ROUNDS = 100
NOISE = 1e-12
"""A direction with less than this share of the first one's strength is rounding, not opinion."""


@dataclass(frozen=True, slots=True)
class Pca:
    """Mean votes and two loadings per statement, in the sign of Polis's database.

    A direction that the votes do not have (fewer than two people or statements, or all rows
    alike) is zero throughout.
    """

    center: Floats
    comps: Floats


def decompose(
    silenced: VoteMatrix, *, last: Floats | None = None, seed: int = 1, tables: Tables | None = None
) -> Pca:
    """Find both directions by power iteration from `last` tick's loadings (clause 6).

    `silenced` is the matrix without the columns taken out; `tables` are its additive tables where
    the caller keeps them. New statements start at 1; a cold start draws from `seed`. The result
    differs from a full decomposition only in what 100 rounds leave open.
    """
    center = -silenced.column_means()
    pull = _pull(silenced, center, tables)
    comps = np.zeros((2, silenced.width))
    if min(silenced.height, silenced.width) > 1:
        comps[0], strength = _strongest(pull, _start(last, 0, silenced.width, seed))
        comps[1], rest = _strongest(
            _leave_out(pull, comps[0]), _start(last, 1, silenced.width, seed)
        )
        comps[1] *= rest > NOISE * strength
    return Pca(center, comps)


type Pull = Callable[[Floats], Floats]


def _pull(matrix: VoteMatrix, center: Floats, tables: Tables | None) -> Pull:
    """Return r -> X'X r; an unvoted cell stands at the mean, so X is zero there."""
    if tables is None and matrix.width > WIDEST:
        return _pull_by_rows(matrix, center)
    square = (tables or Tables.of(matrix)).centered(-center)
    return lambda direction: square @ direction


def _pull_by_rows(matrix: VoteMatrix, center: Floats) -> Pull:
    """Multiply through the sparse rows, for more statements than a table can hold."""
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    off = -matrix.values - center[matrix.columns]

    def pull(direction: Floats) -> Floats:
        along = np.bincount(rows, off * direction[matrix.columns], matrix.height)
        return np.bincount(matrix.columns, off * along[rows], matrix.width)

    return pull


def _leave_out(pull: Pull, first: Floats) -> Pull:
    """Return the pull of the rows after their part along `first` is taken away."""

    def without(direction: Floats) -> Floats:
        pulled = pull(direction - (direction @ first) * first)
        return pulled - (pulled @ first) * first

    return without


def _strongest(pull: Pull, direction: Floats) -> tuple[Floats, float]:
    """Iterate until the strength repeats exactly, at most 100 rounds more than one."""
    strength = 0.0
    for _round in range(ROUNDS + 1):
        pulled = pull(direction)
        before, strength = strength, float(np.sqrt(pulled @ pulled))
        if strength == 0.0:
            return np.zeros_like(direction), 0.0
        direction = pulled / strength
        if strength == before:
            break
    return direction, strength


def _start(last: Floats | None, axis: int, width: int, seed: int) -> Floats:
    """Return where an axis starts: last tick's loadings padded with ones, else drawn numbers."""
    if last is None or not last[axis].any():
        return _draw(seed + axis, width)
    return np.concatenate([last[axis], np.ones(width - last.shape[1])])


def _draw(seed: int, size: int) -> Floats:
    """Draw numbers in 0..1 by SplitMix64, which gives the same on every machine and version."""
    with np.errstate(over="ignore"):
        step = np.uint64(0x9E3779B97F4A7C15)
        z = (np.arange(1, size + 1, dtype=np.uint64) + np.uint64(seed << 32)) * step
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2.0**53
