"""What a body promised, reports and finishes, and how both sides judge it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kenes.domain.recommendations.actions import (
    assessing,
    closing,
    execution,
)
from kenes.domain.recommendations.actions.execution import EvidenceFacts, Names
from kenes.domain.recommendations.models import Indicator, Measure
from kenes.domain.recommendations.values import Implementation, Side
from kenes.project.demo import files
from kenes.project.demo.content import phrases
from kenes.project.demo.duties import paper
from kenes.project.demo.story import Role, Story

UNPROVED = (Implementation.NO_EVIDENCE, Implementation.NOT_STARTED)
QUARTER = timedelta(days=85)


def promise(story: Story, *, within: int, body: str = "") -> Measure:
    """Set the measure of this text, due so many days on, counted every three months."""
    key, words = body or story.addressee, story.words["measure"]
    head = story.office(Role.SIGNATORY, key)
    measure = execution.set_measure(
        address_id=story.lines[key],
        title=Names(words["kk"], words["ru"]),
        due_on=story.today + timedelta(days=within),
        **head,
    )
    execution.set_indicator(
        measure_id=measure.public_id,
        name=Names(words["kk"], words["ru"]),
        target=Decimal(words["target"]),
        unit=Names(words["unit_kk"], words["unit_ru"]),
        every_months=3,
        first_due_on=story.today + timedelta(days=90),
        **head,
    )
    return measure


def report(
    story: Story, measure: Measure, *, share: float, is_final: bool = False, body: str = ""
) -> None:
    """Report a share of the figure that the text gives, with a paper as evidence."""
    key = body or story.addressee
    focal = story.office(Role.FOCAL_POINT, key)
    indicator: Indicator = measure.indicators.get()
    execution.report_progress(
        measure_id=measure.public_id,
        text=story.say("state" if is_final else "report"),
        language=story.language,
        period_from=story.today - QUARTER,
        period_to=story.today,
        indicator=indicator,
        value=Decimal(int(story.words["measure"]["value"] * share)),
        evidence=[EvidenceFacts(story.say("report-file"), paper(story, focal["by"]))],
        is_final=is_final,
        **focal,
    )


def finish(story: Story, measure: Measure) -> None:
    execution.finish_measure(
        measure_id=measure.public_id, **story.office(Role.SIGNATORY, story.addressee)
    )


def assess_state(story: Story, value: str, *, body: str = "") -> None:
    """Assess for the State, as the addressed body's signatory."""
    head = story.office(Role.SIGNATORY, body or story.addressee)
    _assess(story, Side.STATE, value, story.say("state") or story.say("no-evidence"), head)


def assess_civil(story: Story, value: str) -> None:
    """Assess as the author organisation, or as the registered assessor for a person's text."""
    acts = story.office(Role.ASSESSOR, "teng")
    if story.speaks_for_author:
        acts = {"by": story.world.people[story.author], "now": story.now}
    _assess(story, Side.CIVIL, value, story.say("civil") or story.say("no-evidence"), acts)


def give_word(story: Story, value: str) -> None:
    """Say as the author how far it is carried out, resting on the evidence on record."""
    begins, ends = _last_quarter(story.now)
    assessing.assess(
        public_id=story.public_id,
        side=Side.CIVIL,
        value=value,
        period_from=begins,
        period_to=ends,
        grounds=story.say("civil"),
        language=story.language,
        **story.as_author(),
    )


def assess_independently(story: Story, value: str) -> None:
    acts = story.office(Role.ASSESSOR, "steppe")
    _assess(story, Side.INDEPENDENT, value, phrases()["independent"]["en"], acts, language="en")


def grade(story: Story, value: str, *, body: str = "") -> None:
    """Grade the signed position, as the author."""
    assessing.grade(
        answer_id=story.answers[body or story.addressee],
        value=value,
        grounds=story.say("grade"),
        language=story.language,
        by=story.world.people.get(story.author),
        code=story.code or None,
        now=story.now,
    )


def rejoin(story: Story) -> None:
    key = story.addressee
    assessing.rejoin(
        answer_id=story.answers[key],
        text=story.say("rejoinder"),
        language=story.language,
        **story.office(Role.SIGNATORY, key),
    )


def _assess(
    story: Story,
    side: str,
    value: str,
    grounds: str,
    acts: dict[str, Any],
    *,
    language: str = "",
) -> None:
    begins, ends = _last_quarter(story.now)
    evidence = []
    if value not in UNPROVED:
        place = story.world.territories[story.words["at"][0]].name_en
        seen = files.table(story.say("survey-file"), place, acts["by"], story.now)
        evidence = [EvidenceFacts(story.say("survey-file"), seen)]
    assessing.assess(
        public_id=story.public_id,
        side=side,
        value=value,
        period_from=begins,
        period_to=ends,
        grounds=grounds,
        language=language or story.language,
        evidence=evidence,
        **acts,
    )


def _last_quarter(now: datetime) -> tuple[date, date]:
    """Return first and last day of the quarter before the one that `now` lies in."""
    this = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
    last = this - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def ask_for_word(s: Story) -> None:
    """Ask the author whether it is done."""
    closing.ask_for_word(public_id=s.public_id, **s.office())


def close(s: Story, why: str, *, is_done: bool) -> None:
    """Close it as done or as not done, for grounds that a shared phrase gives."""
    closing.close(public_id=s.public_id, grounds=s.say(why), is_done=is_done, **s.office())
