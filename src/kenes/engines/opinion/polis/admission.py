"""Which votes are let in: a conversation holds so many people and statements and no more."""

import numpy as np

from kenes.engines.opinion.votes import Votes

MOST_PEOPLE, MOST_STATEMENTS = 100_000, 10_000


def admit(votes: Votes, most: tuple[int, int] = (MOST_PEOPLE, MOST_STATEMENTS)) -> Votes:
    """Drop votes by newcomers, or on new statements, once either room is full (clause 2).

    >>> votes = Votes.of(np.array([1, 2, 1]), np.array([1, 1, 2]), np.array([1, 1, 1]))
    >>> len(admit(votes, most=(1, 10)))
    2
    """
    if len(votes.people) <= most[0] and len(votes.statements) <= most[1]:
        return votes
    seen: tuple[set[int], set[int]] = (set(), set())
    kept = np.zeros(len(votes), np.bool_)
    pairs = zip(votes.person.tolist(), votes.statement.tolist(), strict=True)
    for place, pair in enumerate(pairs):
        rooms = zip(pair, seen, most, strict=True)
        if all(len(room) < limit or name in room for name, room, limit in rooms):
            kept[place] = True
            for name, room in zip(pair, seen, strict=True):
                room.add(name)
    return votes.where(kept)
