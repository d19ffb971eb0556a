"""The card that a vote is answered with: drawn by its template once, then filled in from memory.

The template is given marks in place of what differs from reader to reader; everything else of a
card is the same as long as its texts are. So a kept card is what a page would draw.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape

from kenes.domain.conversations import queries
from kenes.domain.conversations.telling import TEXTS, text_for
from kenes.domain.shared.kept import Kept
from kenes.domain.shared.languages import current_language
from kenes.web.conversations.cards import Card, Deck, first_shown
from kenes.web.conversations.showing import statement_text
from kenes.web.conversations.standing import Standpoint
from kenes.web.shared.formats import bind

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

CARDS = Kept[str](4096)
_MARK = secrets.token_hex(16)
"""Chance that no text can hold: nobody's words are taken for a mark."""


class _Blank(Card):
    """A card with marks in place of how far one is."""

    @property
    def width(self) -> str:
        return _mark("width")

    @property
    def done_said(self) -> str:
        return _mark("done")


@dataclass(frozen=True, slots=True)
class _BlankStanding:
    """A mark in place of where one stands."""

    sentences: list[str]


def drawn_card(deck: Deck, token: str, standing: Standpoint | None, now: datetime) -> str:
    """Return the next card with the form's token; its showing is counted."""
    shown = first_shown(deck, now)
    card = Card(None, None, deck.many_done, len(deck.statements))
    key = _key(deck.conversation, shown, card, standing)
    kept = CARDS.get(key, lambda: _drawn(deck.conversation, shown, card, standing))
    sentence = standing.sentences[0] if standing and standing.sentences else ""
    return kept % {
        "token": token,
        "width": card.width,
        "done": card.done_said,
        "sentence": conditional_escape(bind(sentence)),
    }


def about_card(row: "Conversation") -> dict[str, Any]:
    """Return what a card says of its conversation."""
    told = text_for(row)
    return {"conversation": row, "told": told, "told_text": TEXTS[told]}


def _key(
    row: "Conversation", shown: queries.Shown | None, card: Card, standing: Standpoint | None
) -> tuple[object, ...]:
    """Return what a card depends on but for its marks; a text that was corrected has another key.

    No edition: a result that is published between two votes changes no card.
    """
    texts = tuple(sorted(one.pk for one in shown.texts.values())) if shown else ()
    shape = None if standing is None else bool(standing.sentences)
    place = (row.public_id, shown and shown.number, texts, current_language())
    return *place, card.total, bool(card.done), shape


def _drawn(
    row: "Conversation", shown: queries.Shown | None, card: Card, standing: Standpoint | None
) -> str:
    """Draw the card by the page's own template, ready to be filled in by `%`."""
    statement = statement_text(shown) if shown else None
    context = about_card(row) | {
        "card": _Blank(statement, None, card.done, card.total),
        "seed": "",
        "csrf_token": _mark("token"),
        "standing": standing and _BlankStanding(_marked(standing)),
    }
    drawn = render_to_string("conversations/vote.html#card", context)
    return _filled(drawn.replace("%", "%%"))


def _marked(standing: Standpoint) -> list[str]:
    return [_mark("sentence")] if standing.sentences else []


def _mark(name: str) -> str:
    return f"{_MARK}{name}{_MARK}"


def _filled(drawn: str) -> str:
    for name in ("token", "width", "done", "sentence"):
        drawn = drawn.replace(_mark(name), f"%({name})s")
    return drawn
