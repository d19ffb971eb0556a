"""What remains of an agreement under attack, and how many accounts it would take to turn it."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Counts, Mask, Places
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.measures.copies import count_copies_once, find_copies
from kenes.engines.opinion.stable.agreed import AgreedAcross, agree_across
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.stable.suppression import hide_small

MOST_ACTIVE = 0.001
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Defence:
    """The scores of all groups as they are held against attack.

    `agreed` counts each clique of copies as one person; `without_active` leaves out the most
    active 0.1 %; `once` and `calm` are the counts that these two rest on. `copies` gives the clique
    of each person, -1 none; `flip` how many new accounts would turn "agreed across" over, by
    statement (0: no groups, nothing to turn).
    """

    agreed: AgreedAcross
    without_active: AgreedAcross
    once: Counts
    calm: Counts
    copies: Places
    flip: Places


def defend(found: StableMap) -> Defence:
    """Compute the scores that a published map shows beside its own (clauses 46 to 48)."""
    matrix, groups = found.layout.matrix, len(found.names)
    copies = find_copies(matrix, found.group, groups)
    once = matrix.count(found.group, groups)
    if (copies >= 0).any():
        single, group = count_copies_once(matrix, found.group, copies)
        once = single.count(group, groups)
    calm = matrix.count(np.where(least_active(matrix), found.group, -1), groups)
    return Defence(_scored(once), _scored(calm), once, calm, copies, accounts_to_flip(once))


def least_active(matrix: VoteMatrix, share: float = MOST_ACTIVE) -> Mask:
    """Mark all but the most active `share` of the people, at least one of those with votes.

    >>> matrix = VoteMatrix(np.array([0, 1, 3]), np.zeros(3, np.int32), np.ones(3, np.int8), 2)
    >>> least_active(matrix).tolist()
    [True, False]
    """
    order = np.lexsort((np.arange(matrix.height), -matrix.row_counts))
    kept = np.ones(matrix.height, np.bool_)
    kept[order[: int(np.ceil(share * matrix.height))]] = False
    return kept


def accounts_to_flip(counts: Counts, *, bar: float = HALF) -> Places:
    """Return how many new accounts would turn each statement's "agreed across" over (clause 48).

    Agreed across: in every group (agrees + 1) / (votes + 2) is above `bar`. Where it is, the fewest
    disagrees that pull one group down to the bar; where it is not, the agrees, spread over the
    groups below, that lift all of them above it. Closed form; 0 without groups.

    >>> counts = np.array([[[60, 0, 80], [5, 0, 20]], [[30, 0, 40], [38, 0, 40]]], np.int32)
    >>> accounts_to_flip(counts).tolist()
    [20, 11]
    """
    agrees, votes = counts[:, :, 0].astype(np.float64) + 1, counts[:, :, 2].astype(np.float64) + 2
    is_above = agrees > bar * votes
    down = np.ceil(agrees / bar - votes)
    up = np.where(is_above, 0, np.floor((bar * votes - agrees) / (1 - bar)) + 1)
    if not len(counts):
        return np.zeros(counts.shape[1], np.int64)
    flip = np.where(is_above.all(axis=0), down.min(axis=0), up.sum(axis=0))
    return np.asarray(flip, np.int64)


def _scored(counts: Counts) -> AgreedAcross:
    return agree_across(counts, hide_small(counts))
