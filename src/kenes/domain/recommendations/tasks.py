"""What runs in the background for recommendations, and how often it is due."""

from django.tasks import task
from django.utils import timezone

from kenes.domain.recommendations.actions import reminding

HOUR = 3600


@task
def climb_reminder_ladder() -> int:
    """Record dates that passed and remind of what falls due; return how many were reminded."""
    return reminding.climb_ladder(timezone.now())


SCHEDULE = [("climb the reminder ladder", HOUR, climb_reminder_ladder)]
"""Name, seconds between two runs, task: read by the schedule of the project."""
