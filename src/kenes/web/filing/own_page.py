"""The author's page in words: where the text stands, what comes next, what happened."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.recommendations.queries.authoring import decide_by
from kenes.domain.recommendations.queries.closing import word_awaited_until
from kenes.domain.recommendations.values import Ending, ReturnGround, Stage
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.filing.grading import refuse_grade
from kenes.web.filing.own_case import OwnCase
from kenes.web.shared.addresses import entry_address, receipt_address
from kenes.web.shared.axes import GRADE, POSITION
from kenes.web.shared.components import Act, Answer, Signature, Text, tag_of
from kenes.web.shared.formats import ended, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kenes.domain.recommendations.models import Answer as AnswerRow
    from kenes.domain.recommendations.models import Event


AUTHOR = "author"


def state_sentence(case: OwnCase) -> str:
    """Say in one sentence where the text stands."""
    row, language = case.own.recommendation, current_language()
    if row.stage == Stage.RETURNED and case.story.returned is not None:
        ground = str(ReturnGround(case.story.returned.ground).label)
        ground = ground[:1].lower() + ground[1:]
        return _("The secretary returned it. Reason: %(ground)s") % {"ground": ground}
    if row.stage == Stage.SENT:
        answered = sum(one.answered_on is not None for one in case.story.addresses)
        return _("It was sent. Bodies asked: %(asked)s; answered: %(answered)s.") % {
            "asked": len(case.story.addresses), "answered": answered,
        }  # fmt: skip
    sentences = {
        Stage.SUBMITTED: _("It is filed and waits for the secretary's decision on admission."),
        Stage.ADMISSIBLE: _("It is under consideration, and everybody can read it."),
        Stage.SYSTEMATISED: _("It is under consideration among others on the same matter."),
        Stage.ADOPTED: _("The body adopted it as its own recommendation."),
        Stage.CLOSED: _closed(row.closed_as),
        Stage.WITHDRAWN: _("You withdrew it."),
        Stage.SUPERSEDED: _("It was merged into another text, which is handled in its place."),
    }
    sentence = sentences[Stage(row.stage)]
    day = long_date(row.changed_at, language)
    return _("%(sentence)s Last change: %(day)s.") % {"sentence": sentence, "day": day}


def _closed(ending: str) -> str:
    return ended(str(Ending(ending).label)) if ending else _("The matter is closed.")


def next_sentence(case: OwnCase) -> str:
    """Say what happens next, and by which day where a day is known."""
    row, story = case.own.recommendation, case.story
    if row.stage == Stage.SUBMITTED:
        return _by_day(_("The secretary admits it or returns it with a reason"), decide_by(row))
    if row.stage == Stage.RETURNED and story.returned is not None:
        if hasattr(story.returned, "appeal"):
            return _("Somebody of another side decides on your appeal. Wait for the decision here.")
        return _by_day(_("Change it and file it again, or appeal"), story.returned.appeal_until)
    if row.stage in {Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED}:
        return _("The secretary sends it to the bodies that must answer.")
    if row.stage == Stage.SENT:
        return _word_wanted(case) or _next_answer(case)
    return ""


def _word_wanted(case: OwnCase) -> str:
    row = case.own.recommendation
    until = word_awaited_until(row, row.assessments.all())
    if until is None:
        return ""
    return _by_day(_("You are asked whether it is done. Say how far it is carried out"), until)


def _next_answer(case: OwnCase) -> str:
    waiting = [one for one in case.story.addresses if one.is_open and one.answered_on is None]
    dates = [one.due_on for one in waiting if one.due_on]
    if dates:
        return _by_day(_("The next answer is due"), min(dates))
    if waiting:
        return _("The bodies were asked; their terms run from the day of delivery.")
    if refuse_grade(case) is None:
        return _("Every body has answered. You may grade the answers.")
    return _("Every body has answered. Say how far it is carried out when you see it.")


def _by_day(sentence: str, day: "date | None") -> str:
    if day is None:
        return f"{sentence}."
    return _("%(sentence)s. Last day: %(day)s.") % {
        "sentence": sentence, "day": long_date(day, current_language()),
    }  # fmt: skip


def what_happened(events: "Sequence[Event]") -> list[Act]:
    """Return the acts, newest first: what, by which body, on which grounds."""
    return [_act(event) for event in events]


def _act(event: "Event") -> Act:
    """Return one act with its register entry; the author's own with its receipt as well."""
    entry = event.entry
    return Act(
        on=event.at,
        sentence=_event_sentence(event),
        entry_no=entry.index if entry else None,
        entry_url=entry_address(entry.public_id) if entry else "",
        receipt_url=receipt_address(entry.public_id)
        if entry and event.actor_role == AUTHOR
        else "",
    )


def _event_sentence(event: "Event") -> str:
    parts = [event.get_kind_display().capitalize()]
    if event.address is not None:
        parts.append(name_of(event.address.institution))
    if position := POSITION.get(str(event.facts.get("position", ""))):
        parts.append(str(position[1]))
    words = ". ".join(parts) + "."
    return f"{words} {event.grounds}" if event.grounds else words


def answer_blocks(case: OwnCase) -> list[Answer]:
    """Return every body asked, with its answer or the place where it is awaited."""
    found = [_answer(row) for row in case.story.answers]
    answered = {row.address_id for row in case.story.answers if row.kind == "position"}
    for address in case.story.addresses:
        if address.pk in answered:
            continue
        day = long_date(address.due_on or address.asked_on, current_language())
        awaited = (
            _("Answer due: %(day)s") if address.due_on else _("Asked: %(day)s; no term runs yet")
        )
        name = name_of(address.institution)
        found.append(Answer(body=name, awaited=awaited % {"day": day}))
    return found


def _answer(row: "AnswerRow") -> Answer:
    texts, language = list(row.texts.all()), current_language()
    text = next((one for one in texts if one.language == language), texts[0])
    pairs = [(_("Part"), text.part), (_("Reason"), text.reason), *_graded(row)]
    office = pick(row.office_kk, row.office_ru, row.office_en)
    return Answer(
        body=name_of(row.address.institution),
        part=row.get_kind_display(),
        tags=[tag_of("position", row.position)] if row.position else [],
        text=text.body,
        lang=text.language,
        pairs=[pair for pair in pairs if pair[1]],
        signatures=[Signature(_("Signed by"), office, row.signed_at)],
    )


def _graded(row: "AnswerRow") -> list[tuple[Text, Text]]:
    if not hasattr(row, "grade"):
        return []
    given = f"{row.grade.value}. {GRADE[row.grade.value][1]}. {row.grade.grounds}"
    reply = row.grade.rejoinder.text if hasattr(row.grade, "rejoinder") else ""
    return [(_("Your grade"), given), (_("The body's reply to the grade"), reply)]
