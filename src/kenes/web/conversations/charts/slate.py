"""A few statements that speak for as many people as can be, and how many they reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import bars, words
from kenes.web.conversations.charts.covered import (
    Covered,
    covered_values,
    draw_covered,
    least_covered,
)
from kenes.web.conversations.charts.figures import (
    LEAST,
    NOTHING,
    Column,
    Figure,
    Statement,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.svg import along, element, joined
from kenes.web.shared.formats import percent


@dataclass(frozen=True, slots=True)
class SlateRow:
    """A chosen statement, and the share of people who agree with it or with one before it."""

    statement: Statement
    reached: float

    def __post_init__(self) -> None:
        if not 0 <= self.reached <= 1:
            raise ValueError(
                f"A reach of {self.reached} cannot be drawn: give a share of people from 0 to 1."
            )


def slate(rows: Sequence[SlateRow], *, people: int, parts: Sequence[Covered] = ()) -> Figure:
    """Draw the chosen statements in their order, each adding whom it reaches, and who is left out.

    `people` who agree with anything are the whole. Raises ValueError where a reach is less than the
    one before it.
    """
    _refuse_falling(rows)
    reached = told_reach([row.reached for row in rows], people)
    return Figure(
        ident="slate",
        title=_("A few that speak for most"),
        aside=words.counted(_("Statements"), len(rows)),
        finding=_finding(reached, parts),
        method=_method(parts),
        drawing=joined([_drawing(rows, reached), draw_covered(parts)]) if rows else NOTHING,
        key=element("span", words.counted(_("People who agree with anything"), people)),
        table=_table(rows, reached, parts),
    )


def _method(parts: Sequence[Covered]) -> str:
    chosen = _(
        "Chosen so that every part of the people has its fair share. The left part of a bar "
        "was reached before, the right part by this one."
    )
    if not parts:
        return chosen
    of_parts = _(
        "Of each part of the people it is told how many surely agree with one of them, by the "
        "published totals: the rest may agree with none."
    )
    return f"{chosen} {of_parts}"


def told_reach(reached: Sequence[float], people: int) -> list[float | None]:
    """Return each reach that may be told: none that adds or leaves fewer than `LEAST` people.

    >>> told_reach([0.5, 0.55, 0.8], 100)
    [0.5, None, 0.8]
    """
    told: list[float | None] = []
    last = 0.0
    for reach in reached:
        is_told = not 0 < round((reach - last) * people) < LEAST
        told.append(reach if is_told else None)
        last = reach if is_told else last
    left = round((1 - last) * people)
    return [None if one == last and 0 < left < LEAST else one for one in told]


def _refuse_falling(rows: Sequence[SlateRow]) -> None:
    for before, after in pairwise(rows):
        if after.reached < before.reached:
            raise ValueError(
                f"Statement {after.statement.number} reaches fewer people than the one before it: "
                "give the reach of each statement together with all before it."
            )


def _finding(reached: Sequence[float | None], parts: Sequence[Covered]) -> str:
    if not reached:
        return _("No statements could be chosen: too few people agree with anything")
    language = current_language()
    most = max((one for one in reached if one is not None), default=None)
    share = words.too_few() if most is None else percent(most, language)
    said = [colon(_("People who agree with at least one of these"), share)]
    if most is not None:
        said.append(colon(_("With none"), percent(1 - most, language)))
    return ". ".join([*said, *filter(None, [least_covered(parts)])])


def _drawing(rows: Sequence[SlateRow], reached: Sequence[float | None]) -> SafeString:
    items = [
        element("li", bars.statement_text(row.statement), _bar(before, reach))
        for row, before, reach in zip(rows, _before(reached), reached, strict=True)
    ]
    return element("ol", *items, class_="barlist")


def _before(reached: Sequence[float | None]) -> list[float]:
    """Return what was told to be reached before each statement."""
    told = [[one for one in reached[:n] if one is not None] for n in range(len(reached))]
    return [max(some, default=0.0) for some in told]


def _bar(start: float, reach: float | None) -> SafeString:
    """Draw what was reached before and what is new, with the whole printed."""
    end = start if reach is None else reach
    said = words.too_few() if reach is None else percent(reach, current_language())
    rest = element("rect", x="0%", width="100%", height="100%", class_="r-rest")
    old = element("rect", x="0%", width=along(start), height="100%", class_="r-old")
    new = element("rect", x=along(start), width=along(end - start), height="100%", class_="r-new")
    label = colon(_("Reached so far"), said)
    bar = element(
        "svg", rest, old, new, class_="chart reach", height=24, role="img", aria_label=label,
        data_said=label,
    )  # fmt: skip
    figure = element("span", said, class_="num", aria_hidden="true")
    return element("div", bar, figure, class_="reachrow")


def _table(
    rows: Sequence[SlateRow], reached: Sequence[float | None], parts: Sequence[Covered]
) -> Table:
    """Return the statements, and after them the parts with what is surely covered of each."""
    name, number = bars.statement_columns()
    columns = [
        Column(name.name, _("Statement or part of the people"), name.kind) if parts else name,
        number,
        Column("reached", _("Reached so far"), "share"),
        Column("added", _("Reached by this one"), "share"),
    ]
    values: list[list[Value]] = [
        [*bars.statement_values(row.statement), reach, None if reach is None else reach - before]
        for row, before, reach in zip(rows, _before(reached), reached, strict=True)
    ]
    return Table(columns, [*values, *map(covered_values, parts)])
