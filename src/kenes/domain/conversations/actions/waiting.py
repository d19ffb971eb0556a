"""When the next result comes: by lot, some time after there are people enough for it.

Whoever sends nine browsers ahead and lets one person vote would read that person's votes from the
step. So nobody knows how many people a step waits for, and others vote while it waits
(docs/adr/0017-votes-without-names.md).
"""

import secrets
from datetime import datetime, timedelta

from kenes.domain.conversations.models import Conversation
from kenes.domain.conversations.queries.counting import count_voters, has_voters
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
    if conversation.result_from is None:
        _keep(conversation, "result_from", _many_by_lot(conversation))
    if _has_enough(conversation):
        _keep(conversation, "result_after", now + LEAST_WAIT + _time_by_lot())
    return False


def wait_anew(conversation: Conversation) -> None:
    """Forget what was drawn: a result was published."""
    _keep(conversation, "result_from", None)
    _keep(conversation, "result_after", None)


def _many_by_lot(conversation: Conversation) -> int:
    return voters_needed(conversation) + secrets.randbelow(STEP)


def _time_by_lot() -> timedelta:
    return timedelta(seconds=secrets.randbelow(SECONDS_BY_LOT))


def _has_enough(conversation: Conversation) -> bool:
    wanted = conversation.result_from or 0
    return has_voters(conversation, wanted) and count_voters(conversation) >= wanted


def _keep(conversation: Conversation, name: str, value: object) -> None:
    """Write one field alone: whoever holds the row writes the others."""
    setattr(conversation, name, value)
    conversation.save(update_fields=[name])
