"""When the next result comes: by lot, some time after there are people enough for it.

Whoever sends nine browsers ahead and lets one person vote would read that person's votes from the
step. So nobody knows how many people a step waits for, and others vote while it waits
(docs/adr/0017-votes-without-names.md).
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.queries.counting import enough_voters
from kenes.domain.conversations.queries.results import STEP, voters_needed

LEAST_WAIT = timedelta(hours=1)
SECONDS_BY_LOT = 3600


def has_waited(conversation: Conversation, *, now: datetime) -> bool:
    """Tell whether the next result may come; what it waits for is drawn where it was not yet.

    One of a closed conversation waits for nothing: nobody can vote any more.
    """
    if conversation.stage == Conversation.Stage.CLOSED:
        return True
    if conversation.result_after is not None:
        return now >= conversation.result_after
    wanted = conversation.result_from or _many_by_lot(conversation)
    drawn: dict[str, object] = {} if conversation.result_from else {"result_from": wanted}
    if enough_voters(conversation, wanted) is not None:
        drawn["result_after"] = now + LEAST_WAIT + _time_by_lot()
    _keep(conversation, drawn)
    return False


def _many_by_lot(conversation: Conversation) -> int:
    return voters_needed(conversation) + secrets.randbelow(STEP)


def _time_by_lot() -> timedelta:
    return timedelta(seconds=secrets.randbelow(SECONDS_BY_LOT))


def _keep(conversation: Conversation, drawn: Mapping[str, object]) -> None:
    """Write what was drawn alone: whoever holds the row writes the other fields."""
    for name, value in drawn.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=drawn)  # no field, no query
