"""Which statements divide: each a dot along the spread between groups, the widest with their bars.

The spread is the engine's between-group deviation with chance taken out (docs/specs/opinion.md,
clause 37), not Polis's extremity, which called agreed statements divisive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import bars, marks, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Part,
    Statement,
    Table,
    Tally,
)
from kenes.web.conversations.charts.groups import GroupRow, refuse_uneven
from kenes.web.conversations.charts.svg import element, joined, line
from kenes.web.shared.formats import number

WIDE, EDGE = 360.0, 8.0
WIDEST = 0.7072
"""Two opposite halves: the largest deviation there is."""
TALLEST = 150.0
FEW_ROWS, LARGE, SMALL = 100, 4.0, 2.4
"""Up to so many statements dots are large."""
DIVIDES = 0.1
"""Groups differ by some ten points of the share: less is not called a divide."""


@dataclass(frozen=True, slots=True)
class DivideRow:
    """A statement, how far the groups lie apart on it (None: cannot be told), and their votes.

    `is_unsure` where many passed.
    """

    statement: Statement
    spread: float | None
    tallies: Sequence[Tally | None]
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Dot:
    row: DivideRow
    x: float
    y: float


def divide_line(parts: Sequence[Part], rows: Sequence[DivideRow], *, most: int = 3) -> Figure:
    """Draw all statements along the spread, and below them the bars of the `most` widest ones."""
    refuse_uneven(parts, [GroupRow(row.statement, row.tallies) for row in rows])
    known = [(row.spread, row) for row in rows if row.spread is not None]
    ranked = [row for _s, row in sorted(known, key=lambda one: (-one[0], one[1].statement.number))]
    unknown = [row for row in rows if row.spread is None]
    divisive = [row for row in ranked if (row.spread or 0) >= DIVIDES]
    return Figure(
        ident="divide",
        title=_("What divides"),
        aside=_("By the spread between groups, chance taken out"),
        finding=_finding(divisive, ranked),
        method=_("Each dot a statement: left, groups agree alike; right, they stand apart."),
        key=_key() if ranked else NOTHING,
        drawing=joined([_swarm(ranked), _bars(parts, divisive[:most])]) if ranked else NOTHING,
        table=_table(parts, [*ranked, *unknown]),
    )


def _finding(divisive: Sequence[DivideRow], ranked: Sequence[DivideRow]) -> str:
    if not divisive:
        return _("No statement sets the groups apart")
    return words.of_all(_("Statements that divide the groups"), len(divisive), len(ranked))


def _key() -> SafeString:
    pairs = (("dot", _("a statement")), ("dot unsure", _("many passed")))
    return joined(
        [
            element(
                "span",
                element(
                    "svg", element("circle", cx=8, cy=8, r=4, class_=look), viewBox="0 0 16 16",
                    class_="gs", aria_hidden="true",
                ),
                element("span", word),
            )
            for look, word in pairs
        ]
    )  # fmt: skip


def _swarm(rows: Sequence[DivideRow]) -> SafeString:
    """Draw the dots, squeezed where a column would be too tall."""
    radius = LARGE if len(rows) <= FEW_ROWS else SMALL
    dots = _placed(rows, radius)
    reach = max(abs(dot.y) for dot in dots) + radius + 2
    squeeze = min(1.0, TALLEST / 2 / reach)
    middle = reach * squeeze
    plot = element(
        "svg",
        line(EDGE, middle, WIDE - EDGE, middle, "axis"),
        *(_dot(dot, middle, squeeze, radius) for dot in dots),
        viewBox=f"0 0 {WIDE:.0f} {2 * middle:.2f}",
        class_="chart swarm",
        role="img",
        aria_label=words.counted(_("Statements"), len(rows)),
    )
    ends = (element("span", _("alike")), element("span", _("apart")))
    return joined([plot, element("p", *ends, class_="ends")])


def _placed(rows: Sequence[DivideRow], radius: float) -> list[_Dot]:
    """Stack the dots in columns one dot wide, above and below the line by turns."""
    step = 2 * radius + 1
    columns = int((WIDE - 2 * EDGE) / step) - 1
    placed, filled = list[_Dot](), dict[int, int]()
    for row in rows:
        column = round(min(max((row.spread or 0.0) / WIDEST, 0.0), 1.0) * columns)
        n = filled.get(column, 0)
        filled[column] = n + 1
        y = (n + 1) // 2 * step * (-1 if n % 2 else 1)
        placed.append(_Dot(row, EDGE + step * (column + 0.5), y))
    return placed


def _dot(dot: _Dot, middle: float, squeeze: float, radius: float) -> SafeString:
    spread = number(dot.row.spread or 0.0, current_language(), 2)
    title = element("title", f"№ {dot.row.statement.number}: {spread}")
    look = "dot unsure" if dot.row.is_unsure else "dot"
    return element(
        "circle", title, cx=dot.x, cy=middle + dot.y * squeeze, r=radius * squeeze, class_=look,
        data_s=dot.row.statement.number, data_said=f"{words.quoted(dot.row.statement)}: {spread}",
    )  # fmt: skip


def _bars(parts: Sequence[Part], rows: Sequence[DivideRow]) -> SafeString:
    if not rows:
        return NOTHING
    items = [
        element(
            "li", bars.statement_text(row.statement),
            bars.bars_by_part(parts, row.tallies, marks.GROUP),
        )
        for row in rows
    ]  # fmt: skip
    return joined([element("ol", *items, class_="barlist"), bars.vote_key()])


def _table(parts: Sequence[Part], rows: Sequence[DivideRow]) -> Table:
    columns = [
        *bars.statement_columns(),
        Column("spread", _("Spread between groups"), "figure"),
        Column("unsure", _("Passes")),
    ]
    for part in parts:
        columns += bars.tally_columns(f"{part.key}_", part.name)
    values = [
        [
            *bars.statement_values(row.statement),
            float(row.spread) if row.spread is not None else None,
            _("many") if row.is_unsure else "–",
            *(value for tally in row.tallies for value in bars.tally_values(tally)),
        ]
        for row in rows
    ]
    return Table(columns, values)
