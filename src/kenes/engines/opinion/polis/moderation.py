"""Statements taken out of the map: their columns count as seen and passed by everybody."""

import numpy as np

from kenes.engines.opinion.arrays import Mask, Names
from kenes.engines.opinion.votes import Moderation


def taken_out(statements: Names, moderation: Moderation) -> Mask:
    """Mark the columns that are moderated out or are about the participant (clause 4).

    >>> taken_out(np.array([4, 5, 6]), Moderation(out=frozenset({5}), meta=frozenset({6}))).tolist()
    [False, True, True]
    """
    out = moderation.out | moderation.meta
    return np.fromiter((name in out for name in statements.tolist()), np.bool_, len(statements))
