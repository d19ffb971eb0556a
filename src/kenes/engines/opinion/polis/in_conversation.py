"""Who is in the conversation: only these people are put into groups."""

import numpy as np

from kenes.engines.opinion.arrays import Mask, Names, Places
from kenes.engines.opinion.polis.hash_order import hash_order

ENOUGH_VOTES, FEWEST_PEOPLE = 7, 15


def enter_conversation(before: Mask, row_counts: Places, statements: int, people: Names) -> Mask:
    """Add everybody with min(7, `statements`) votes or more to those in `before` (clause 5).

    Once in, always in. Fewer than 15 are filled up with the people who voted most, who then stay;
    of equals the first in Polis's walking order. `row_counts` are votes cast, moderated ones too.

    >>> counts = np.array([9, 1, 7])
    >>> enter_conversation(np.zeros(0, bool), counts, 20, np.array([0, 1, 2])).tolist()
    [True, True, True]
    """
    inside = row_counts >= min(ENOUGH_VOTES, statements)
    inside[: len(before)] |= before
    lacking = FEWEST_PEOPLE - int(inside.sum())
    if lacking > 0:
        walk = np.array(_walk(people), np.int64)
        outside = walk[~inside[walk]]
        most = outside[np.argsort(-row_counts[outside], kind="stable")]
        inside[most[:lacking]] = True
    return inside


def _walk(people: Names) -> list[int]:
    """Return the rows in the order of ties; names that are no numbers keep the order they came."""
    if people.dtype.kind != "i":
        return list(range(len(people)))
    return hash_order(people.tolist())
