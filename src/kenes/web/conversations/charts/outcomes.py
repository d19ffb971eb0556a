"""What became of the statements that people agreed on: the recommendation, the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.figures import NOTHING, Column, Figure, Statement, Table
from kenes.web.conversations.charts.svg import element, joined
from kenes.web.shared.components import Link, Tag
from kenes.web.shared.drawing import tags


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A statement, the recommendation it became part of, and where that stands.

    Without a recommendation `link` is None and there are no tags.
    """

    statement: Statement
    link: Link | None = None
    tags: Sequence[Tag] = ()


def what_became(rows: Sequence[OutcomeRow]) -> Figure:
    """Draw each agreed statement with its recommendation and the tags of that."""
    taken = sum(row.link is not None for row in rows)
    return Figure(
        ident="became",
        title=_("What became of it"),
        finding=_finding(taken, len(rows)),
        method=_("The state of each recommendation is that of its own page."),
        drawing=_drawing(rows) if rows else NOTHING,
        table=_table(rows),
    )


def _finding(taken: int, every: int) -> str:
    if not taken:
        return _("No statement has become part of a recommendation yet")
    return words.of_all(_("Statements that became part of a recommendation"), taken, every)


def _drawing(rows: Sequence[OutcomeRow]) -> SafeString:
    items = [element("li", bars.statement_text(row.statement), _came(row)) for row in rows]
    return element("ol", *items, class_="barlist became")


def _came(row: OutcomeRow) -> SafeString:
    if row.link is None:
        return element("p", _("Not in a recommendation yet"), class_="low")
    link = element("a", str(row.link.label), href=str(row.link.url))
    shown = element("span", tags(row.tags), class_="tags")
    return element("p", joined([link, " ", shown]), class_="came")


def _table(rows: Sequence[OutcomeRow]) -> Table:
    columns = [
        *bars.statement_columns(),
        Column("recommendation", _("Recommendation")),
        Column("state", _("State of it")),
    ]
    values = [
        [
            *bars.statement_values(row.statement),
            str(row.link.label) if row.link else "–",
            ", ".join(str(tag.word) for tag in row.tags) or "–",
        ]
        for row in rows
    ]
    return Table(columns, values)
