"""What runs in the background for recommendations, and how often it is due."""

from django.tasks import task
from django.utils import timezone

from kenes.domain.recommendations.actions import (
    ladder,
    reminding,
    succession,
    support,
    translations_due,
)

HOUR = 3600
DAY = 24 * HOUR


@task
def climb_reminder_ladder() -> int:
    """Record dates that passed and remind of what falls due; return how many were reminded."""
    return reminding.climb_ladder(timezone.now())


@task
def prepare_demand_letters() -> int:
    """Prepare the demand letters of the period, for a person to send; return how many are new."""
    return ladder.prepare_letters(timezone.now())


@task
def remind_of_translations() -> int:
    """Tell secretaries which texts should be translated by now; return how many bodies owe any."""
    return translations_due.remind_of_translations(timezone.now())


@task
def pass_duties_on() -> int:
    """Hand open duties over where a recorded succession has come; return how many moved."""
    return len(succession.pass_on_when_due(now=timezone.now()))


@task
def mix_support() -> int:
    """Rewrite the order of support where that is too long for a click; return how many texts."""
    return support.mix_all()


SCHEDULE = [
    # First the duties, so that the ladder reminds those who bear them now.
    ("pass duties on", HOUR, pass_duties_on),
    ("climb the reminder ladder", HOUR, climb_reminder_ladder),
    ("prepare demand letters", HOUR, prepare_demand_letters),
    ("remind of translations", HOUR, remind_of_translations),
    ("mix support", DAY, mix_support),
]
"""Name, seconds between two runs, task: read by the schedule of the project."""
