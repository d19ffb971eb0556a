"""What became of the statements that people agreed on: the recommendation, the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.figures import NOTHING, Column, Figure, Statement, Table
from kenes.web.conversations.charts.svg import element, joined, line
from kenes.web.shared.components import Link, Tag
from kenes.web.shared.drawing import tags

AT = (8, 68, 128)
"""Where the three stations stand, in pixels."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A statement, the recommendation it became part of, and where that stands.

    Without a recommendation `link` is None and there are no tags. `is_answered` where an addressee
    has taken a position.
    """

    statement: Statement
    link: Link | None = None
    tags: Sequence[Tag] = ()
    is_answered: bool = False

    @property
    def steps(self) -> int:
        """How many of the three steps it has gone."""
        return 1 + (self.link is not None) + self.is_answered


def what_became(rows: Sequence[OutcomeRow]) -> Figure:
    """Draw each agreed statement with its recommendation and the tags of that."""
    taken = sum(row.link is not None for row in rows)
    return Figure(
        ident="became",
        title=_("What became of it"),
        finding=_finding(taken, len(rows)),
        method=_(
            "Three stations: agreed on, in a recommendation, answered. The state of each "
            "recommendation is that of its own page."
        ),
        drawing=_drawing(rows) if rows else NOTHING,
        table=_table(rows),
    )


def _finding(taken: int, every: int) -> str:
    if not taken:
        return _("No statement has become part of a recommendation yet")
    return words.of_all(_("Statements that became part of a recommendation"), taken, every)


def _drawing(rows: Sequence[OutcomeRow]) -> SafeString:
    items = [
        element("li", bars.statement_text(row.statement), _track(row), _came(row)) for row in rows
    ]
    return element("ol", *items, class_="barlist became")


def steps_of_all() -> tuple[str, str, str]:
    """Return the three steps from a statement to an answer."""
    return _("agreed on"), _("in a recommendation"), _("answered")


def _track(row: OutcomeRow) -> SafeString:
    """Draw the way of a statement: a station for each step, filled where it has been gone."""
    said = f"{words.quoted(row.statement)}: {steps_of_all()[row.steps - 1]}"
    stations = [_station(AT[n], is_gone=n < row.steps) for n in range(len(AT))]
    ways = [line(AT[n], 12, AT[n + 1], 12, _way(is_gone=n + 1 < row.steps)) for n in (0, 1)]
    return element(
        "svg", *ways, *stations, class_="chart track", width=AT[-1] + AT[0], height=24, role="img",
        aria_label=said, data_s=row.statement.number, data_said=said,
    )  # fmt: skip


def _station(x: int, *, is_gone: bool) -> SafeString:
    return element("circle", cx=x, cy=12, r=6, class_="gone" if is_gone else "ahead")


def _way(*, is_gone: bool) -> str:
    return "way gone" if is_gone else "way"


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
        Column("step", _("Step, of three"), "count"),
    ]
    values = [
        [
            *bars.statement_values(row.statement),
            str(row.link.label) if row.link else "–",
            ", ".join(str(tag.word) for tag in row.tags) or "–",
            row.steps,
        ]
        for row in rows
    ]
    return Table(columns, values)
