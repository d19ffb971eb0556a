"""What becomes of a text before bodies are asked: kept, returned, appealed, hidden, withdrawn."""

from kenes.domain.recommendations.values import AppealOutcome, Position, TextState
from kenes.project.demo import duties
from kenes.project.demo.story import OTHER, Role, Story
from kenes.project.demo.time import Tale

FOLLOWERS = ("citizen", "second-citizen")


def drafted(s: Story) -> Tale:
    """Begun and not filed yet."""
    yield s.now
    s.start()


def waiting(s: Story, *, named: bool = False) -> Tale:
    """Filed; the secretary has not decided."""
    yield s.now
    s.file()
    if named:
        s.show_name()


def admitted(
    s: Story,
    *,
    translated: str = TextState.CHECKED,
    en: str = TextState.CHECKED,
    supporters: int = 0,
    followed: bool = False,
    reworded: bool = False,
    admitted_by: str = Role.SECRETARY,
) -> Tale:
    """Filed, admitted, tied to its topics, translated; reworded by the author where said so."""
    yield s.now
    s.file()
    yield s.wait(2)
    s.admit(admitted_by)
    yield s.wait(1)
    s.link()
    if reworded:
        s.reword()
    if translated:
        s.translate(OTHER[s.language], translated)
    if translated and "en" in s.words and s.language != "en":
        s.translate("en", en)
    s.support(supporters)
    if followed:
        s.follow(*FOLLOWERS)


def put_in_place(s: Story, *, adopted: str = "", translated: str = TextState.CHECKED) -> Tale:
    """Admitted and systematised; adopted by the body where said so, not sent yet."""
    yield from admitted(s, translated=translated)
    yield s.wait(3)
    s.systematise()
    if adopted:
        yield s.wait(4)
        s.adopt(by_votes=adopted == "votes")


def withdrawn(s: Story, *, late: bool) -> Tale:
    """Taken back by the author, before or after it was published."""
    if late:
        yield from admitted(s)
    else:
        yield s.now
        s.file()
    yield s.wait(6)
    s.withdraw()


def returned(s: Story, ground: str, *, appealed: bool = False, decided: str = "") -> Tale:
    """Return a text for a ground; on appeal the return stands, or the text is admitted."""
    yield s.now
    s.file()
    yield s.wait(2)
    s.give_back(ground)
    if appealed:
        yield s.wait(3)
        s.appeal()
    if decided:
        yield s.wait(5)
        s.decide_appeal(decided)
    if decided == AppealOutcome.OVERTURNED:
        yield s.wait(2)
        s.link()
        s.translate(OTHER[s.language])


def returned_and_filed_again(s: Story) -> Tale:
    """Return a text without a demand; its author adds it, files again, and is answered."""
    yield from returned(s, "no_demand")
    yield s.wait(3)
    s.reword()
    s.file_again()
    yield s.wait(2)
    s.admit()
    s.link()
    s.translate(OTHER[s.language])
    yield s.wait(1)
    s.send()
    yield s.wait(1)
    duties.deliver(s)
    yield s.wait(10)
    duties.answer(s, Position.ACCEPTED)


def hidden(s: Story, ground: str, *, shown_again: bool = False) -> Tale:
    """Hide a published text for a listed ground; show it again where that was a mistake."""
    yield from admitted(s, translated=TextState.DRAFT)
    yield s.wait(5)
    s.hide(ground)
    if shown_again:
        yield s.wait(4)
        s.show_again()
