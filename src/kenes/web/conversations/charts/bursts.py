"""When many new voters came at once: hours in whole tens, fewer are never written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import NOTHING, Column, Figure, Table, Value, colon
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import date_time, number

HEIGHT, FOOT, HEAD = 120, 2, 18


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour, its new voters in whole tens, and whether they are many more than usual."""

    at: datetime
    many: int
    is_burst: bool


def bursts(hours: Sequence[Hour]) -> Figure:
    """Draw the hours in which new voters came by tens, in the order of time."""
    ranked = sorted(hours, key=lambda hour: hour.at)
    return Figure(
        ident="bursts",
        title=_("When many came at once"),
        finding=_finding(ranked),
        method=_(
            "New voters by hour, in tens: fewer are never written down, and no address is. Many "
            "more than usual may be a school class, a news report or one person with many browsers."
        ),
        drawing=_drawing(ranked) if ranked else NOTHING,
        table=_table(ranked),
    )


def _finding(hours: Sequence[Hour]) -> str:
    if not hours:
        return _("In no hour did ten new voters come")
    many = sum(hour.is_burst for hour in hours)
    if not many:
        return _("In no hour did many more new voters come than usual")
    return words.of_all(_("Hours in which many more came than usual"), many, len(hours))


def _drawing(hours: Sequence[Hour]) -> SafeString:
    """Draw a bar an hour, side by side: hours in which nobody was counted have no place."""
    most, language = max(hour.many for hour in hours), current_language()
    drawn = [
        _bar(hour, place / len(hours), 1 / len(hours), most) for place, hour in enumerate(hours)
    ]
    base = line("0%", HEIGHT - FOOT, "100%", HEIGHT - FOOT, "axis")
    top = element("text", number(most, language), x="0%", y=12, class_="t-soft")
    said = colon(_("New voters, most in one hour"), number(most, language))
    plot = element(
        "svg", *drawn, base, top, class_="chart days", height=HEIGHT, role="img", aria_label=said
    )
    ends = (element("span", date_time(one.at, language)) for one in (hours[0], hours[-1]))
    return joined([plot, element("p", *ends, class_="ends")])


def _bar(hour: Hour, left: float, wide: float, most: int) -> SafeString:
    tall = (HEIGHT - FOOT - HEAD) * hour.many / most
    language = current_language()
    said = colon(date_time(hour.at, language), number(hour.many, language))
    if hour.is_burst:
        said = f"{said}, {many_more()}"
    return element(
        "rect", element("title", said), x=along(left), width=along(wide * 0.9),
        y=HEIGHT - FOOT - tall, height=tall, data_said=said,
        class_="daybar burst" if hour.is_burst else "daybar",
    )  # fmt: skip


def many_more() -> str:
    """Say that many more came than usual."""
    return _("many more than usual")


def _table(hours: Sequence[Hour]) -> Table:
    columns = [
        Column("hour", _("Hour")),
        Column("new", _("New voters, whole tens"), "count"),
        Column("burst", _("Beside other hours")),
    ]
    rows: list[list[Value]] = [
        [hour.at, hour.many, many_more() if hour.is_burst else "–"] for hour in hours
    ]
    return Table(columns, rows)
