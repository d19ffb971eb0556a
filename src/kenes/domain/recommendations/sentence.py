"""The one sentence that says what became of a recommendation, built from facts alone.

Pure: the same facts give the same sentence in the active language. Inserted names stand before
or after a colon, so that neither Kazakh nor Russian has to inflect them.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext as _c

from kenes.domain.recommendations.values import Ending, Implementation, Position, Stage
from kenes.domain.shared.dates import day_and_month, whole_date
from kenes.engines.deadlines import Timeliness

# More bodies than this are counted, not listed: one sentence stays one.
BODIES_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """The measure that fell due first and is not done, else the last one that is."""

    due_on: date
    done_on: date | None = None
    days_late: int = 0
    has_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """One body's line: names in the reader's language, days as counted by its clock."""

    name: str
    asked_on: date
    position: str = Position.AWAITING
    timeliness: Timeliness | None = Timeliness.NOT_DELIVERED
    due_on: date | None = None
    answered_on: date | None = None
    days_overdue: int | None = 0
    days_silent: int = 0
    forwarded_to: str = ""
    taken_over_by: str = ""
    evidence_due_on: date | None = None
    promise: PromiseFacts | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """Everything that the sentence speaks of."""

    stage: str
    filed_on: date | None = None
    author: str = ""
    superseded_by: str = ""
    bodies: tuple[BodyFacts, ...] = ()
    state_value: str = ""
    civil_value: str = ""
    independent_value: str = ""
    gap: int | None = None
    stalled_months: int | None = None
    closed_as: str = ""
    word_until: date | None = None


def computed_sentence(facts: StoryFacts) -> str:
    """Return the sentence in the active language."""
    clauses = [_filed(facts), _stage(facts), *_bodies(facts), *_execution(facts)]
    said = "; ".join(clause for clause in clauses if clause)
    return said if said.endswith(".") else f"{said}."


def implementation_words(value: str) -> str:
    """Return a value of the third axis as it stands inside a sentence."""
    return {
        Implementation.NO_EVIDENCE: _c("carried out", "no evidence"),
        Implementation.NOT_STARTED: _c("carried out", "not started"),
        Implementation.LIMITED: _c("carried out", "limited"),
        Implementation.SUBSTANTIAL: _c("carried out", "substantial"),
        Implementation.COMPLETE: _c("carried out", "complete"),
    }[Implementation(value)]


def _filed(facts: StoryFacts) -> str:
    if facts.filed_on is None:
        return _("Draft, not filed yet")
    filed = _("Filed %(date)s") % {"date": whole_date(facts.filed_on)}
    if not facts.author:
        return filed
    return f"{filed}, " + _("author: %(name)s") % {"name": facts.author}


def _stage(facts: StoryFacts) -> str:
    number = {"number": facts.superseded_by}
    words = {
        Stage.SUBMITTED: _("the secretary has not decided on it yet"),
        Stage.ADMISSIBLE: _("under consideration"),
        Stage.RETURNED: _("returned to its author"),
        Stage.SYSTEMATISED: _("systematised, not sent yet"),
        Stage.ADOPTED: _("adopted by the body, not sent yet"),
        Stage.CLOSED: _closed(facts.closed_as),
        Stage.WITHDRAWN: _("withdrawn by its author"),
        Stage.SUPERSEDED: _("merged into no. %(number)s") % number,
    }
    return words.get(Stage(facts.stage), "")


def _closed(ending: str) -> str:
    if not ending:
        return _("closed")
    return {
        Ending.DONE: _("closed as done, the author says so"),
        Ending.DONE_NO_WORD: _("closed as done, the author gave no word"),
        Ending.NOT_DONE: _("closed as not done, the author says so"),
        Ending.NOT_DONE_NO_WORD: _("closed as not done, the author gave no word"),
    }[Ending(ending)]


def _bodies(facts: StoryFacts) -> list[str]:
    if not facts.bodies:
        return []
    count = len(facts.bodies)
    sent = ngettext("sent to %(number)s body", "sent to %(number)s bodies", count)
    sent %= {"number": count}
    if count <= BODIES_NAMED:
        return [sent, *(_body(body, facts) for body in facts.bodies)]
    waiting = sum(body.position == Position.AWAITING for body in facts.bodies)
    numbers = {"answered": count - waiting, "waiting": waiting}
    return [sent, _("answered: %(answered)s, without an answer: %(waiting)s") % numbers]


def _body(body: BodyFacts, facts: StoryFacts) -> str:
    said = [*_answer(body, facts), *_promise(body, facts)]
    if body.grade:
        said.append(_("the author's grade: %(grade)s") % {"grade": body.grade})
    return f"{body.name}: {', '.join(said)}"


def _answer(body: BodyFacts, facts: StoryFacts) -> list[str]:
    if body.position == Position.AWAITING:
        return [_silence(body, facts)]
    said = _position(body.position)
    if body.answered_on:
        said = f"{said} ({_day(body.answered_on, facts)})"
    parts = [said, _punctuality(body)]
    if body.forwarded_to:
        parts.append(_("forwarded, to: %(name)s") % {"name": body.forwarded_to})
    if body.evidence_due_on:
        day = {"date": _day(body.evidence_due_on, facts)}
        parts.append(_("evidence to follow by %(date)s") % day)
    return [part for part in parts if part]


def _position(position: str) -> str:
    return {
        Position.ACCEPTED: _c("the body", "accepted"),
        Position.ACCEPTED_IN_PART: _c("the body", "accepted in part"),
        Position.NOT_ACCEPTED: _c("the body", "not accepted"),
        Position.SAID_ALREADY_DONE: _c("the body", "said to be already done"),
        Position.NOT_OUR_COMPETENCE: _c("the body", "not within its competence"),
    }[Position(position)]


def _punctuality(body: BodyFacts) -> str:
    if body.timeliness is Timeliness.ANSWERED_IN_TIME:
        return _("in time")
    if body.timeliness is not Timeliness.ANSWERED_LATE:
        return ""
    if not body.days_overdue:
        return _("late")
    late = ngettext(
        "late by %(number)s working day", "late by %(number)s working days", body.days_overdue
    )
    return late % {"number": body.days_overdue}


def _silence(body: BodyFacts, facts: StoryFacts) -> str:
    if body.taken_over_by:
        return _("the duty to answer passed on, to: %(name)s") % {"name": body.taken_over_by}
    due = {"date": _day(body.due_on, facts) if body.due_on else ""}
    if body.timeliness is Timeliness.OVERDUE:
        return _overdue(body, due)
    if body.timeliness is Timeliness.SUSPENDED:
        return _("no answer yet, the clock is suspended")
    if body.timeliness is Timeliness.NOT_DELIVERED:
        asked = {"date": _day(body.asked_on, facts)}
        return _("asked %(date)s, not yet delivered") % asked
    if body.timeliness is Timeliness.NO_ANSWER or not body.due_on:
        return _unanswered(body, facts)
    is_extended = body.timeliness is Timeliness.LAWFULLY_EXTENDED
    said = _("no answer yet, lawfully extended to %(date)s")
    return (said if is_extended else _("no answer yet, due %(date)s")) % due


def _overdue(body: BodyFacts, due: dict[str, str]) -> str:
    if not body.days_overdue:
        return _("no answer, the date has passed")
    late = ngettext(
        "no answer, overdue by %(number)s working day",
        "no answer, overdue by %(number)s working days",
        body.days_overdue,
    )
    return late % {"number": body.days_overdue, **due}


def _unanswered(body: BodyFacts, facts: StoryFacts) -> str:
    said = ngettext(
        "asked %(date)s, no answer for %(number)s day",
        "asked %(date)s, no answer for %(number)s days",
        body.days_silent,
    )
    return said % {"date": _day(body.asked_on, facts), "number": body.days_silent}


def _promise(body: BodyFacts, facts: StoryFacts) -> list[str]:
    promise = body.promise
    if promise is None:
        return []
    parts = [_("promised for %(date)s") % {"date": _day(promise.due_on, facts)}]
    if promise.done_on:
        parts.append(_("reported as done %(date)s") % {"date": _day(promise.done_on, facts)})
    elif promise.days_late:
        late = ngettext("%(number)s day late", "%(number)s days late", promise.days_late)
        parts.append(late % {"number": promise.days_late})
    parts.append(_("with evidence") if promise.has_evidence else _("no evidence"))
    return parts


def _execution(facts: StoryFacts) -> list[str]:
    said = []
    if facts.state_value:
        said.append(_("as the State sees it: %(value)s") % _value(facts.state_value))
    if facts.civil_value:
        said.append(_("as civil society sees it: %(value)s") % _value(facts.civil_value))
    if facts.independent_value:
        value = _value(facts.independent_value)
        said.append(_("as an independent assessor sees it: %(value)s") % value)
    if facts.gap is not None:
        gap = ngettext("gap: %(number)s step", "gap: %(number)s steps", facts.gap)
        said.append(gap % {"number": facts.gap})
    if facts.stalled_months is not None:
        said.append(_("no new evidence, months: %(number)s") % {"number": facts.stalled_months})
    if facts.word_until is not None:
        day = {"date": _day(facts.word_until, facts)}
        said.append(_("the author is asked whether it is done, until %(date)s") % day)
    return said


def _value(value: str) -> dict[str, str]:
    return {"value": implementation_words(value)}


def _day(on: date, facts: StoryFacts) -> str:
    """Name the year only where it is not the year of the filing."""
    same_year = facts.filed_on is not None and on.year == facts.filed_on.year
    return day_and_month(on) if same_year else whole_date(on)
