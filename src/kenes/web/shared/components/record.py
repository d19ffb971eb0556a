"""What was done and said: acts, answers, promised measures, compared texts, facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kenes.web.shared.components.links import Link
from kenes.web.shared.components.tags import Tag, Text


@dataclass(frozen=True, slots=True)
class Act:
    """A line of what happened (`components/acts.html`); `quiet` is for what did not happen.

    `receipt_url` leads to the register's receipt, for whoever did it.
    """

    on: date | datetime
    sentence: Text
    entry_no: int | None = None
    entry_url: str = ""
    receipt_url: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who stands under an answer: a role ("Signed by"), an office, and when; never the drafter."""

    role: Text
    office: Text
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A body's answer, or the place where it is awaited: `components/answer.html`.

    `paragraphs` is the text as given (LF between lines) in the language `lang`; `pairs` are
    (label, sentence) of what was refused and why.
    """

    body: Text
    part: Text = ""
    tags: Sequence[Tag] = ()
    text: str = ""
    lang: str = ""
    pairs: Sequence[tuple[Text, Text]] = ()
    signatures: Sequence[Signature] = ()
    entry_no: int | None = None
    entry_url: str = ""
    awaited: Text = ""
    body_url: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a body promised: what, who owns it, by when, how far (`indicator`, "44 / 60")."""

    title: str
    owner: Text
    due_on: date | None
    indicator: str = ""
    tag: Tag | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A row of the comparative table; the first three are markup from `diff_html` or text."""

    current: str
    draft: str
    proposed: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts list: label, and links or plain words."""

    label: Text
    links: Sequence[Link]
