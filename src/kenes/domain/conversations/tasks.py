"""What runs in the background for conversations, and how often it is due."""

from django.tasks import Task, task
from django.utils import timezone

from kenes.domain.conversations import chat_voices
from kenes.domain.conversations.actions import counting, hosting, mixing

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR


@task
def close_due() -> int:
    """Close conversations whose last day has passed; return how many."""
    return hosting.close_due(now=timezone.now())


@task
def publish_results() -> int:
    """Publish results where enough people have voted since the last; return how many."""
    return counting.publish_due(now=timezone.now())


@task
def mix_votes() -> int:
    """Lay votes in the order of their keys, so that no row tells its turn."""
    return int(mixing.mix_votes())


@task
def forget_chat_keys() -> int:
    """Delete the keys of closed conversations, so that no vote from a chat is found again."""
    return chat_voices.forget_closed()


SCHEDULE: list[tuple[str, int, Task[[], int]]] = [
    ("close conversations", HOUR, close_due),
    ("publish results", MINUTE, publish_results),
    ("mix votes", DAY, mix_votes),
    ("forget chat keys", HOUR, forget_chat_keys),
]
"""Name, seconds between two runs, task: read by the schedule of the project."""
