"""The same figures over any partition of people: regions, languages, ages, tiers of assurance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask, Places
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.measures.crossing import hide_crossed
from kenes.engines.opinion.measures.divisive import divide
from kenes.engines.opinion.measures.shares import Shares, shares_of
from kenes.engines.opinion.stable.agreed import AgreedAcross, agree_across
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import LEAST, hide_small


@dataclass(frozen=True, slots=True)
class Partition:
    """Counts and scores by part (`names`) and statement; -1 in `part` for whom it is not known.

    `counts` are agrees, disagrees and votes, those of people of unknown part in the last row, which
    has no name; `hidden` marks the cells that may not be shown, and figures of hidden cells are not
    a number in `shares` and `pooled`. `spread` is how far the parts lie apart (clause 37).
    """

    names: tuple[Any, ...]
    part: Places
    sizes: Places
    counts: Counts
    hidden: Mask
    shares: Shares
    pooled: Floats
    spread: Floats
    agreed: AgreedAcross


def split_by(found: StableMap, part_of: Mapping[Any, Any], *, least: int = LEAST) -> Partition:
    """Partition the people of a map by `part_of`, person to part (clause 38).

    Only the people counted in `found.everybody` are counted, so that no two tables differ by a
    few. Whoever is not in `part_of` belongs to the unnamed last row, which is hidden like others.
    """
    named = [part_of.get(person) for person in found.layout.people.tolist()]
    names = tuple(sorted({name for name in named if name is not None}))
    place = {name: at for at, name in enumerate(names)} | {None: -1}
    part = np.fromiter((place[name] for name in named), np.int64, len(named))
    return measure(found.layout.matrix, names, part, found.counted, least=least)


def measure(
    matrix: VoteMatrix, names: tuple[Any, ...], part: Places, counted: Mask, *, least: int = LEAST
) -> Partition:
    """Count and score `names` parts; `part` is a person's place among them, -1 unknown."""
    row = np.where(counted, np.where(part < 0, len(names), part), -1)
    counts = matrix.count(row, len(names) + 1)
    hidden = hide_small(counts, least)
    shown, inside = ~hidden[:-1], counts[:-1]
    shares = shares_of(inside[:, :, 0], inside[:, :, 2])
    divided = divide(inside)
    whole = shown.all(axis=0) & (len(names) > 0)
    return Partition(
        names, part, np.bincount(row[row >= 0], minlength=len(names) + 1), counts, hidden,
        Shares(*(np.where(shown, one, np.nan) for one in (shares.share, shares.low, shares.high))),
        np.where(shown & whole, divided.pooled, np.nan), np.where(whole, divided.spread, np.nan),
        agree_across(inside, hidden[:-1]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crossed:
    """Counts by row part, column part and statement, and the cells that may not be shown.

    The last row and column are people of unknown part.
    """

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    counts: Counts
    hidden: Mask


def cross(found: StableMap, rows: Partition, columns: Partition, *, least: int = LEAST) -> Crossed:
    """Cross two partitions of one map (groups by regions, regions by languages; clause 39)."""
    height, width = len(rows.names) + 1, len(columns.names) + 1
    first = np.where(rows.part < 0, height - 1, rows.part)
    second = np.where(columns.part < 0, width - 1, columns.part)
    cell = np.where(found.counted, first * width + second, -1)
    counts = found.layout.matrix.count(cell, height * width).reshape(height, width, -1, 3)
    return Crossed(rows.names, columns.names, counts, hide_crossed(counts, least))


def groups_of(found: StableMap, *, least: int = LEAST) -> Partition:
    """Return the opinion groups of a map as a partition, so that they can be crossed."""
    return measure(found.layout.matrix, found.names, found.group, found.counted, least=least)
