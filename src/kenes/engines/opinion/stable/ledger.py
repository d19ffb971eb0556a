"""Votes kept up one by one, with the tables that a map needs: nothing is counted twice."""

from collections import Counter
from typing import Any, Self

import numpy as np

from kenes.engines.opinion.arrays import Mask, Names
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.shards import split, sum_over, threads_for
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.splicing import splice
from kenes.engines.opinion.tables import WIDEST, Row, Tables
from kenes.engines.opinion.votes import Moderation, Votes

type Name = Any
type Cells = dict[Name, int]


class Ledger:
    """Latest votes of a conversation and their additive tables, changed in place.

    A vote cast, changed or taken back, a statement moderated out or in again and an erased person
    each touch only what they concern (clause 54). Names are whole numbers or text, as in the votes
    it began with. The last call on a cell counts.
    """

    def __init__(self, layout: Layout, tables: Tables) -> None:
        """Begin with votes laid out and the tables of them; `of` does both."""
        self._layout = layout
        self._tables = tables
        self._place = {name: at for at, name in enumerate(layout.statements.tolist())}
        self._changed: dict[Name, Cells] = {}
        self._shelf: dict[Name, Cells] = {}
        self._shelved: Counter[Name] = Counter()

    @classmethod
    def of(cls, votes: Votes, moderation: Moderation | None = None) -> Self:
        """Lay out `votes` and count their tables, once."""
        layout = Layout.of(votes, Moderation())
        parts = split(layout.matrix, threads_for(layout.matrix.height))
        found = cls(layout, sum_over(parts, lambda part, _nothing: Tables.of(part)))
        given = moderation or Moderation()
        for statement in sorted((given.out | given.meta) & set(layout.statements.tolist())):
            found.moderate(statement, out=True)
        return found

    def cast(self, person: Name, statement: Name, vote: int | None) -> None:
        """Record that `person` now votes so on `statement`; None takes the vote back.

        Raises OpinionError for a strange vote, or for more statements than the tables hold (4,000).
        """
        if vote not in {None, -1, 0, 1}:
            raise OpinionError(f"{vote} is not a vote: 1 agrees, 0 passes, -1 disagrees.")
        if statement in self._shelf:
            self._put_on_shelf(person, statement, vote)
            return
        column = self._column(statement)
        cells = self._cells(person)
        self._tables.change_vote(self._row(cells), column, vote)
        if vote is None:
            cells.pop(statement, None)
        else:
            cells[statement] = vote

    def erase(self, person: Name) -> None:
        """Take all votes of a person out, as if that person had never voted."""
        cells = self._cells(person)
        if cells:
            self._tables.erase(self._row(cells))
        self._changed[person] = {}
        for shelf in self._shelf.values():
            shelf.pop(person, None)
        self._shelved.pop(person, None)

    def moderate(self, statement: Name, *, out: bool) -> None:
        """Take a statement out of the map, or back in; its votes are kept aside meanwhile."""
        if out == (statement in self._shelf):
            return
        if out:
            self._take_out(statement)
        else:
            aside = self._shelf.pop(statement)
            self._shelved.subtract(aside)
            for person, vote in aside.items():
                self.cast(person, statement, vote)

    def layout(self) -> Layout:
        """Return the latest votes in sorted order, as `Layout.of` lays the same votes out."""
        if self._changed:
            self._fold()
        return self._layout

    @property
    def tables(self) -> Tables:
        """The tables of all open votes, in the order of `layout().statements`."""
        self.layout()
        return self._tables

    def _column(self, statement: Name) -> int:
        """Return the place of a statement in the tables; a new one gets the next."""
        if statement not in self._place:
            width = len(self._place) + 1
            if width > WIDEST:
                raise OpinionError(
                    f"{width} statements are more than the {WIDEST} of one stable map: merge "
                    "doubles, or split the conversation."
                )
            self._place[statement] = width - 1
            self._tables = self._tables.grown(width)
        return self._place[statement]

    def _cells(self, person: Name) -> Cells:
        """Return the person's open votes, to be changed in place."""
        if person not in self._changed:
            self._changed[person] = self._laid_out(person)
        return self._changed[person]

    def _laid_out(self, person: Name) -> Cells:
        layout = self._layout
        at = int(np.searchsorted(layout.people, person)) if len(layout.people) else 0
        if at == len(layout.people) or layout.people[at] != person:
            return {}
        cells = slice(layout.matrix.starts[at], layout.matrix.starts[at + 1])
        names = layout.statements[layout.matrix.columns[cells]].tolist()
        return dict(zip(names, layout.matrix.values[cells].tolist(), strict=True))

    def _row(self, cells: Cells) -> Row:
        columns = np.array([self._place[name] for name in cells], np.int32)
        return Row(columns, np.array(list(cells.values()), np.int8))

    def _put_on_shelf(self, person: Name, statement: Name, vote: int | None) -> None:
        had = self._shelf[statement].pop(person, None)
        if vote is not None:
            self._column(statement)
            self._shelf[statement][person] = vote
        self._shelved[person] += int(vote is not None) - int(had is not None)
        self._cells(person)

    def _take_out(self, statement: Name) -> None:
        """Move a column's votes to the shelf: one pass over the votes, no pair counted."""
        layout = self.layout()
        aside: Cells = {}
        if statement in self._place:
            column = self._place[statement]
            rows = np.repeat(np.arange(layout.matrix.height), layout.matrix.row_counts)
            voted = layout.matrix.columns == column
            people = layout.people[rows[voted]].tolist()
            aside = dict(zip(people, layout.matrix.values[voted].tolist(), strict=True))
            for part in self._tables.parts:
                part[column] = 0
                part[:, column] = 0
            mark: Mask = np.arange(layout.matrix.width) == column
            self._layout = Layout(
                layout.people, layout.statements, layout.matrix.without(mark), layout.out | mark
            )
        self._shelf[statement] = aside
        self._shelved.update(aside.keys())

    def _fold(self) -> None:
        """Lay the changed rows into the matrix, and bring statements into sorted order."""
        self._shelved = +self._shelved
        counts = np.diagonal(self._tables.covotes)
        kept = sorted(
            name for name, at in self._place.items() if counts[at] or self._shelf.get(name)
        )
        order = np.array([self._place[name] for name in kept], np.int64)
        statements = _names(kept, self._layout.statements)
        self._layout = splice(
            self._layout, self._changed, statements,
            out=np.array([name in self._shelf for name in kept], np.bool_),
            keep=set(self._shelved),
        )  # fmt: skip
        if not np.array_equal(order, np.arange(len(counts))):
            cells: Any = np.ix_(order, order)
            self._tables = Tables(
                *(np.ascontiguousarray(part[cells]) for part in self._tables.parts)
            )
        self._place = {name: at for at, name in enumerate(kept)}
        self._changed = {}


def _names(names: list[Name], like: Names) -> Names:
    """Return names as an array of the kind they had."""
    return np.array(names) if names else like[:0]
