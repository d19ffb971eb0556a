"""How a conversation went: votes by day, or by stretches of days where there are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import (
    LEAST,
    NOTHING,
    Column,
    Figure,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import long_date, number, short_date

MOST_BARS = 45
HEIGHT, FOOT = 120, 2


@dataclass(frozen=True, slots=True)
class Day:
    """Votes cast on a day, and the people who had taken part by its end."""

    on: date
    votes: int
    people: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: date
    last: date
    votes: int
    people: int

    @property
    def told(self) -> int | None:
        """Votes, None where they are too few to be told."""
        return self.votes if self.votes >= LEAST else None


def over_time(days: Sequence[Day]) -> Figure:
    """Draw votes by day in the order of days; days without votes may be left out."""
    stretches = _stretches(sorted(days, key=lambda day: day.on))
    return Figure(
        ident="days",
        title=_("Over time"),
        aside=_total(stretches),
        finding=_finding(stretches),
        method=_("Votes cast. A stretch with fewer than ten is not drawn."),
        drawing=_drawing(stretches) if stretches else NOTHING,
        table=_table(stretches),
    )


def _total(stretches: Sequence[_Stretch]) -> str:
    """Say how many votes there were, unless that gives a silent stretch back."""
    silent = [one.votes for one in stretches if one.told is None and one.votes]
    gives_back = len(silent) == 1 or 0 < sum(silent) < LEAST
    total = sum(one.votes for one in stretches)
    return "" if gives_back or total < LEAST else words.counted(_("Votes in all"), total)


def _stretches(days: Sequence[Day]) -> list[_Stretch]:
    """Join days into stretches of equal length, so that at most `MOST_BARS` bars are drawn."""
    if not days:
        return []
    first = days[0].on
    length = -(-((days[-1].on - first).days + 1) // MOST_BARS)
    joined_days: dict[int, list[Day]] = {}
    for day in days:
        joined_days.setdefault((day.on - first).days // length, []).append(day)
    return [
        _Stretch(some[0].on, some[-1].on, sum(day.votes for day in some), some[-1].people)
        for _place, some in sorted(joined_days.items())
    ]


def _finding(stretches: Sequence[_Stretch]) -> str:
    known = [(one.votes, one.first) for one in stretches if one.told is not None]
    if not known:
        return _("Too few votes to show how they came")
    _votes, on = max(known, key=lambda pair: (pair[0], pair[1].toordinal()))
    return colon(_("Most votes came on"), long_date(on, current_language()))


def _drawing(stretches: Sequence[_Stretch]) -> SafeString:
    most = max((one.told or 0 for one in stretches), default=0)
    first, last = stretches[0].first, stretches[-1].last
    span = (last - first).days + 1
    bars = [_bar(one, first, span, most) for one in stretches if one.told is not None]
    base = line("0%", HEIGHT - FOOT, "100%", HEIGHT - FOOT, "axis")
    language = current_language()
    top = element("text", number(most, language), x="0%", y=12, class_="t-soft")
    said = colon(_("Votes, most in one bar"), number(most, language))
    plot = element(
        "svg", *bars, base, top, class_="chart days", height=HEIGHT, role="img", aria_label=said
    )
    ends = (
        element("span", short_date(first, language)),
        element("span", short_date(last, language)),
    )
    return joined([plot, element("p", *ends, class_="ends")])


def _bar(one: _Stretch, first: date, span: int, most: int) -> SafeString:
    start, days = (one.first - first).days, (one.last - one.first).days + 1
    tall = (HEIGHT - FOOT - 18) * one.votes / max(most, 1)
    title = element("title", colon(_when(one), number(one.votes, current_language())))
    return element(
        "rect", title, x=along(start / span), width=along(days / span * 0.9),
        y=HEIGHT - FOOT - tall, height=tall, class_="daybar",
    )  # fmt: skip


def _when(one: _Stretch) -> str:
    language = current_language()
    first, last = short_date(one.first, language), short_date(one.last, language)
    return first if one.first == one.last else f"{first} – {last}"


def _table(stretches: Sequence[_Stretch]) -> Table:
    columns = [
        Column("first", _("First day")),
        Column("last", _("Last day")),
        Column("votes", _("Votes"), "count"),
        Column("people", _("People by then"), "count"),
    ]
    language = current_language()
    values: list[list[Value]] = [
        [
            short_date(one.first, language),
            short_date(one.last, language),
            one.told,
            one.people if one.people >= LEAST else None,
        ]
        for one in stretches
    ]
    return Table(columns, values)
