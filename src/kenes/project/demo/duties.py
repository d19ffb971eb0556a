"""What the addressed bodies do in a story: receive, draft, sign, ask for time, forward."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.recommendations.actions import (
    addressing,
    answer_drafts,
    answering,
)
from kenes.domain.recommendations.models import Answer
from kenes.domain.recommendations.values import Position, TextState
from kenes.project.demo import files
from kenes.project.demo.story import OTHER, Role, Story

Kind = Answer.Kind


def deliver(story: Story, body: str = "") -> None:
    """Put the body's incoming number and date on record, by its officer or else the secretary."""
    key = body or story.addressee
    has_officer = (key, Role.FOCAL_POINT) in story.world.mandates
    officer = story.office(Role.FOCAL_POINT, key) if has_officer else story.office()
    addressing.mark_delivered(
        address_id=story.lines[key],
        incoming_number=f"{story.today.year}-{story.seed % 900 + 100}",
        on=story.today,
        **officer,
    )


def draft(
    story: Story,
    position: str,
    *,
    body: str = "",
    kind: str = Kind.POSITION,
    what: str = "answer",
    evidence: Sequence[StoredFile] = (),
    edition: int | None = None,
    more: dict[str, Any] | None = None,
) -> Answer:
    """Draft a reply in the language of the text, as the focal point."""
    key = body or story.addressee
    language = story.language
    is_reasoned = kind == Kind.POSITION and position != Position.ACCEPTED
    return answer_drafts.draft(
        address_id=story.lines[key],
        kind=kind,
        position=position if kind == Kind.POSITION else "",
        language=language,
        body=story.say(what),
        part=story.say("part") if position == Position.ACCEPTED_IN_PART else "",
        reason=story.say("reason") if is_reasoned else "",
        files=evidence,
        edition=edition,
        **(more or {}),
        **story.office(Role.FOCAL_POINT, key),
    )


def answer(story: Story, position: str, *, body: str = "", **facts: Any) -> Answer:
    """Draft and hand in as the focal point; sign two hours later as the signatory."""
    key = body or story.addressee
    with earlier(story):
        made = draft(story, position, body=key, **facts)
        answer_drafts.submit_for_signature(
            answer_id=made.public_id, **story.office(Role.FOCAL_POINT, key)
        )
    return sign(story, made.public_id, key)


@contextmanager
def earlier(story: Story) -> Iterator[None]:
    """Work on a draft two hours before the act itself: drafts leave nothing on the register."""
    act = story.now
    story.now = act - timedelta(hours=2)
    yield
    story.now = act


def sign(story: Story, answer_id: UUID, body: str) -> Answer:
    """Sign as the signatory, and remember a position for its grade."""
    signed = answering.sign(answer_id=answer_id, edition=None, **story.office(Role.SIGNATORY, body))
    if signed.kind == Kind.POSITION:
        story.answers[body] = signed.public_id
    return signed


def answer_after_remark(story: Story, position: str) -> Answer:
    """Send the first draft back with a remark, as the signatory, and sign the second one."""
    key = story.addressee
    with earlier(story):
        made = draft(story, position)
        focal, head = story.office(Role.FOCAL_POINT, key), story.office(Role.SIGNATORY, key)
        answer_drafts.submit_for_signature(answer_id=made.public_id, **focal)
        answer_drafts.send_back(answer_id=made.public_id, remark=story.say("remark"), **head)
        made.refresh_from_db()
        draft(story, position, edition=made.edition)
        answer_drafts.submit_for_signature(answer_id=made.public_id, **focal)
    return sign(story, made.public_id, key)


def translate_answer(
    story: Story, *, body: str = "", state: str = TextState.OFFICIAL, what: str = "answer"
) -> None:
    """Publish the body's answer in the other language."""
    key, language = body or story.addressee, OTHER[story.language]
    signed = Answer.objects.get(public_id=story.answers[key])
    original = signed.texts.get(is_original=True)
    answering.add_answer_translation(
        answer_id=signed.public_id,
        language=language,
        body=story.say(what, language),
        part=story.say("part", language) if original.part else "",
        reason=story.say("reason", language) if original.reason else "",
        state=state,
        **story.office(Role.SIGNATORY, key),
    )


def reply_meanwhile(story: Story) -> None:
    """Sign an interim reply, which is no position."""
    answer(story, "", kind=Kind.INTERIM, what="interim")


def clarify(story: Story) -> None:
    """Sign a later clarification beside the position."""
    answer(story, "", kind=Kind.CLARIFICATION, what="later")


def extend(story: Story) -> None:
    key = story.addressee
    addressing.extend(
        address_id=story.lines[key],
        reason=story.say("extended"),
        **story.office(Role.SIGNATORY, key),
    )


def suspend(story: Story) -> None:
    key = story.addressee
    addressing.suspend(
        address_id=story.lines[key],
        reason=story.say("suspended"),
        **story.office(Role.SIGNATORY, key),
    )


def resume(story: Story) -> None:
    key = story.addressee
    addressing.resume(
        address_id=story.lines[key],
        reason=story.say("resumed"),
        **story.office(Role.SIGNATORY, key),
    )


def forward(story: Story, to: str) -> None:
    """Hand the matter to the competent body by itself, without an answer."""
    key = story.addressee
    made = addressing.forward(
        address_id=story.lines[key],
        to=story.world.institutions[to],
        reason=story.say("forwarded"),
        **story.office(Role.SIGNATORY, key),
    )
    story.lines[to] = made.public_id


def note_forwarded(story: Story, to: str) -> None:
    """Remember the line that a signed answer opened at the competent body."""
    line = story.row.addresses.get(institution=story.world.institutions[to])
    story.lines[to] = line.public_id


def paper(story: Story, by: Person) -> StoredFile:
    """Return a new file that stands for the body's document."""
    return files.paper(story.say("report-file"), by, story.now)


def days_on(story: Story, days: int) -> date:
    """Return the day so many days after the story's present."""
    return story.today + timedelta(days=days)


def prepare(story: Story, *, for_signature: bool) -> None:
    """Leave a draft in work, handed in for signature or not."""
    made = draft(story, Position.ACCEPTED)
    if for_signature:
        answer_drafts.submit_for_signature(
            answer_id=made.public_id, **story.office(Role.FOCAL_POINT, story.addressee)
        )
