"""What a published result calls agreed, and how surely."""

from collections.abc import Mapping
from typing import Any

from kenes.domain.conversations.models import Conversation, Statement
from kenes.domain.conversations.queries.results import last_result

HALF = 0.5


def ranked_in(figures: Mapping[str, Any]) -> list[tuple[float, int]]:
    """Return lower bound and number of each statement, the surest agreement first.

    The bound is that of the group that agrees least; without groups, that of everybody.
    """
    column = "lower" if figures["map"]["groups"] else "low"
    rows = [(row[column], row["statement"]) for row in figures["map"]["statements"]]
    known = [(lower, number) for lower, number in rows if lower is not None]
    return sorted(known, key=lambda one: (-one[0], one[1]))


def agreed_now(conversation: Conversation) -> list[tuple[float, int]]:
    """Return lower bound and number of what is agreed and still shown, the surest first."""
    result = last_result(conversation)
    if result is None:
        return []
    shown = Statement.objects.filter(conversation=conversation, state=Statement.State.SHOWN)
    numbers = set(shown.values_list("number", flat=True))
    ranked = ranked_in(result.figures)
    return [(lower, number) for lower, number in ranked if lower > HALF and number in numbers]
