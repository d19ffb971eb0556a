"""What runs in the background for conversations, and how often it is due."""

import logging
from functools import cache

from django.tasks import Task, task
from django.utils import timezone

from kenes.domain.conversations import chat_voices
from kenes.domain.conversations.actions import hosting, mixing
from kenes.domain.conversations.queries import public_conversations

logger = logging.getLogger(__name__)

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR


@task
def close_due() -> int:
    """Close conversations whose last day has passed; return how many."""
    return hosting.close_due(now=timezone.now())


@task
def publish_results() -> int:
    """Publish results where enough people have voted since the last; return how many.

    Where the extra `opinion` is not installed it says so once a process and publishes nothing;
    whoever runs no conversation needs neither.
    """
    if not public_conversations().exists():
        return 0
    try:
        # Counting alone needs numerical libraries: pages, votes and the worker run without them.
        from kenes.domain.conversations.actions.counting import publish_due  # noqa: PLC0415
    except ModuleNotFoundError as error:
        _say_missing(error)
        return 0
    return publish_due(now=timezone.now())


@task
def mix_votes() -> int:
    """Lay votes in the order of their keys, so that no row tells its turn."""
    return int(mixing.mix_votes())


@task
def forget_chat_keys() -> int:
    """Delete the keys of closed conversations, so that no vote from a chat is found again."""
    return chat_voices.forget_closed()


@cache
def _say_once(name: str) -> None:
    logger.warning(
        "Results of conversations are not published, because %s is missing; everything else goes "
        "on. Install it: python3 -m pip install 'kenes[web,opinion]', then start this anew.",
        name,
    )


def _say_missing(error: ModuleNotFoundError) -> None:
    """Name the library of others that is missing; one of our own is a fault. Raises `error`."""
    name = error.name or ""
    if name.startswith("kenes"):
        raise error
    _say_once(name)


SCHEDULE: list[tuple[str, int, Task[[], int]]] = [
    ("close conversations", HOUR, close_due),
    ("publish results", MINUTE, publish_results),
    ("mix votes", DAY, mix_votes),
    ("forget chat keys", HOUR, forget_chat_keys),
]
"""Name, seconds between two runs, task: read by the schedule of the project."""
