"""Load the demonstration: three years of invented history, by real acts, in one order of time."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from kenes.domain.institutions.queries import host
from kenes.domain.institutions.zones import date_in
from kenes.domain.recommendations.actions.addressing import note_passed_dates
from kenes.domain.recommendations.actions.reminding import climb_ladder
from kenes.domain.recommendations.models import Address, Recommendation
from kenes.domain.shared.actions import once
from kenes.project.demo import institutions
from kenes.project.demo.conformity import describe_gaps
from kenes.project.demo.conversations import tell_conversations
from kenes.project.demo.norms import publish_norms
from kenes.project.demo.people import enrol_everybody
from kenes.project.demo.pressing import write_letters
from kenes.project.demo.recommendations import tell_all
from kenes.project.demo.seats import call_for_seats, declare_interests
from kenes.project.demo.time import Tale, play
from kenes.project.demo.world import World

type Say = Callable[[str], None]

KEY = uuid5(NAMESPACE_URL, "kenes demonstration")
DAYS_BACK = 1095
ZONE = "Asia/Almaty"


def load_demo(progress: Say, now: datetime) -> None:
    """Load the demonstration once, and say so line by line.

    All of it and the note that it is loaded are saved together: a load broken off is as if it had
    never begun, and a second run has nothing to do. A database whose own host somebody has set up
    is left alone.
    """
    progress(f"Demonstration: {once(KEY, 'demo.load', lambda: _load(progress, now), now=now)}")


def _load(progress: Say, now: datetime) -> str:
    if host() is not None:
        return "this database has an institution of its own, so nothing was loaded"
    today = date_in(ZONE, now)
    begins = datetime.combine(today - timedelta(days=DAYS_BACK), time(4), UTC)
    world = World(today=today, begins=begins)
    progress("Demonstration: law, people and institutions")
    institutions.seed_law(world)
    enrol_everybody(world, begins)
    institutions.open_everything(world, begins)
    publish_norms(world)
    stories = list(tell_all(world))
    say = _every_sixth(progress, len(stories))
    tales = [_announced(tale, say) for _story, tale in stories if tale is not None]
    play(
        [
            *_changes(world),
            _mornings(world),
            describe_gaps(world),
            write_letters(world),
            *call_for_seats(world),
            declare_interests(world),
            *tales,
            *tell_conversations(world),
        ],
        until=now,
    )
    return f"{Recommendation.objects.count()} recommendations"


def _changes(world: World) -> list[Tale]:
    """Return what changes around the recommendations: names, a merger, the calendar, people."""
    return [
        institutions.rename(world),
        institutions.amend_rules(world),
        institutions.merge(world),
        institutions.correct_calendar(world),
        institutions.name_substitute(world),
        institutions.end_a_mandate(world),
    ]


def _mornings(world: World) -> Tale:
    """Each morning on which a date falls due or has just passed, do what the worker does."""
    for days in range(DAYS_BACK - 1, -1, -1):
        today = world.today - timedelta(days=days)
        now = datetime.combine(today, time(1), UTC)
        yield now
        near = (today, today - timedelta(days=1))
        if not days or Address.objects.filter(is_open=True, due_on__in=near).exists():
            note_passed_dates(now=now)
            climb_ladder(now)


def _announced(tale: Tale, say: Callable[[], None]) -> Tale:
    """Tell the same tale, and say that it began once its first act is done."""
    for number, moment in enumerate(tale):
        if number == 1:
            say()
        yield moment


def _every_sixth(progress: Say, total: int) -> Callable[[], None]:
    begun = count(1)

    def say() -> None:
        number = next(begun)
        if number % 6 == 0:
            progress(f"Recommendations: {number} of {total}")

    return say
