"""Conversations and statements ready to be shown: lines of a list, texts with their marks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import queries
from kenes.domain.institutions.queries import today_at
from kenes.domain.norms.queries import title_of
from kenes.domain.recommendations.queries.listing import titles_of
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.shared.components import Link, Text
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.conversations.models import Conversation
    from kenes.domain.institutions.models import Institution

LANGUAGES: dict[str, Text] = {"kk": _("Kazakh"), "ru": _("Russian")}


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in a list; `lang` is set where the question is not in the page's language."""

    question: str
    lang: str
    url: str
    body: str
    stage: Text
    is_open: bool
    statements: int
    opened_at: datetime | None
    closes_on: date


@dataclass(frozen=True, slots=True)
class StatementText:
    """What a statement says to this reader, and whose words they are.

    `other` is the text in the second language, where there is one.
    """

    number: int
    text: str
    lang: str
    mark: Text
    other: str
    other_lang: str
    rendering: int


def lines_of(rows: "Sequence[Conversation]", now: datetime, page: str) -> list[ConversationLine]:
    """Return conversations as lines that lead to the page of this name."""
    return [_line(row, now, page) for row in rows]


def _line(row: "Conversation", now: datetime, page: str) -> ConversationLine:
    is_open = is_open_on(row, today_at(row.body, now))
    is_over = row.stage == queries.Stage.OPEN and not is_open
    return ConversationLine(
        question=queries.question_of(row),
        lang=question_language(),
        url=reverse(page, args=[row.public_id]),
        body=name_of(row.body),
        stage=queries.Stage.CLOSED.label if is_over else row.get_stage_display(),
        is_open=is_open,
        statements=getattr(row, "statement_count", 0),
        opened_at=row.opened_at,
        closes_on=row.closes_on,
    )


def is_open_on(row: "Conversation", today: date) -> bool:
    """Tell whether a conversation takes votes on a day of its body."""
    return row.stage == queries.Stage.OPEN and today <= row.closes_on


def question_language() -> str:
    """Return the language of a question as shown, "" where it is the page's own."""
    shown = queries.text_language()
    return shown if shown != current_language() else ""


def statement_text(shown: queries.Shown) -> StatementText:
    """Return a statement in the reader's language, with the mark of its text."""
    own = shown.in_language(queries.text_language())
    other = next((one for one in shown.texts.values() if one.language != own.language), None)
    return StatementText(
        number=shown.number,
        text=own.text,
        lang=own.language if own.language != current_language() else "",
        mark=_mark(own, shown.original_language),
        other=other.text if other else "",
        other_lang=other.language if other else "",
        rendering=own.pk,
    )


def _mark(own: "object", original: str) -> Text:
    """Return what is said beside a text: nothing for the author's own words in this language."""
    state, language = getattr(own, "state", ""), getattr(own, "language", "")
    if language != queries.text_language():
        return _("No translation yet. Original:") + f" {LANGUAGES[original]}"
    if state == queries.TextState.AUTHOR:
        return ""
    words = queries.TextState(state).label
    return f"{words}. {_('Original:')} {LANGUAGES[original]}"


def ground_link(row: "Conversation") -> Link | None:
    """Return a link to what the conversation stands on, None where it stands on nothing.

    A session has no page yet: its name stands without an address.
    """
    if row.recommendation is not None and row.recommendation.number:
        number = row.recommendation.number
        title = titles_of([row.recommendation.pk], current_language()).get(row.recommendation.pk)
        return Link(
            f"№ {number}. {title}" if title else f"№ {number}",
            reverse("recommendations:detail", args=[number]),
        )
    if row.bill is not None:
        return Link(title_of(row.bill), reverse("bills:detail", args=[row.bill.public_id]))
    if row.territory is not None:
        return Link(name_of(row.territory), reverse("regions:detail", args=[row.territory.kato]))
    if row.session_body is not None:
        return Link(_session(row, row.session_body))
    return None


def _session(row: "Conversation", body: "Institution") -> str:
    """Name a session: whose it is, its day, its title in the reader's language."""
    day = long_date(row.session_on, current_language()) if row.session_on else ""
    title = pick(row.session_title_kk, row.session_title_ru, "")
    session = _("Session:")
    return f"{session} {name_of(body)}, {day}: «{title}»"
