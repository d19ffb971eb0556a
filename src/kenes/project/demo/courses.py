"""What can become of a term: silence, extension, suspension, a promise, another calendar."""

from typing import Any

from kenes.domain.recommendations.values import Position
from kenes.project.demo import duties
from kenes.project.demo.pressing import pressed
from kenes.project.demo.scenarios import sent
from kenes.project.demo.story import Story
from kenes.project.demo.time import Tale


def silent(
    s: Story,
    *,
    delivered: bool = True,
    delivered_ago: int = 0,
    drafted: str = "",
    climbed: str = "",
    **how: Any,
) -> Tale:
    """Asked and received; no answer yet. A draft may lie with the focal point or signatory.

    `climbed` says who took the later steps of the ladder: see `pressing.pressed`.
    """
    yield from sent(s, delivered=delivered and not delivered_ago, **how)
    if delivered_ago:
        yield s.on(delivered_ago)
        duties.deliver(s)
    if drafted:
        yield s.wait(1)
        duties.prepare(s, for_signature=drafted == "for_signature")
    if climbed:
        yield from pressed(s, climbed)


def extended(s: Story, *, answered: bool = False, **how: Any) -> Tale:
    """Lawfully extended before the date; answered within the longer term, or still open."""
    yield from sent(s, **how)
    yield s.wait(8)
    duties.extend(s)
    if answered:
        yield s.wait(30)
        duties.answer(s, Position.ACCEPTED)


def suspended(s: Story, *, resumed: bool = False, **how: Any) -> Tale:
    """Stop the clock for a reason; it runs again and the body answers in time, or it rests."""
    yield from sent(s, **how)
    yield s.wait(4)
    duties.suspend(s)
    if resumed:
        yield s.wait(21)
        duties.resume(s)
        yield s.wait(4)
        duties.answer(s, Position.ACCEPTED)


def promised(s: Story, *, within: int, **how: Any) -> Tale:
    """Let the body name a date itself, and answer on it."""
    promise = {"basis": "promise", "promised_on": duties.days_on(s, within)}
    yield from sent(s, terms=promise, **how)
    yield s.wait(within)
    duties.answer(s, Position.ACCEPTED)


def moved_clock(s: Story, **how: Any) -> Tale:
    """Let the calendar be corrected while the clock runs; answer, and clarify later."""
    yield from sent(s, **how)
    yield s.wait(16)
    duties.answer(s, Position.ACCEPTED)
    yield s.wait(20)
    duties.clarify(s)


def by_own_rules(s: Story, *, answered: bool = True, **how: Any) -> Tale:
    """Ask by the council's own rules, which bind nobody by law."""
    yield from sent(s, terms={"basis": "own_rules", "rule": s.world.own_rule}, **how)
    if answered:
        yield s.wait(7)
        duties.answer(s, Position.ACCEPTED)


def passed_on(s: Story, *, answered: bool = False) -> Tale:
    """Asked of a ministry that was merged: the duty passes on with its clock."""
    yield from sent(s)
    yield s.on(390)
    duties.note_forwarded(s, "transport")
    if answered:
        duties.answer(s, Position.ACCEPTED, body="transport")
