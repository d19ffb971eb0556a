"""Which statements were shown how often, and which part of the people has voted on them.

A row a statement, a column a part. Showings are sums of nobody; votes are those of the published
result, never of the moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Part,
    Statement,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.svg import along, element, joined
from kenes.web.shared.formats import number, percent

STEPS, SELDOM, GAP, FIRST = 5, 0.5, 0.006, 1.8


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """A statement: how often it was shown, with what mean chance, and who voted on it.

    `chance` is None where it was not shown; `reached` has, part by part, the share of its people
    who voted, None where they are too few to be told.
    """

    statement: Statement
    shown: int
    chance: float | None
    reached: Sequence[float | None] = ()


def exposure_matrix(parts: Sequence[Part], rows: Sequence[ExposureRow]) -> Figure:
    """Draw showings and votes of each statement as a matrix; least shown statements first."""
    ranked = sorted(rows, key=lambda row: (row.shown, row.statement.number))
    return Figure(
        ident="exposure",
        title=_("How often statements were shown"),
        aside=words.counted(_("Shown in all"), sum(row.shown for row in rows)),
        finding=_finding(rows),
        method=_(
            "The next statement is drawn by lot: those about which one more vote would say most "
            "come sooner, and each keeps a fifth of an even chance. Of showings only these sums "
            "are kept, nothing of persons. Groups and texts: per cent of their people who voted, "
            "by the published result."
        ),
        drawing=_drawing(parts, ranked) if any(row.shown for row in rows) else NOTHING,
        table=_table(parts, ranked),
    )


def _finding(rows: Sequence[ExposureRow]) -> str:
    if not any(row.shown for row in rows):
        return _("No showing has been counted yet")
    middle = median(row.shown for row in rows)
    seldom = sum(row.shown < SELDOM * middle for row in rows)
    if not seldom:
        return _("No statement is shown much less often than the others")
    return words.of_all(
        _("Statements shown less than half as often as the middle one"), seldom, len(rows)
    )


def _drawing(parts: Sequence[Part], rows: Sequence[ExposureRow]) -> SafeString:
    places = _places(1 + len(parts))
    heads = [pgettext("times", "Shown"), *(part.name for part in parts)]
    titles = [
        element("text", head, x=along(left + wide / 2), y="50%", text_anchor="middle")
        for head, (left, wide) in zip(heads, places, strict=True)
    ]
    head = element("svg", *titles, class_="chart votes", height=24, aria_hidden="true")
    most = max(row.shown for row in rows)
    drawn = [_row(row, heads, places, most) for row in rows]
    return element("div", element("div", element("span"), head, class_="barrow"), *drawn,
                   class_="bars matrix")  # fmt: skip


def _places(columns: int) -> list[tuple[float, float]]:
    """Return where each column begins and how wide it is: the first has the longest word."""
    whole = FIRST + columns - 1
    rest = [((FIRST + n) / whole, 1 / whole) for n in range(columns - 1)]
    return [(0.0, FIRST / whole), *rest]


def _row(
    row: ExposureRow, heads: Sequence[str], places: Sequence[tuple[float, float]], most: int
) -> SafeString:
    language = current_language()
    cells: list[tuple[float | None, str]] = [(row.shown / most, number(row.shown, language))]
    cells += [
        (share, words.too_few() if share is None else percent(share, language))
        for share in row.reached
    ]
    drawn = [
        _cell(share, said.rstrip("\N{NO-BREAK SPACE}%"), *place)
        for (share, said), place in zip(cells, places, strict=True)
    ]
    pairs = zip(heads, cells, strict=True)
    told = ", ".join(colon(head, said) for head, (_share, said) in pairs)
    said = f"{words.quoted(row.statement)}: {told}"
    plot = element(
        "svg", *drawn, class_="chart votes", height=24, role="img", aria_label=said,
        data_s=row.statement.number, data_said=said,
    )  # fmt: skip
    name = element("span", f"№ {row.statement.number}", class_="who")
    return element("div", name, plot, class_="barrow")


def _cell(share: float | None, said: str, left: float, wide: float) -> SafeString:
    """Draw one cell: darker the more were reached; of too few people an empty one."""
    step = "few" if share is None else str(1 + min(STEPS - 1, int(STEPS * share)))
    box = element(
        "rect", x=along(left + GAP), width=along(wide - 2 * GAP), height="100%",
        class_="v-few" if share is None else f"tile t{step}",
    )  # fmt: skip
    if share is None:
        return box
    figure = element(
        "text", said, x=along(left + wide / 2), y="50%", text_anchor="middle", class_=f"on-t{step}"
    )
    return joined([box, figure])


def _table(parts: Sequence[Part], rows: Sequence[ExposureRow]) -> Table:
    columns = [
        *bars.statement_columns(),
        Column("shown", pgettext("times", "Shown"), "count"),
        Column("chance", _("Mean chance"), "share"),
        *(Column(f"{part.key}_voted", part.name, "share") for part in parts),
    ]
    values: list[list[Value]] = [
        [
            *bars.statement_values(row.statement),
            row.shown,
            "–" if row.chance is None else row.chance,
            *row.reached,
        ]
        for row in rows
    ]
    return Table(columns, values)
