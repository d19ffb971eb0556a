"""Who was asked and what each said: a block for every body, its replies in order of time.

The office that signed is shown, never the drafter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.recommendations.clocks import days_overdue, days_silent, timeliness_of
from kenes.domain.recommendations.queries.detail import Story
from kenes.domain.recommendations.queries.fulfilment import FileRow
from kenes.domain.recommendations.values import AddressRole, Position
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.recommendations.acts import on_register
from kenes.web.recommendations.cards import clock_word
from kenes.web.shared.addresses import institution_address
from kenes.web.shared.components import Tag, Text, tag_of
from kenes.web.shared.formats import long_date
from kenes.web.shared.ladder_steps import taken_steps

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Address, Answer, AnswerText

SIGNED = {"interim_reply", "answered", "clarified"}
"""Kinds of events that are the signature of an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One signed reply, in the reader's language where there is one."""

    kind: str
    heading: Text
    text: "AnswerText"
    note: Text
    pairs: Sequence[tuple[Text, Text]]
    office: str
    signed_at: object
    files: Sequence[FileRow]
    evidence_link: str
    entry: SafeString


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """One body: its part, tags, replies, the author's grade and the body's rejoinder."""

    name: str
    url: str
    part: Text
    tags: Sequence[Tag]
    awaited: Text
    notes: Sequence[Text]
    replies: Sequence[Reply]
    grade: object
    grade_tag: Tag | None
    rejoinder: object


def blocks(story: Story, today: date) -> list[BodyBlock]:
    """Return a block for every addressee: lead first."""
    return [_block(story, address, today) for address in story.addresses]


def address_of_body(public_id: UUID) -> str:
    """Return the page of an institution, or nothing where this installation has none."""
    return institution_address(public_id)


def _block(story: Story, address: "Address", today: date) -> BodyBlock:
    replies = [answer for answer in story.answers if answer.address_id == address.pk]
    grade = next((found for answer in replies if (found := _grade(answer))), None)
    awaits = address.position == Position.AWAITING and address.is_open
    return BodyBlock(
        name=name_of(address.institution),
        url=address_of_body(address.institution.public_id),
        part=AddressRole(address.role).label,
        tags=_tags(address, today),
        awaited=_awaited(address, today) if awaits else "",
        notes=[*_notes(address), *([] if address.is_open else taken_steps(address, today))],
        replies=[_reply(story, answer) for answer in replies],
        grade=grade,
        grade_tag=tag_of("grade", grade.value) if grade else None,
        rejoinder=getattr(grade, "rejoinder", None) if grade else None,
    )


def _grade(answer: "Answer"):  # type: ignore[no-untyped-def]  # noqa: ANN202 (AnswerGrade or None)
    return getattr(answer, "grade", None)


def _tags(address: "Address", today: date) -> list[Tag]:
    found = [tag_of("position", address.position)]
    if clock := timeliness_of(address, today):
        late = clock.value == "overdue"
        days = days_overdue(address, today) if late else days_silent(address, today)
        found.append(
            tag_of("timeliness", clock.value, clock_word(clock.value, days, address.due_on))
        )
    if address.grade:
        found.append(tag_of("grade", address.grade))
    return found


def _awaited(address: "Address", today: date) -> Text:
    asked = long_date(address.asked_on, current_language())
    return _("There is no answer yet. Asked: %(day)s. Days since: %(days)s.") % {
        "day": asked,
        "days": days_silent(address, today),
    }


def _notes(address: "Address") -> list[Text]:
    """Say where the duty came from or went, and what the delivery is known by."""
    notes: list[Text] = []
    if address.forwarded_from:
        notes.append(
            _("Forwarded by: %(body)s.") % {"body": name_of(address.forwarded_from.institution)}
        )
    if address.taken_over_by:
        notes.append(_("The duty passed to: %(body)s.") % {"body": name_of(address.taken_over_by)})
    if address.delivered_on:
        day = long_date(address.delivered_on, current_language())
        number = address.incoming_number
        notes.append(
            _("Received: %(day)s, incoming no. %(number)s.") % {"day": day, "number": number}
            if number
            else _("Received: %(day)s.") % {"day": day}
        )
    else:
        notes.append(_("No delivery is on record yet."))
    return notes


def _reply(story: Story, answer: "Answer") -> Reply:
    texts = story.answer_texts[answer.pk]
    language = current_language()
    text = next((found for found in texts if found.language == language), texts[0])
    return Reply(
        kind=answer.kind,
        heading=_heading(answer),
        text=text,
        note="" if text.is_original else text.get_state_display(),
        pairs=_pairs(answer, text),
        office=pick(answer.office_kk, answer.office_ru, answer.office_en),
        signed_at=answer.signed_at,
        files=story.files.get(("answer", answer.pk), []),
        evidence_link=answer.evidence_link,
        entry=_entry(story, answer),
    )


def _entry(story: Story, answer: "Answer") -> SafeString:
    """Return the line that leads to the register's entry of an answer's signature."""
    mark = str(answer.public_id)
    signed = (event for event in story.events if event.kind in SIGNED)
    found = next((event for event in signed if event.facts.get("answer") == mark), None)
    return on_register(found) if found else SafeString()


def _heading(answer: "Answer") -> Text:
    signed = answer.signed_at
    day = long_date(signed, current_language()) if signed else ""
    headings = {
        "interim": _("Interim reply, no position yet: %(day)s"),
        "position": _("Answer: %(day)s"),
        "clarification": _("Clarified on: %(day)s"),
    }
    return headings[answer.kind] % {"day": day}


def _pairs(answer: "Answer", text: "AnswerText") -> list[tuple[Text, Text]]:
    pairs: list[tuple[Text, Text]] = []
    if text.part:
        pairs.append((_("Part accepted or not"), text.part))
    if text.reason:
        pairs.append((_("Reason"), text.reason))
    if answer.evidence_due_on:
        day = long_date(answer.evidence_due_on, current_language())
        pairs.append((_("Evidence to follow by"), day))
    if answer.forward_to:
        pairs.append((_("Forwarded to"), name_of(answer.forward_to)))
    return pairs
