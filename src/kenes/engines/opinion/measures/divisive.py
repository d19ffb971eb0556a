"""How far the parts of a partition lie apart on a statement, chance taken out."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats


@dataclass(frozen=True, slots=True)
class Divided:
    """Per statement the `spread` of parts; by part and statement the share drawn to the middle.

    `spread` is the standard deviation of the parts' true shares of agreement (0 to 0.71, two
    opposite parts), `pooled` the best guess of each part's share: a small part's lies nearer to
    everybody's.
    """

    spread: Floats
    pooled: Floats


def divide(counts: Counts) -> Divided:
    """Estimate the variance between parts, less what chance alone would give (clause 37).

    DerSimonian and Laird's moment estimate with the binomial variance of the pooled share, so that
    a difference of two tiny parts is not called a divide. `counts` by part and statement.

    >>> far, near = [[90, 10, 100], [10, 90, 100]], [[50, 50, 100], [52, 48, 100]]
    >>> divide(np.array([far, near], np.int32).swapaxes(0, 1)).spread.round(2).tolist()
    [0.56, 0.0]
    """
    agrees, votes = counts[:, :, 0].astype(np.float64), counts[:, :, 2].astype(np.float64)
    total = votes.sum(axis=0)
    middle = (agrees.sum(axis=0) + 1) / (total + 2)
    share = np.where(votes > 0, agrees / np.maximum(votes, 1), middle)
    chance = middle * (1 - middle)
    seen = (votes > 0).sum(axis=0)
    between = (votes * (share - middle) ** 2).sum(axis=0) - np.maximum(seen - 1, 0) * chance
    scale = total - (votes * votes).sum(axis=0) / np.maximum(total, 1)
    variance = np.maximum(0.0, between / np.where(scale > 0, scale, 1.0)) * (seen > 1)
    trust = votes * variance / np.maximum(votes * variance + chance, 1e-300)
    return Divided(np.sqrt(variance), middle + trust * (share - middle))
