"""Votes as they came: who, on which statement, how, when.

People and statements are numbered in the order of their first vote, because that order decides
what Polis's map looks like (docs/specs/opinion.md, clause 2).
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Mask, Names, Places, Signs
from kenes.engines.opinion.errors import NotAVote, OpinionError

AGREE, PASS, DISAGREE = 1, 0, -1
ROOM = 1 << 20


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote stream, oldest first.

    `person[i]` voted `vote[i]` (+1 agree, 0 pass, -1 disagree) on `statement[i]` at `at[i]`
    (milliseconds, or the place in the stream if the source gives no time). Persons and statements
    are codes: `people[code]` and `statements[code]` are the names in the source.
    """

    person: Codes
    statement: Codes
    vote: Signs
    at: Places
    people: Names
    statements: Names

    @classmethod
    def of(cls, person: Names, statement: Names, vote: Signs, at: Places | None = None) -> Self:
        """Put votes in order of time (those of one moment as they stand) and number the names.

        Raises NotAVote for a value other than -1, 0 and 1, OpinionError for columns of unequal
        length.

        >>> persons, statements, times = np.array([[7, 3], [1, 1], [9, 4]])
        >>> votes = Votes.of(persons, statements, np.array([1, -1]), times)
        >>> votes.people.tolist(), votes.vote.tolist()
        ([3, 7], [-1, 1])
        """
        _refuse_misfits(person, statement, vote, at)
        moments = np.arange(len(vote)) if at is None else np.asarray(at, np.int64)
        is_sorted = at is None or bool((moments[1:] >= moments[:-1]).all())
        order = slice(None) if is_sorted else np.argsort(moments, kind="stable")
        people, persons = number(person[order])
        statements, columns = number(statement[order])
        signs = np.array(vote, np.int8)[order]
        return cls(persons, columns, signs, moments[order], people, statements)

    def __len__(self) -> int:
        return len(self.vote)

    def until(self, count: int) -> "Votes":
        """Return the first `count` votes, with only the people and statements seen in them."""
        persons = 1 + int(self.person[:count].max(initial=-1))
        columns = 1 + int(self.statement[:count].max(initial=-1))
        streams = (self.person[:count], self.statement[:count], self.vote[:count], self.at[:count])
        return Votes(*streams, self.people[:persons], self.statements[:columns])

    def where(self, kept: Mask) -> "Votes":
        """Return the votes marked in `kept`, people and statements numbered anew."""
        names = (self.people[self.person[kept]], self.statements[self.statement[kept]])
        return Votes.of(*names, self.vote[kept], self.at[kept])


@dataclass(frozen=True, slots=True)
class Moderation:
    """Names of statements that were moderated out, in, or are about the participant (meta)."""

    out: frozenset[int | str] = field(default=frozenset())
    accepted: frozenset[int | str] = field(default=frozenset())
    meta: frozenset[int | str] = field(default=frozenset())


def number(names: Names) -> tuple[Names, Codes]:
    """Return the distinct names in order of first appearance, and each name's number.

    >>> [part.tolist() for part in number(np.array([7, 3, 7]))]
    [[7, 3], [0, 1, 0]]
    """
    if names.dtype.kind == "i" and len(names) and _is_dense(names):
        return kernels.number(names, int(names.max()) + 1)
    distinct, first, back = np.unique(names, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(distinct), np.int32)
    place[order] = np.arange(len(distinct), dtype=np.int32)
    wide = distinct.astype(np.int64) if names.dtype.kind == "i" else distinct
    return wide[order], place[back.reshape(-1)]


def _is_dense(names: Names) -> bool:
    lowest, highest = int(names.min()), int(names.max())
    return lowest >= 0 and highest < ROOM + 2 * len(names)


def _refuse_misfits(person: Names, statement: Names, vote: Signs, at: Places | None) -> None:
    lengths = {len(person), len(statement), len(vote)} | ({len(at)} if at is not None else set())
    if len(lengths) != 1:
        raise OpinionError(
            f"Columns of votes have unequal lengths {sorted(lengths)}: give one of each per vote."
        )
    if len(vote) and (vote.min() < DISAGREE or vote.max() > AGREE):
        wrong = vote[np.abs(vote.astype(np.int64)) > 1][0]
        raise NotAVote(f"{wrong} is not a vote: 1 agrees, 0 passes, -1 disagrees.")
