"""Which statement to show next: by lottery, and every chance is known and kept."""

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.measures.shares import Shares, shares_of
from kenes.engines.opinion.polis.priorities import prioritise
from kenes.engines.opinion.stable.maps import StableMap

FLOOR = 0.2
LEANING = 2.0
"""One language or region is favoured at most so many times over an even exposure."""


def route(
    counts: Counts,
    unseen: Mask,
    *,
    group: int | None = None,
    shown: Counts | None = None,
    part: int = 0,
    floor: float = FLOOR,
) -> Floats:
    """Return the chance of each statement to be shown next to one person; they add up to 1.

    Proportional to what one more vote is expected to take off the variance of the share of
    `group` (of all groups together if None) in `counts`, by group and statement, and to how little
    the person's `part` has been shown it (`shown` by part and statement); but no statement in
    `unseen` has less than `floor` of an even chance (clause 44). All 0 if nothing is unseen.
    """
    agrees, _disagrees, votes = np.moveaxis(counts.astype(np.float64), 2, 0)
    gains = (agrees + 0.5) * (votes - agrees + 0.5) / ((votes + 1) * (votes + 2)) ** 2
    worth = gains.mean(axis=0) if group is None else gains[group]
    if shown is not None:
        worth = worth * _balance(shown, part)
    return _lottery(worth, unseen, floor)


def route_like_polis(found: StableMap, unseen: Mask, *, floor: float = 0.0) -> Floats:
    """Return chances proportional to Polis's priority (clause 15), extremity by the loadings."""
    extremity = np.hypot(*found.directions.loadings.T)
    none = np.zeros(len(unseen), np.bool_)
    return _lottery(prioritise(found.everybody, extremity, none), unseen, floor)


def draw(chances: Floats, lot: float) -> tuple[int, float]:
    """Return the statement on which `lot` (0 <= lot < 1) falls, and its chance, to be kept.

    Raises OpinionError if every chance is 0: the person has seen all.

    >>> draw(np.array([0.25, 0.0, 0.75]), 0.3)
    (2, 0.75)
    """
    if not chances.any():
        raise OpinionError("The person has seen all statements: there is none to draw.")
    ends = np.cumsum(chances)
    place = int(np.searchsorted(ends / ends[-1], lot, side="right"))
    return place, float(chances[place])


def shares_by_chance(agrees: Mask, chances: Floats) -> Shares:
    """Return the share of agrees had all been shown the statement with equal chance (clause 45).

    One vote a row; each counts by the inverse of the chance with which it was drawn (Hajek), and
    the interval is as wide as for the number of votes that say as much.
    """
    weight = 1 / chances
    scale = weight.sum() / np.maximum((weight * weight).sum(), 1e-300)
    return shares_of(np.array([(weight * agrees).sum() * scale]), np.array([weight.sum() * scale]))


def _balance(shown: Counts, part: int) -> Floats:
    """Return how much less than an even part of the showings went to `part`, within bounds."""
    even = shown.mean(axis=0) + 1
    return np.asarray(np.clip(even / (shown[part] + 1), 1 / LEANING, LEANING), np.float64)


def _lottery(worth: Floats, unseen: Mask, floor: float) -> Floats:
    number = int(unseen.sum())
    if not number:
        return np.zeros(len(unseen))
    inside = np.where(unseen, worth, 0.0)
    total = float(inside.sum())
    even = unseen / number
    return np.asarray(floor * even + (1 - floor) * (inside / total if total else even), np.float64)
