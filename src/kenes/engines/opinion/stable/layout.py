"""Votes laid out so that their order leaves no trace: names sorted, latest votes only."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Codes, Mask, Names
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis.moderation import taken_out
from kenes.engines.opinion.votes import Moderation, Votes


@dataclass(frozen=True, slots=True)
class Layout:
    """People and statements in sorted order, and the matrix of latest votes between them.

    Columns marked `out` (moderated, or about the participant) are empty.
    """

    people: Names
    statements: Names
    matrix: VoteMatrix
    out: Mask

    @classmethod
    def of(cls, votes: Votes, moderation: Moderation) -> Self:
        """Lay out `votes`; of two votes of one moment on one cell the smaller counts (clause 25).

        >>> votes = Votes.of(np.array([8, 5]), np.array([2, 1]), np.array([1, -1]))
        >>> found = Layout.of(votes, Moderation())
        >>> found.people.tolist(), found.matrix.columns.tolist()
        ([5, 8], [0, 1])
        """
        people, rows = _ranked(votes.people)
        statements, columns = _ranked(votes.statements)
        laid = kernels.lay_out(votes.person, votes.statement, votes.vote, votes.at, rows, columns)
        matrix = VoteMatrix(*laid, len(statements))
        out = taken_out(statements, moderation)
        return cls(people, statements, matrix.without(out) if out.any() else matrix, out)


def _ranked(names: Names) -> tuple[Names, Codes]:
    """Return names in sorted order, and the rank of each as it stood."""
    order = np.argsort(names, kind="stable")
    rank = np.empty(len(names), np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    return names[order], rank
