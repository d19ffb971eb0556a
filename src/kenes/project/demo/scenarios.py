"""What can become of a recommendation once bodies are asked: the answers, and what follows."""

from functools import partial
from typing import Any

from kenes.domain.recommendations.values import Implementation, Position, TextState
from kenes.project.demo import duties, fulfilment
from kenes.project.demo.intake import admitted
from kenes.project.demo.story import Role, Story
from kenes.project.demo.time import Tale

Done = Implementation
ANSWERED_AFTER = 9
LATE_AFTER = 41
TERM = 15


def sent(
    s: Story,
    *,
    adopted: str = "",
    credited: tuple[str, ...] = (),
    also: str = "",
    delivered: bool = True,
    led: str = "",
    terms: dict[str, Any] | None = None,
    **intake: Any,
) -> Tale:
    """Admitted, adopted where said so, sent to the wished body (and another one), received."""
    yield from admitted(s, **intake)
    if adopted:
        yield from adoption(s, adopted, credited)
    yield s.wait(2)
    lead = s.facts(s.addressee, **(terms or {}))
    s.send(lead, *([s.facts(also, role="contributing")] if also else []))
    if delivered:
        yield s.wait(1)
        duties.deliver(s)
        if also:
            duties.deliver(s, also)
    if led:
        yield from dialogue(s, led)


def dialogue(s: Story, how: str) -> Tale:
    """Let civil society's member lead it; hand the lead to the other side, or lay it down."""
    s.lead("member")
    if how == "by_one":
        return
    yield s.wait(1)
    s.lead("state-member", "other_side", by="member")
    if how == "laid_down":
        yield s.wait(1)
        s.lead(reason="laid_down", by="state-member")


def adoption(s: Story, how: str, credited: tuple[str, ...] = ()) -> Tale:
    """Put in its place, then adopted by the body: by consensus or by votes with a dissent."""
    yield s.wait(4)
    s.systematise()
    yield s.wait(5)
    s.adopt(by_votes=how == "votes")
    if credited:
        s.credit(*credited)


def accepted(
    s: Story,
    position: str = Position.ACCEPTED,
    *,
    after: int = ANSWERED_AFTER,
    grade: str = "",
    state: str = "",
    civil: str = "",
    follow_up: dict[str, Any] | None = None,
    with_remark: bool = False,
    **how: Any,
) -> Tale:
    """Accept, wholly or in part; then promise, report and assess as far as said."""
    yield from sent(s, **how)
    yield s.wait(after)
    if with_remark:
        duties.answer_after_remark(s, position)
    else:
        duties.answer(s, position)
    duties.translate_answer(s)
    if grade:
        yield s.wait(3)
        fulfilment.grade(s, grade)
    if "measure" in s.words:
        yield from followed(s, state=state, civil=civil, **(follow_up or {}))
    elif state:
        yield from assessed(s, state=state, civil=civil)


def followed(
    s: Story,
    *,
    state: str,
    civil: str,
    within: int = 200,
    reports: int = 2,
    finished: bool = True,
    independent: str = "",
    closed: str = "",
) -> Tale:
    """Promise a measure with a term, report each quarter, and let both sides assess.

    `closed` is "by_word" of the author, or "silently" where the author gives none; "" for not yet.
    """
    yield s.wait(3)
    measure = fulfilment.promise(s, within=within)
    for number in range(1, reports + 1):
        yield s.wait(86)
        is_final = finished and number == reports
        fulfilment.report(s, measure, share=number / reports, is_final=is_final)
    if finished:
        yield s.wait(2)
        fulfilment.finish(s, measure)
    yield from assessed(s, state=state, civil=civil, independent=independent)
    if closed == "silently":
        yield s.wait(9)
        fulfilment.ask_for_word(s)
        yield s.wait(31)
        fulfilment.close(s, "closed_silently", is_done=True)
    elif closed:
        yield from _closed_by_word(s, civil)


def _closed_by_word(s: Story, value: str) -> Tale:
    """Close it as the author says; a resident is asked first, an organisation has assessed."""
    if not s.speaks_for_author:
        yield s.wait(4)
        fulfilment.ask_for_word(s)
        yield s.wait(5)
        fulfilment.give_word(s, value)
    yield s.wait(9)
    is_done = value == Done.COMPLETE
    fulfilment.close(s, "closed" if is_done else "closed_undone", is_done=is_done)


