"""What everybody agrees on, and what every group agrees on."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask, Names
from kenes.engines.opinion.polis.tests_of_shares import HALF, SIGNIFICANT, one_sample, share

MOST = 5


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that most people answer alike, with its share and the test of it."""

    statement: int | str
    successes: int
    trials: int
    share: float
    share_test: float


def choose_consensus(
    everybody: Counts, statements: Names, out: Mask
) -> tuple[list[Agreed], list[Agreed]]:
    """Return the five clearest agreements and disagreements of all who voted (clause 13).

    `everybody` counts agrees, disagrees and votes by statement, of people outside the
    conversation too.
    """
    agrees, disagrees, votes = everybody.T.astype(np.float64)
    return (
        _clearest(agrees, votes, statements, out),
        _clearest(disagrees, votes, statements, out),
    )


def _clearest(count: Floats, votes: Floats, statements: Names, out: Mask) -> list[Agreed]:
    part, test = share(count, votes), one_sample(count, votes)
    fit = np.flatnonzero(~out & (part > HALF) & (test > SIGNIFICANT))
    ranked = fit[np.argsort(-(part * test)[fit], kind="stable")][:MOST]
    return [
        Agreed(statements[j].item(), int(count[j]), int(votes[j]), float(part[j]), float(test[j]))
        for j in ranked
    ]


def group_consensus(counts: Counts) -> Floats:
    """Return per statement the product over the groups of (agrees + 1) / (votes + 2) (clause 14).

    >>> group_consensus(np.array([[[8, 0, 8]], [[0, 0, 0]]], np.int32)).tolist()
    [0.45]
    """
    product = np.ones(counts.shape[1])
    for group in counts.astype(np.float64):
        product = product * share(group[:, 0], group[:, 2])
    return product
