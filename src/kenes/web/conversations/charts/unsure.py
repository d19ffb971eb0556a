"""What people pass on: statements that are unclear, unknown, or seen by too few so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Statement,
    Table,
    Tally,
    colon,
    told,
)
from kenes.web.conversations.charts.svg import element, joined

NEAREST = 3
UNSURE, SEEN = 0.3, 30
"""Share of passes, and votes below which a statement was shown to too few.

docs/specs/opinion.md, clause 36.
"""


@dataclass(frozen=True, slots=True)
class VotedRow:
    """A statement and the votes of everybody on it."""

    statement: Statement
    tally: Tally | None

    @property
    def is_unsure(self) -> bool:
        """Whether more than 30 % passed, as far as may be told."""
        cell = told(self.tally)
        return cell is not None and cell.shares[2] > UNSURE

    @property
    def is_little_seen(self) -> bool:
        """Whether fewer than 30 voted."""
        return self.tally is None or self.tally.votes < SEEN


def unsure_statements(rows: Sequence[VotedRow], *, most: int = 5) -> Figure:
    """Draw the statements that most people pass on, at most `most`, and those seen by few.

    Where no statement leaves many unsure, the nearest to it are drawn. The table lists all.
    """
    ranked = sorted(rows, key=_rank)
    unsure = [row for row in ranked if row.is_unsure]
    little = [row for row in ranked if row.is_little_seen]
    drawn = unsure[:most] or [row for row in ranked if told(row.tally)][:NEAREST]
    return Figure(
        ident="unsure",
        title=_("Where people are unsure"),
        aside=words.counted(_("Shown to fewer than 30"), len(little)),
        finding=_finding(len(unsure), len(rows)),
        method=_(
            "Statements on which more than 30 per cent passed. Shares of all votes, per cent."
        ),
        drawing=_drawing(drawn, little[:most]),
        table=_table(ranked),
    )


def _rank(row: VotedRow) -> tuple[float, int]:
    cell = told(row.tally)
    return (-(cell.shares[2] ** 2) * cell.passes if cell else 1.0, row.statement.number)


def _finding(unsure: int, every: int) -> str:
    if not unsure:
        return _("No statement leaves many people unsure")
    return words.of_all(_("Statements that leave many people unsure"), unsure, every)


def _drawing(passed: Sequence[VotedRow], little: Sequence[VotedRow]) -> SafeString:
    if not passed and not little:
        return NOTHING
    parts = [_list(passed)] if passed else []
    if little:
        parts += [element("p", _("Shown to fewer than 30"), class_="axisname"), _list(little)]
    return joined([*parts, bars.vote_key()])


def _list(rows: Sequence[VotedRow]) -> SafeString:
    items = [
        element("li", bars.statement_text(row.statement), bars.vote_bar(row.tally)) for row in rows
    ]
    return element("ol", *items, class_="barlist")


def _table(rows: Sequence[VotedRow]) -> Table:
    columns = [
        *bars.statement_columns(),
        *bars.tally_columns(""),
        Column("seen", colon(_("Shown to fewer than 30"), _("yes or no"))),
    ]
    values = [
        [
            *bars.statement_values(row.statement),
            *bars.tally_values(row.tally),
            _("yes") if row.is_little_seen else _("no"),
        ]
        for row in rows
    ]
    return Table(columns, values)
