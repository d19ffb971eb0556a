"""What one group stands for: its statements, each with the bars of every group."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, marks, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Part,
    Statement,
    Table,
    Tally,
    colon,
)
from kenes.web.conversations.charts.svg import element, joined


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A statement and the votes of each group on it, None where too few voted.

    `apart` is the group's share of agreement less that of the other groups.
    """

    statement: Statement
    tallies: Sequence[Tally | None]
    apart: float | None = None


def group_statements(
    parts: Sequence[Part],
    place: int,
    rows: Sequence[GroupRow],
    ranked: Sequence[GroupRow] | None = None,
) -> Figure:
    """Draw the statements that set the group at `place` apart, in the order given.

    The other groups' bars stand below its own. The table holds all statements as they are `ranked`,
    `rows` without them. Raises ValueError for rows of other groups.
    """
    ranked = rows if ranked is None else ranked
    refuse_uneven(parts, [*rows, *ranked])
    own = parts[place]
    return Figure(
        ident=f"group-{own.key}",
        title=colon(_("Group"), own.name),
        aside=words.people(own.people) if own.people is not None else "",
        finding=words.of_group(own.name, len(rows)),
        method=_(
            "Shares of the votes cast, in per cent. Parts under 7 per cent carry no number. The "
            "table ranks all statements: those on which the group surely differs come first."
        ),
        drawing=joined([_list(parts, rows), bars.vote_key()]) if rows else NOTHING,
        table=_table(parts, ranked),
    )


def refuse_uneven(parts: Sequence[Part], rows: Sequence[GroupRow]) -> None:
    """Raise ValueError where a row has more or fewer tallies than there are parts."""
    for row in rows:
        if len(row.tallies) != len(parts):
            raise ValueError(
                f"Statement {row.statement.number} has {len(row.tallies)} tallies for "
                f"{len(parts)} parts: give one tally or None for each part."
            )


def _list(parts: Sequence[Part], rows: Sequence[GroupRow]) -> SafeString:
    drawn = [
        element(
            "li",
            bars.statement_text(row.statement),
            bars.bars_by_part(parts, row.tallies, marks.GROUP),
        )
        for row in rows
    ]
    return element("ol", *drawn, class_="barlist")


def _table(parts: Sequence[Part], rows: Sequence[GroupRow]) -> Table:
    """Return all statements in their rank, with the votes of each group."""
    columns = [
        *bars.statement_columns(),
        Column("rank", _("Rank"), "count"),
        Column("apart", _("Agreement beside the other groups, points"), "points"),
    ]
    for part in parts:
        columns += bars.tally_columns(f"{part.key}_", part.name)
    values = [
        [
            *bars.statement_values(row.statement),
            rank,
            row.apart,
            *(v for t in row.tallies for v in bars.tally_values(t)),
        ]
        for rank, row in enumerate(rows, 1)
    ]
    return Table(columns, values)
