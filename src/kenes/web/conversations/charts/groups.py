"""What one group stands for: its statements, each with the bars of every group."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, marks, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
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
    """A statement and the votes of each group on it, None where too few voted."""

    statement: Statement
    tallies: Sequence[Tally | None]


def group_statements(parts: Sequence[Part], place: int, rows: Sequence[GroupRow]) -> Figure:
    """Draw the statements that set the group at `place` apart, in the order given.

    The other groups' bars stand below its own. Raises ValueError for rows of other groups.
    """
    refuse_uneven(parts, rows)
    own = parts[place]
    return Figure(
        ident=f"group-{own.key}",
        title=colon(_("Group"), own.name),
        aside=words.people(own.people) if own.people is not None else "",
        finding=words.of_group(own.name, len(rows)),
        method=_("Shares of the votes cast, in per cent. Parts under 7 per cent carry no number."),
        drawing=joined([_list(parts, rows), bars.vote_key()]) if rows else NOTHING,
        table=table_of(parts, rows),
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


def table_of(parts: Sequence[Part], rows: Sequence[GroupRow]) -> Table:
    """Return statements with the votes of each part."""
    columns = bars.statement_columns()
    for part in parts:
        columns += bars.tally_columns(f"{part.key}_", part.name)
    values = [
        [
            *bars.statement_values(row.statement),
            *(v for t in row.tallies for v in bars.tally_values(t)),
        ]
        for row in rows
    ]
    return Table(columns, values)
