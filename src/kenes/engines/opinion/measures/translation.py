"""Whether a statement means the same in both of its texts, seen from how people vote on it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from kenes.engines.opinion.arrays import Floats, Mask, Places
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.votes import AGREE

LEVELS = 10
LEAST_VOTES, LEAST_EFFECT, DOUBT = 30, 0.1, 0.05
"""Votes in each text, points of the share that matter, chance that any statement is flagged."""
LEAST_MATCHED = 7.5
"""Half of the weight of 30 and 30 votes by people who stand alike: below it nobody is compared."""


@dataclass(frozen=True, slots=True)
class TranslationEffect:
    """Per statement: how much larger the share of agrees is with the second text than the first.

    Among people who stand at the same place of the map. Not a number where either text has fewer
    than 30 votes, or where those who read one stand elsewhere than those who read the other.
    `is_flagged` where the texts should be read again.
    """

    effect: Floats
    sd: Floats
    is_flagged: Mask


def compare_texts(found: StableMap, shown: Places) -> TranslationEffect:
    """Compare the votes cast on the two texts of each statement (clause 42).

    `shown` has a number for each cell of `found.layout.matrix`, in its order: 0 the first text, 1
    the second, -1 not known (`shown_in` makes it). People are matched by the vote that their
    place predicts, in ten levels, and compared within: Mantel and Haenszel's weights. Raises
    OpinionError if `shown` has another length.
    """
    matrix = found.layout.matrix
    if len(shown) != len(matrix.columns):
        raise OpinionError(
            f"Texts of {len(shown)} votes were given, but the map has {len(matrix.columns)}: give "
            "one number for each cell of its matrix."
        )
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    order = np.argsort(matrix.columns, kind="stable")
    ends = np.cumsum(np.bincount(matrix.columns, minlength=matrix.width))
    effect, sd = np.full(matrix.width, np.nan), np.full(matrix.width, np.nan)
    for column, cells in enumerate(np.split(order, ends[:-1]) if matrix.width else []):
        known = cells[shown[cells] >= 0]
        predicted = found.positions.points[rows[known]] @ found.directions.loadings[column]
        agrees = matrix.values[known] == AGREE
        effect[column], sd[column] = _matched(agrees, shown[known] == 1, predicted)
    return TranslationEffect(effect, sd, _flag(effect, sd))


def shown_in(found: StableMap, text_of: Callable[[object, object], int]) -> Places:
    """Return the text shown for each cell, `text_of(person, statement)` being 0, 1 or -1."""
    matrix, layout = found.layout.matrix, found.layout
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    people, statements = layout.people.tolist(), layout.statements.tolist()
    cells = zip(rows.tolist(), matrix.columns.tolist(), strict=True)
    return np.array([text_of(people[row], statements[column]) for row, column in cells], np.int64)


def _matched(agrees: Mask, second: Mask, predicted: Floats) -> tuple[float, float]:
    """Return the difference of shares within levels of `predicted`, and its sd."""
    if min(second.sum(), (~second).sum()) < LEAST_VOTES:
        return np.nan, np.nan
    cuts = np.quantile(predicted, np.arange(1, LEVELS) / LEVELS)
    level = np.searchsorted(cuts, predicted, side="left")
    sizes, yes = (
        np.stack([np.bincount(level[side], weights, LEVELS) for side in (~second, second)])
        if weights is None
        else np.stack(
            [np.bincount(level[side], weights[side], LEVELS) for side in (~second, second)]
        )
        for weights in (None, agrees.astype(np.float64))
    )
    total = sizes.sum(axis=0)
    weight = sizes[0] * sizes[1] / np.maximum(total, 1)
    if weight.sum() < LEAST_MATCHED:
        return np.nan, np.nan
    share = yes / np.maximum(sizes, 1)
    pooled = (yes.sum(axis=0) + 0.5) / (total + 1)
    effect = (weight * (share[1] - share[0])).sum() / weight.sum()
    return float(effect), float(np.sqrt((weight * pooled * (1 - pooled)).sum()) / weight.sum())


def _flag(effect: Floats, sd: Floats) -> Mask:
    """Mark effects that are large and beyond both chance and what other statements show."""
    known = np.isfinite(effect)
    if not known.any():
        return known
    middle = float(np.median(effect[known]))
    usual = 1.4826 * float(np.median(np.abs(effect[known] - middle)))
    beyond = -ndtri(DOUBT / 2 / known.sum())
    off = np.abs(effect - middle)
    flagged: Mask = known & (off >= LEAST_EFFECT) & (off > beyond * np.maximum(sd, usual))
    return flagged
