"""Shares of agreement with their intervals, and the statements about which people are unsure."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from kenes.engines.opinion.arrays import Counts, Floats, Places

OUTSIDE = 0.1
"""The true share lies outside its interval in 1 of 10 cases."""
UNSURE = 0.3
FEW = 5


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of agrees among the votes cast, and the interval that holds the true one.

    Not a number and from 0 to 1 where nobody voted.
    """

    share: Floats
    low: Floats
    high: Floats


def shares_of(
    agrees: Counts | Floats, votes: Counts | Floats, *, outside: float = OUTSIDE
) -> Shares:
    """Return shares with Jeffreys intervals (clause 35); numbers may be weighted, any shape.

    The interval is the middle of Beta(agrees + 1/2, votes - agrees + 1/2), opened to 0 or 1 where
    nobody or everybody agrees. Brown, Cai, DasGupta, Statistical Science 16 (2001) 101-133.

    >>> found = shares_of(np.array([0, 30]), np.array([10, 60]))
    >>> found.share.tolist(), found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.0, 0.5], [0.0, 0.395], [0.171, 0.605])
    """
    yes, all_votes = np.asarray(agrees, np.float64), np.asarray(votes, np.float64)
    low = betaincinv(yes + 0.5, all_votes - yes + 0.5, outside / 2)
    high = betaincinv(yes + 0.5, all_votes - yes + 0.5, 1 - outside / 2)
    share = np.where(all_votes > 0, yes / np.where(all_votes > 0, all_votes, 1.0), np.nan)
    return Shares(share, np.where(yes <= 0, 0.0, low), np.where(yes >= all_votes, 1.0, high))


def unsure_about(everybody: Counts, *, most: int = FEW) -> Places:
    """Return the places of statements that over 30 % pass, at most `most` of them (clause 36).

    Ranked by the share of passes, squared, times their number, as in Polis's reports.

    >>> unsure_about(np.array([[5, 5, 20], [10, 9, 20], [1, 1, 20]], np.int32)).tolist()
    [2, 0]
    """
    agrees, disagrees, votes = everybody.astype(np.float64).T
    passes = votes - agrees - disagrees
    share = passes / np.maximum(votes, 1)
    ranked = np.argsort(-share * share * passes, kind="stable")
    return np.asarray(ranked[share[ranked] > UNSURE][:most], np.int64)
