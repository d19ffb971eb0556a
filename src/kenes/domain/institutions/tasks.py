"""What runs in the background for institutions, and how often it is due."""

from django.tasks import task
from django.utils import timezone

from kenes.domain.institutions import actions

HOUR = 3600
DAY = 24 * HOUR


@task
def apply_dated_changes() -> int:
    """Show the names whose first day has come; return how many institutions changed."""
    return actions.apply_dated_changes(timezone.now())


@task
def watch_calendar_horizon() -> int:
    """Tell the administrators when the calendar ends within a year; return how many were told."""
    return actions.warn_of_calendar_end(now=timezone.now())


SCHEDULE = [
    # Every hour: a name changes at midnight where the institution is, not where the server is.
    ("apply dated changes", HOUR, apply_dated_changes),
    ("watch the calendar's horizon", DAY, watch_calendar_horizon),
]
"""Name, seconds between two runs, task: read by the schedule of the project."""
