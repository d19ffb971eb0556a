"""Weights that give a conversation the make-up of the census, and what they cost in precision."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Floats, Mask, Places
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.measures.shares import Shares, shares_of
from kenes.engines.opinion.votes import AGREE

ROUNDS, CUTS, SETTLED, LARGEST = 200, 20, 1e-9, 5.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight per person, mean 1; 0 for whom a margin is not known.

    `effect` is Kish's design effect: so many times fewer people would have said as much without
    weights (`effective` of them). `off` is the largest difference of a margin that is left.
    """

    weights: Floats
    effect: float
    effective: float
    off: float


def rake(
    parts: Sequence[Places], margins: Sequence[Floats], *, largest: float = LARGEST
) -> Weights:
    """Weigh people so that each partition has its margin of the census (clause 43).

    `parts[i][person]` is the place of a person in `margins[i]`, -1 unknown; margins need not add up
    to 1. Iterative proportional fitting, no weight above `largest` times the mean. Raises
    OpinionError where a part has a share of the census but nobody, or nobody is left.
    """
    known: Mask = np.asarray(np.all([part >= 0 for part in parts], axis=0), np.bool_)
    _refuse_nobody(known, parts, margins)
    aims = [np.asarray(margin, np.float64) / np.sum(margin) for margin in margins]
    weights = known / known.mean()
    for _round in range(ROUNDS):
        before = weights
        for part, aim in zip(parts, aims, strict=True):
            weights = _fit(weights, part, aim, known, largest)
        if np.abs(weights - before).max() < SETTLED:
            break
    off = max(
        float(np.abs(_held(weights, part, aim) - aim).max())
        for part, aim in zip(parts, aims, strict=True)
    )
    inside = weights[known]
    effect = float(len(inside) * (inside**2).sum() / inside.sum() ** 2)
    return Weights(weights, effect, len(inside) / effect, off)


def weigh(matrix: VoteMatrix, weights: Weights) -> Shares:
    """Return weighted shares of agreement by statement, intervals widened by the design effect."""
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    weight = weights.weights[rows]
    votes = np.bincount(matrix.columns, weight, matrix.width)
    squares = np.bincount(matrix.columns, weight * weight, matrix.width)
    agrees = np.bincount(matrix.columns, weight * (matrix.values == AGREE), matrix.width)
    scale = votes / np.where(squares > 0, squares, 1.0)
    return shares_of(agrees * scale, votes * scale)


def _fit(weights: Floats, part: Places, aim: Floats, known: Mask, largest: float) -> Floats:
    """Scale the parts to their aims, cut what is too large, and bring the mean back to 1."""
    held = _held(weights, part, aim)
    scaled = weights * (aim / np.where(held > 0, held, 1.0))[part]
    for _cut in range(CUTS):
        scaled = np.minimum(scaled, largest * scaled[known].mean())
    return np.asarray(scaled / scaled.mean(), np.float64)


def _held(weights: Floats, part: Places, aim: Floats) -> Floats:
    """Return the share of the weight that each part holds."""
    inside = part >= 0
    held = np.bincount(part[inside], weights[inside], len(aim))
    return np.asarray(held / held.sum(), np.float64)


def _refuse_nobody(known: Mask, parts: Sequence[Places], margins: Sequence[Floats]) -> None:
    if not known.any():
        raise OpinionError(
            "No person's part is known in every margin: there is nobody to weigh. Leave a margin "
            "out, or ask people for it."
        )
    for at, (part, margin) in enumerate(zip(parts, margins, strict=True)):
        empty = (np.bincount(part[known], minlength=len(margin)) == 0) & (np.asarray(margin) > 0)
        if empty.any():
            raise OpinionError(
                f"Margin {at}, part {int(np.argmax(empty))}: the census has people there, the "
                "conversation nobody. Join it with another part."
            )
