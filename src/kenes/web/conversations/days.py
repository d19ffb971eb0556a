"""How a conversation went, day by day, from its published results and its register alone."""

from collections import Counter
from typing import TYPE_CHECKING

from kenes.domain.conversations.queries.course import Told, removals_of, told_by
from kenes.domain.conversations.queries.results import results_of
from kenes.domain.institutions.queries import today_at
from kenes.web.conversations.charts import Day, group_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kenes.domain.conversations.models import Conversation, Result


def days_of(conversation: "Conversation") -> list[Day]:
    """Return what came from one result to the next, and what moderation removed: three queries.

    No vote has a time of its own: what came before a result is told on the day of that result.
    """
    results = results_of(conversation)
    last = {today_at(conversation.body, one.computed_at): one for one in results}
    told = told_by(last.values())
    removed = Counter(
        (today_at(conversation.body, at), what) for what, at in removals_of(conversation)
    )
    days, before = list[Day](), (0, 0)
    for on in sorted({*last, *(day for day, _what in removed)}):
        now = _counted(last.get(on)) or before
        groups, agreed = _standing(told.get(last[on].pk) if on in last else None)
        cut = {what: removed[on, what] for what in ("returned", "merged")}
        days.append(Day(on, max(0, now[1] - before[1]), now[0], groups, agreed, **cut))
        before = now
    return days


def _counted(result: "Result | None") -> tuple[int, int] | None:
    return (result.voters, result.votes) if result else None


def _standing(told: Told | None) -> "tuple[Mapping[str, float | None], int | None]":
    """Return the share of each group, rounded as readers see it, and how much is agreed on."""
    if told is None:
        return {}, None
    known = [people for people in told.groups.values() if people is not None]
    whole = sum(known) if len(known) == len(told.groups) else told.of
    shares = {
        group_name(name): None if people is None else round(people / max(whole, 1), 2)
        for name, people in told.groups.items()
    }
    return shares, told.agreed
