"""What a chat is shown of a conversation: how it works, then one statement after another.

Each chat has an order of its own, drawn by lot when the conversation is brought there and carried
by the buttons, so that no statement stands first everywhere.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from kenes.bot import words
from kenes.bot.buttons import NEXT, TAKE_BACK, Press, read_press, write_press
from kenes.domain.conversations.campaigns import campaign_of
from kenes.domain.conversations.queries import Contest, Shown, shown_statements

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation
    from kenes.domain.institutions.queries import CampaignPeriod

ORDERS = 2**16


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot: its text and the buttons under it."""

    text: str
    buttons: InlineKeyboardMarkup | None = None


def new_order() -> int:
    """Draw the order in which a chat meets the statements."""
    return secrets.randbelow(ORDERS)


def opening(conversation: "Conversation", on: date) -> Said:
    """Return what is said first: the question, how to answer, what is kept, where the page is.

    While the period of an election or a referendum runs, the chat is told so as well.
    """
    questions = (conversation.question_kk, conversation.question_ru)
    asked = "\n\n".join(f"«{question}»" for question in questions)
    back = [
        _button(words.in_language(language, words.TAKE_BACK), Press(
            conversation.public_id, TAKE_BACK, language, 0))
        for language in words.LANGUAGES
    ]  # fmt: skip
    page = InlineKeyboardButton(
        text=_joined(words.ON_THE_PAGE), url=page_address(conversation, "kk")
    )
    markup = InlineKeyboardMarkup(inline_keyboard=[[page], back])
    told = words.in_both(words.HOW)
    campaign = campaign_of(conversation, on)
    if campaign and campaign.contest != Contest.NO:
        told += f"\n\n{_warning(campaign.period)}"
    return Said(f"{asked}\n\n{told}", markup)


def card_after(conversation: "Conversation", order: int, number: int | None) -> Said:
    """Return the card that follows statement `number` in this order; the first one after None.

    After the last one it says that there are no more.
    """
    row = in_order(shown_statements(conversation), order)
    if number is not None:
        row = [one for one in row if _place(order, one.number) > _place(order, number)]
    if not row:
        return Said(words.in_both(words.ALL_SHOWN))
    return Said(_text(row[0]), _markup(conversation, row[0], order, is_last=len(row) == 1))


def in_order(statements: Sequence[Shown], order: int) -> list[Shown]:
    """Return the statements as this chat meets them; one added later does not move the others."""
    return sorted(statements, key=lambda one: _place(order, one.number))


def without_next(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Return a card's buttons without the one that brings the next card; None without that one."""
    rows = markup.inline_keyboard if markup else []
    last = read_press(rows[-1][0].callback_data) if rows else None
    if last is None or last.choice != NEXT:
        return None
    return InlineKeyboardMarkup(inline_keyboard=rows[:-1])


def page_address(conversation: "Conversation", language: str) -> str:
    """Return the address of the page to vote on."""
    with override(language):
        return settings.KENES_ORIGIN + reverse("conversations:vote", args=[conversation.public_id])


def _warning(period: "CampaignPeriod") -> str:
    """Say in both languages that the period of a vote runs, and by which law it binds."""
    laws = {"kk": period.law_kk, "ru": period.law_ru}
    return "\n\n".join(
        f"{words.in_language(language, words.CAMPAIGN)} {law}, {period.article}."
        for language, law in laws.items()
    )


def _place(order: int, number: int) -> tuple[bytes, int]:
    content = b"kenes chat order" + order.to_bytes(2) + number.to_bytes(8)
    return hashlib.sha256(content).digest(), number


def _text(shown: Shown) -> str:
    texts = [shown.texts[language].text for language in words.LANGUAGES if language in shown.texts]
    return "\n\n".join([f"№ {shown.number}", *(f"«{text}»" for text in texts)])


def _markup(
    conversation: "Conversation", shown: Shown, order: int, *, is_last: bool
) -> InlineKeyboardMarkup:
    """Return three rows of votes, a column for each text, and a row that brings the next card."""
    texts = [shown.texts[language] for language in words.LANGUAGES if language in shown.texts]
    rows = [
        [
            _button(
                words.in_language(text.language, label),
                Press(conversation.public_id, value, text.language, order, shown.number, text.pk),
            )
            for text in texts
        ]
        for value, label in words.CHOICES.items()
    ]
    onward = Press(conversation.public_id, NEXT, "kk", order, shown.number)
    more = [] if is_last else [[_button(_joined(words.NEXT), onward)]]
    return InlineKeyboardMarkup(inline_keyboard=rows + more)


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=write_press(press))


def _joined(label: words.Text) -> str:
    return " · ".join(words.in_language(language, label) for language in words.LANGUAGES)
