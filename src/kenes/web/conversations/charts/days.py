"""How a conversation went: votes, people, groups, agreement, and what moderation removed.

One small drawing below another, each with its own scale, by day or by stretches of days where there
are many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import days_drawn, words
from kenes.web.conversations.charts.figures import (
    LEAST,
    NOTHING,
    Column,
    Figure,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.stretches import Stretch
from kenes.web.shared.formats import long_date

MOST_BARS = 45


@dataclass(frozen=True, slots=True)
class Day:
    """Votes cast on a day, and the people who had taken part by its end.

    `groups` are the groups of the day's last result, by letter, with their share of those in groups
    (None: too few people); `agreed` is how many statements it called agreed, None without a result.
    `returned` and `merged` count statements.
    """

    on: date
    votes: int
    people: int
    groups: Mapping[str, float | None] = field(default_factory=dict)
    agreed: int | None = None
    returned: int = 0
    merged: int = 0


def over_time(days: Sequence[Day]) -> Figure:
    """Draw what came by day, in the order of days; days without anything may be left out."""
    stretches = _stretches(sorted(days, key=lambda day: day.on))
    return Figure(
        ident="days",
        title=_("Over time"),
        aside=_total(stretches),
        finding=_finding(stretches),
        method=_(
            "From one published result to the next. A stretch with fewer than ten votes is not "
            "drawn. Groups: their shares of all who stand in one."
        ),
        drawing=days_drawn.draw(stretches) if stretches else NOTHING,
        table=_table(stretches),
    )


def _total(stretches: Sequence[Stretch]) -> str:
    """Say how many votes there were, unless that gives a silent stretch back."""
    silent = [one.votes for one in stretches if one.told is None and one.votes]
    gives_back = len(silent) == 1 or 0 < sum(silent) < LEAST
    total = sum(one.votes for one in stretches)
    return "" if gives_back or total < LEAST else words.counted(_("Votes in all"), total)


def _stretches(days: Sequence[Day]) -> list[Stretch]:
    """Join days into stretches of equal length, so that at most `MOST_BARS` bars are drawn."""
    if not days:
        return []
    first = days[0].on
    length = -(-((days[-1].on - first).days + 1) // MOST_BARS)
    joined_days: dict[int, list[Day]] = {}
    for day in days:
        joined_days.setdefault((day.on - first).days // length, []).append(day)
    return [_stretch(some) for _place, some in sorted(joined_days.items())]


def _stretch(days: Sequence[Day]) -> Stretch:
    """Join days: what came is added, what stood at the end is that of the last result."""
    with_result = [day for day in days if day.agreed is not None]
    return Stretch(
        first=days[0].on,
        last=days[-1].on,
        votes=sum(day.votes for day in days),
        people=days[-1].people,
        groups=with_result[-1].groups if with_result else {},
        agreed=with_result[-1].agreed if with_result else None,
        removed=(sum(day.returned for day in days), sum(day.merged for day in days)),
    )


def _finding(stretches: Sequence[Stretch]) -> str:
    """Say when most votes came, and how many statements moderation removed."""
    removed = sum(sum(one.removed) for one in stretches)
    cut = words.counted(_("Statements that moderation removed"), removed)
    busiest = _busiest(stretches)
    return f"{busiest} {cut}" if busiest.endswith(".") else f"{busiest}. {cut}"


def _busiest(stretches: Sequence[Stretch]) -> str:
    known = [(one.votes, one.first) for one in stretches if one.told is not None]
    if not known:
        return _("Too few votes to show how they came")
    _votes, on = max(known, key=lambda pair: (pair[0], pair[1].toordinal()))
    return colon(_("Most votes came on"), long_date(on, current_language()))


def _table(stretches: Sequence[Stretch]) -> Table:
    letters = days_drawn.letters_of(stretches)
    columns = [
        Column("first", _("First day")),
        Column("last", _("Last day")),
        Column("votes", _("Votes"), "count"),
        Column("people", _("People by then"), "count"),
        *(
            Column(f"group_{place}", colon(_("Group"), letter), "share")
            for place, letter in enumerate(letters)
        ),
        Column("agreed", _("Agreed on"), "count"),
        Column("returned", _("Returned"), "count"),
        Column("merged", _("Merged"), "count"),
    ]
    return Table(columns, [_values(one, letters) for one in stretches])


def _values(one: Stretch, letters: Sequence[str]) -> list[Value]:
    return [
        one.first,
        one.last,
        one.told,
        one.people if one.people >= LEAST else None,
        *(one.groups.get(letter, "–") for letter in letters),
        "–" if one.agreed is None else one.agreed,
        *one.removed,
    ]