def assessed(s: Story, *, state: str, civil: str, independent: str = "") -> Tale:
    """Each side says how far it is carried out; an empty value: that side says nothing."""
    if state:
        yield s.wait(12)
        fulfilment.assess_state(s, state)
    if civil:
        yield s.wait(6)
        fulfilment.assess_civil(s, civil)
    if independent:
        yield s.wait(6)
        fulfilment.assess_independently(s, independent)


done = partial(
    accepted,
    state=Done.COMPLETE,
    civil=Done.COMPLETE,
    follow_up={"closed": "by_word", "independent": Done.COMPLETE},
)
"""Accepted in time, done, agreed on by all sides, closed."""


def school_bus(s: Story) -> Tale:
    """Leave the lead ministry silent, while the district answers in part, promises, is graded."""
    yield from sent(
        s,
        adopted="votes",
        credited=("aqbulaq", "teng"),
        also="koljar",
        supporters=210,
        en=TextState.OFFICIAL,
        translated=TextState.OFFICIAL,
        reworded=True,
    )
    yield s.wait(7)
    duties.answer(s, Position.ACCEPTED_IN_PART, body="koljar")
    duties.translate_answer(s, body="koljar")
    yield s.wait(4)
    fulfilment.grade(s, "C", body="koljar")
    yield s.wait(3)
    measure = fulfilment.promise(s, within=60, body="koljar")
    yield s.wait(92)
    fulfilment.report(s, measure, share=1, body="koljar")
    yield s.wait(4)
    fulfilment.assess_state(s, Done.SUBSTANTIAL, body="koljar")
    yield s.wait(4)
    fulfilment.assess_civil(s, Done.LIMITED)


def refused(
    s: Story,
    *,
    after: int = ANSWERED_AFTER,
    grade: str = "",
    rejoined: bool = False,
    **how: Any,
) -> Tale:
    """Not accepted, with its reason; graded by the author, rejoined where the body wished."""
    yield from sent(s, **how)
    yield s.wait(after)
    duties.answer(s, Position.NOT_ACCEPTED)
    duties.translate_answer(s, state=TextState.CHECKED)
    if grade:
        yield s.wait(3)
        fulfilment.grade(s, grade)
    if rejoined:
        yield s.wait(5)
        fulfilment.rejoin(s)


def refused_after_interim(s: Story, **how: Any) -> Tale:
    """Reply meanwhile, which is no position; let the date pass; then do not accept."""
    yield from sent(s, **how)
    yield s.wait(11)
    duties.reply_meanwhile(s)
    yield s.wait(32)
    duties.answer(s, Position.NOT_ACCEPTED, what="final")
    yield s.wait(4)
    fulfilment.grade(s, "D")


def said_done(
    s: Story,
    *,
    proof_in: int = 0,
    state: str = "",
    civil: str = "",
    grade: str = "",
    clarified: bool = False,
    **how: Any,
) -> Tale:
    """Said to be already done: with a file, or with the date on which the evidence follows."""
    yield from sent(s, **how)
    yield s.wait(ANSWERED_AFTER)
    focal = s.office(Role.FOCAL_POINT, s.addressee)
    due_on = duties.days_on(s, proof_in) if proof_in else None
    files = [] if proof_in else [duties.paper(s, focal["by"])]
    position = Position.SAID_ALREADY_DONE
    duties.answer(s, position, evidence=files, more={"evidence_due_on": due_on})
    duties.translate_answer(s)
    if grade:
        yield s.wait(3)
        fulfilment.grade(s, grade)
    if clarified:
        yield s.wait(8)
        duties.clarify(s)
    yield from assessed(s, state=state, civil=civil)


def not_ours(s: Story, *, to: str = "", **how: Any) -> Tale:
    """Not our competence: handed to the body named, which answers; or nobody is known."""
    yield from sent(s, **how)
    yield s.wait(2)
    target = s.world.institutions[to] if to else None
    more = {"forward_to": target, "is_nobody_known": not to}
    duties.answer(s, Position.NOT_OUR_COMPETENCE, more=more)
    if to:
        duties.note_forwarded(s, to)
        yield s.wait(2)
        duties.deliver(s, to)
        yield s.wait(8)
        duties.answer(s, Position.ACCEPTED, body=to, what="final")
