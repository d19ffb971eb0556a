"""Statements as their host decides on them: what waits first, and how often each was seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import queries
from kenes.web.conversations.showing import StatementText, statement_text
from kenes.web.shared.components import Text

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

State = queries.StatementState
HEADINGS: dict[str, tuple[Text, Text]] = {
    State.WAITING: (
        _("Waiting for a decision"),
        _("Whether you agree plays no part: a statement is returned on a listed ground alone."),
    ),
    State.SHOWN: (_("Shown"), ""),
    State.RETURNED: (_("Returned"), ""),
    State.MERGED: (_("Merged"), ""),
}
LINKS: dict[str, tuple[tuple[str, Text], ...]] = {
    State.WAITING: (
        ("accept", _("Show it")),
        ("return", _("Return it")),
        ("merge", _("Merge it")),
        ("text", _("Write or correct a text")),
    ),
    State.SHOWN: (
        ("text", _("Write or correct a text")),
        ("merge", _("Merge it")),
        ("return", _("Return it")),
    ),
    State.RETURNED: (("accept", _("Show it")),),
    State.MERGED: (),
}
SELDOM = 0.5
"""Below this part of the mean number of votes a statement is called seldom seen."""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A statement at the desk: its texts, what it lacks, how often it was voted on."""

    text: StatementText
    votes: int
    is_shown: bool
    seldom: bool
    lacks: Text
    why: str
    links: Sequence[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The statements in one state."""

    state: str
    heading: Text
    hint: Text
    lines: Sequence[WorkLine]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that is not shown: its number, and why."""

    number: int
    why: str


def at_work(statements: Iterable[queries.Shown], seen: Mapping[int, int]) -> list[WorkGroup]:
    """Return the statements by state, what waits first; `seen` counts votes by statement."""
    every = list(statements)
    shown = [seen.get(one.pk, 0) for one in every if one.state == State.SHOWN]
    least = SELDOM * sum(shown) / max(len(shown), 1)
    groups = (
        (
            state,
            words,
            [_line(one, seen.get(one.pk, 0), least) for one in every if one.state == state],
        )
        for state, words in HEADINGS.items()
    )
    return [WorkGroup(state, *words, lines) for state, words, lines in groups if lines]


def _line(one: queries.Shown, votes: int, least: float) -> WorkLine:
    is_shown = one.state == State.SHOWN
    return WorkLine(
        text=statement_text(one),
        votes=votes,
        is_shown=is_shown,
        seldom=is_shown and votes < least,
        lacks=lacks_of(one),
        why=why_left_out(one),
        links=LINKS[one.state],
    )


def lacks_of(one: queries.Shown) -> Text:
    """Say which text is missing or unchecked; nothing where both may be shown as they are."""
    if one.state not in {State.WAITING, State.SHOWN}:
        return ""
    if len(one.texts) == 1:
        missing = "kk" if "ru" in one.texts else "ru"
        return _("no Kazakh text yet") if missing == "kk" else _("no Russian text yet")
    unchecked = any(text.state == queries.TextState.MACHINE for text in one.texts.values())
    return _("a machine translation to check") if unchecked else ""


def left_out(row: "Conversation") -> list[LeftOut]:
    """Return what was returned or merged, with the ground that everybody may read."""
    hidden = queries.shown_statements(row, (State.RETURNED, State.MERGED))
    return [LeftOut(one.number, why_left_out(one)) for one in hidden]


def why_left_out(one: queries.Shown) -> str:
    """Say why a statement is not shown: its ground in words, or the number it went into."""
    if one.state == State.MERGED:
        return f"{_('merged into another one')}: № {one.merged_into}"
    if one.state != State.RETURNED:
        return ""
    return f"{queries.Ground(one.ground).label}. {one.note}"
