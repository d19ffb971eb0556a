"""Read how a conversation went: what each result said of its groups, what moderation removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kenes.domain.conversations.agreement import HALF
from kenes.domain.conversations.events import StatementMerged, StatementReturned
from kenes.domain.conversations.models import Conversation, Result
from kenes.domain.register.models import Entry

GROUPS = "figures__parts__group"
REMOVALS = {StatementReturned.TYPE: "returned", StatementMerged.TYPE: "merged"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a result told: its groups by the engine's number, and how much is agreed on.

    `groups` are people by group, None where they are too few to be told; `of` are all who stand in
    a group.
    """

    groups: Mapping[int, int | None]
    of: int
    agreed: int


def told_by(results: Iterable[Result]) -> dict[int, Told]:
    """Return by the key of each result what it told: one query, not the whole of its figures."""
    keys = [result.pk for result in results]
    names = ("pk", f"{GROUPS}__names", f"{GROUPS}__people", f"{GROUPS}__of")
    rows = Result.objects.filter(pk__in=keys).values_list(*names, "figures__map__statements")
    return {pk: _told(*figures) for pk, *figures in rows}


def _told(
    names: Sequence[int], people: Sequence[int | None], of: int, rows: Sequence[Mapping[str, Any]]
) -> Told:
    bound = "lower" if names else "low"
    agreed = sum((row[bound] or 0.0) > HALF for row in rows)
    return Told(dict(zip(names, people, strict=True)), of, agreed)


def removals_of(conversation: Conversation) -> list[tuple[str, datetime]]:
    """Return what moderation did on the register: "returned" or "merged", and when, by time."""
    rows = Entry.objects.filter(object=conversation.public_id, type__in=list(REMOVALS))
    return [(REMOVALS[what], at) for what, at in rows.order_by("at").values_list("type", "at")]
