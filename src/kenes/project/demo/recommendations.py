"""The plan of the demonstration: which text takes which course, filed how many days ago, by whom.

Days are counted back from the day of loading, so that "due soon" is always true.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from kenes.domain.institutions.queries import engine_calendar, latest_calendar
from kenes.domain.recommendations.terms import working_days_after
from kenes.domain.recommendations.values import AppealOutcome, Position, TextState
from kenes.engines.deadlines import working_days_between
from kenes.project.demo import courses, documents, intake, scenarios
from kenes.project.demo.institutions import CULTURE, HOST
from kenes.project.demo.scenarios import Done
from kenes.project.demo.story import Story
from kenes.project.demo.time import Tale, weekday_before
from kenes.project.demo.world import World

type Course = Callable[[Story], Tale]
type Line = tuple[str, int, str, Course]
"""Key of the text, days ago, author (a part of `ROLES`, or "" for somebody with a code), course."""

CITIZEN, SECOND = "citizen", "second-citizen"
PART = Position.ACCEPTED_IN_PART
SHORT = {"reports": 1}
LATE_MEASURE = {"within": 100}
UNFINISHED = {"within": 120, "finished": False}


def course(function: Callable[..., Tale], *values: Any, **how: Any) -> Course:
    """Return a scenario with everything given but its story."""

    def told(story: Story) -> Tale:
        return function(story, *values, **how)

    return told


done, accepted = partial(course, scenarios.done), partial(course, scenarios.accepted)
refused, said_done = partial(course, scenarios.refused), partial(course, scenarios.said_done)
silent, returned = partial(course, courses.silent), partial(course, intake.returned)

FOLLOWED: tuple[Line, ...] = (
    ("feldsher-point", 1010, "teng", done(supporters=40, adopted="consensus")),
    ("school-heating", 880, "", done(with_remark=True, follow_up={"closed": "silently"})),
    ("two-language-answers", 760, CITIZEN, done(grade="A", followed=True)),
    ("village-meeting", 690, "otaraly", done(civil=Done.SUBSTANTIAL, follow_up=LATE_MEASURE)),
    ("sign-language", 930, "teng", done(civil=Done.SUBSTANTIAL, follow_up={})),
    ("wells", 640, "", done(civil=Done.LIMITED, follow_up={}, supporters=70)),
    ("waste", 600, CITIZEN, done(
        civil=Done.NOT_STARTED, grade="B", follow_up=LATE_MEASURE | {"closed": "by_word"})),
    ("playground", 480, "aqbulaq", done(civil=Done.SUBSTANTIAL, follow_up={})),
    ("snow-clearing", 370, SECOND, accepted(
        state=Done.SUBSTANTIAL, civil=Done.LIMITED, follow_up=UNFINISHED, supporters=35)),
    ("preschool-group", 330, "aqbulaq", accepted(
        state=Done.NOT_STARTED, civil=Done.NO_EVIDENCE,
        follow_up={"within": 150, "reports": 0, "finished": False})),
    ("water-meter", 440, "", accepted(
        PART, state=Done.LIMITED, civil=Done.LIMITED, follow_up=UNFINISHED)),
    ("home-help", 520, "teng", accepted(
        PART, grade="B", state=Done.SUBSTANTIAL, civil=Done.LIMITED)),
    ("women-cooperative", 560, "otaraly", accepted(
        PART, state=Done.COMPLETE, civil=Done.SUBSTANTIAL, follow_up=SHORT)),
    ("dental-bus", 570, "", accepted(
        state=Done.LIMITED, civil=Done.NO_EVIDENCE,
        follow_up={"within": 300, "reports": 1, "finished": False})),
    ("vet-station", 130, "otaraly", accepted(
        state=Done.NOT_STARTED,
        follow_up={"within": 240, "reports": 0, "finished": False})),
    ("house-repair", 300, "", course(courses.extended, answered=True)),
    ("hotline-hours", 210, SECOND, course(courses.suspended, resumed=True)),
    ("railway-crossing", 400, CITIZEN, course(courses.promised, within=30)),
    ("spring-flood", 272, "", course(courses.moved_clock)),
    ("power-outage", 540, SECOND, accepted(terms={"basis": "courtesy"})),
    ("bridge", 434, "", course(courses.passed_on, answered=True)),
    ("mobile-link", 431, "otaraly", course(courses.passed_on)),
)  # fmt: skip
"""Those that were accepted, or whose duty passed on."""

CONTESTED: tuple[Line, ...] = (
    ("library-internet", 150, SECOND, refused(
        after=scenarios.LATE_AFTER, grade="D", rejoined=True, supporters=12)),
    ("youth-club", 190, "aqbulaq", refused(grade="C", rejoined=True)),
    ("taxi-night", 240, CITIZEN, refused(after=scenarios.LATE_AFTER, grade="C")),
    ("wheelchair-repair", 170, "teng", refused(grade="E")),
    ("school-firewood", 290, "", course(scenarios.refused_after_interim)),
    ("medicine-van", 320, "teng", said_done(
        state=Done.COMPLETE, civil=Done.COMPLETE, grade="A")),
    ("hot-meals", 260, "aqbulaq", said_done(state=Done.COMPLETE, civil=Done.LIMITED)),
    ("club-accounts", 350, CITIZEN, said_done(
        state=Done.SUBSTANTIAL, civil=Done.SUBSTANTIAL, clarified=True)),
    ("pasture-map", 160, "otaraly", said_done(proof_in=45)),
    ("bus-timetable", 55, SECOND, said_done(proof_in=60, civil=Done.LIMITED)),
    ("tree-belt", 140, "", course(scenarios.not_ours, to="transport")),
    ("post-office", 110, CITIZEN, course(scenarios.not_ours)),
    ("school-bus", 180, "aqbulaq", course(scenarios.school_bus)),
)  # fmt: skip
"""Those not accepted, said to be done, sent elsewhere, or answered by one body of two."""

OPEN: tuple[Line, ...] = (
    ("road-lighting", 78, "aqbulaq", silent(
        supporters=25, followed=True, led="by_one", climbed="by_author")),
    ("plain-form", 60, "teng", silent(led="laid_down")),
    ("lesson-notice", 55, "aqbulaq", silent(translated="")),
    ("carried-water", 100, "", silent(supporters=7, climbed="by_desk")),
    ("road-closing", 14, CITIZEN, silent(delivered_ago=3, admitted_by="substitute")),
    ("budget-passport", 20, SECOND, silent(delivered_ago=6, adopted="")),
    ("small-grants", 45, "otaraly", course(courses.extended)),
    ("open-hearing", 40, "", course(courses.suspended, led="by_both")),
    ("evening-bus", 24, CITIZEN, silent(delivered=False)),
    ("party-pledge", 50, "", silent(delivered=False, terms={"basis": "courtesy"})),
    ("steppe-data", 75, "otaraly", silent(terms={"basis": "courtesy"})),
)  # fmt: skip
"""Those that wait for an answer: overdue, soon due, not due, extended, suspended, not received."""

BEFORE: tuple[Line, ...] = (
    ("draft-one", 3, SECOND, course(intake.drafted)),
    ("draft-two", 5, CITIZEN, course(intake.drafted)),
    ("batteries", 2, "", course(intake.waiting)),
    ("dog-shelter", 4, CITIZEN, course(intake.waiting, named=True)),
    ("sport-hall", 9, "", course(intake.admitted, translated="")),
    ("craft-market", 18, "", course(intake.put_in_place, translated=TextState.MACHINE)),
    ("form-preview", 26, SECOND, course(
        intake.put_in_place, adopted="consensus", translated=TextState.DRAFT)),
    ("withdrawn-early", 115, CITIZEN, course(intake.withdrawn, late=False)),
    ("withdrawn-late", 220, SECOND, course(intake.withdrawn, late=True)),
    ("return-no-demand", 125, "", course(intake.returned_and_filed_again)),
    ("return-no-addressee", 12, CITIZEN, returned("no_addressee", appealed=True)),
    ("return-private", 200, "", returned(
        "not_public", appealed=True, decided=AppealOutcome.OVERTURNED)),
    ("return-insult", 165, SECOND, returned(
        "insult", appealed=True, decided=AppealOutcome.UPHELD)),
    ("return-personal", 8, "", returned("personal_data")),
    ("return-same", 95, "", returned("same_text")),
    ("return-unreadable", 230, "", returned("unreadable")),
    ("hidden-personal", 145, "", course(intake.hidden, "personal_data")),
    ("hidden-copy", 250, SECOND, course(intake.hidden, "copyright")),
    ("hidden-court", 105, "", course(intake.hidden, "court")),
    ("hidden-quote", 66, "", course(intake.hidden, "incitement", shown_again=True)),
)  # fmt: skip
"""Those that no body was asked about: drafts, waiting, returned, hidden, withdrawn."""

ELSEWHERE: tuple[Line, ...] = (
    ("museum-labels", 90, "", course(courses.by_own_rules)),
    ("rural-film", 48, CITIZEN, course(courses.by_own_rules, answered=False)),
    ("folk-songs", 30, "", course(intake.put_in_place, adopted="votes")),
)
"""Those that the other council handles, by its own rules."""

TOLD_TOGETHER = (
    "hospital-bus", "road-bus-origin-a", "road-bus-origin-b",
    "village-report", "village-report-1", "village-report-2", "village-report-3",
)  # fmt: skip
PLANNED = (*FOLLOWED, *CONTESTED, *OPEN, *BEFORE, *ELSEWHERE)


def tell_all(world: World) -> Iterator[tuple[Story, Tale | None]]:
    """Yield every story with its tale; those told within another one's have none of their own."""
    for lines, body in ((PLANNED[: -len(ELSEWHERE)], HOST), (ELSEWHERE, CULTURE)):
        for key, ago, author, told in lines:
            story = Story(world, key, ago=ago, author=author, body=body)
            yield story, told(story)
    yield from _due_soon(world)
    yield from _merged(world)
    yield from _split(world)


