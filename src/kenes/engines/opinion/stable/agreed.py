"""What all parts of a partition agree on, three ways; parts may be groups, regions, languages."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from kenes.engines.opinion.arrays import Counts, Floats, Mask

LOWER = 0.05
"""The bound is passed by the true share in 19 of 20 cases."""


@dataclass(frozen=True, slots=True)
class AgreedAcross:
    """Three scores per statement; not a number where a part is too small to be shown.

    `product` of the parts' smoothed shares, their geometric mean, and the lower bound of the part
    that agrees least, with its place.
    """

    product: Floats
    geometric: Floats
    lower: Floats
    weakest: Floats


def agree_across(counts: Counts, hidden: Mask) -> AgreedAcross:
    """Score each statement over all parts (clause 33); `counts` by part and statement.

    >>> counts = np.array([[[90, 5, 100]], [[60, 30, 100]]], np.int32)
    >>> found = agree_across(counts, np.zeros((2, 1), bool))
    >>> round(float(found.lower[0]), 3), found.weakest.tolist()
    (0.518, [1.0])
    """
    agrees, _disagrees, votes = np.moveaxis(counts.astype(np.float64), 2, 0)
    shares = (agrees + 1) / (votes + 2)
    bounds = betaincinv(agrees + 0.5, votes - agrees + 0.5, LOWER)
    seen = ~hidden.any(axis=0) & (len(counts) > 0)
    product = np.prod(shares, axis=0)
    scores = (
        product,
        product ** (1 / max(len(counts), 1)),
        bounds.min(axis=0, initial=1.0),
        np.argmin(bounds, axis=0).astype(np.float64) if len(counts) else product,
    )
    return AgreedAcross(*(np.where(seen, score, np.nan) for score in scores))