def _due_soon(world: World) -> Iterator[tuple[Story, Tale]]:
    """Yield a draft in work and one handed in for signature, a day or two before the date."""
    for key, left, how in (("ramps", 1, "draft"), ("clinic-stop", 2, "for_signature")):
        received = received_ago(world, left)
        story = Story(world, key, ago=received + 10, author="teng")
        yield story, courses.silent(story, delivered_ago=received, drafted=how)


def received_ago(world: World, left: int) -> int:
    """Return how many days ago a body received what falls due in so many working days."""
    calendar = engine_calendar(latest_calendar())
    for ago in range(10, 60):
        day = weekday_before(world.today - timedelta(days=ago))
        due_on = working_days_after(day, scenarios.TERM)
        if working_days_between(world.today, due_on, calendar) <= left:
            return ago
    raise RuntimeError(f"no day lies {scenarios.TERM} working days before the one wanted")


def _merged(world: World) -> Iterator[tuple[Story, Tale | None]]:
    whole, *origins = (
        Story(world, key, ago=285, author=author)
        for key, author in zip(TOLD_TOGETHER[:3], ("otaraly", CITIZEN, ""), strict=True)
    )
    yield whole, documents.merged(whole, tuple(origins))
    yield from ((origin, None) for origin in origins)


def _split(world: World) -> Iterator[tuple[Story, Tale | None]]:
    document, first, second, third = (
        Story(world, key, ago=85, author="teng") for key in TOLD_TOGETHER[3:]
    )
    yield document, documents.split(document, (first, second, third))
    yield from ((point, None) for point in (first, second, third))
