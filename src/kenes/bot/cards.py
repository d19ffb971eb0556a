"""What a chat is shown of a conversation: how it works, then one statement after another.

The next card is drawn as on the page: by lot, towards the votes that would teach most. The lot of a
chat is cast when the conversation is brought there; buttons carry it, and which statements the chat
was shown, so nothing of it is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from kenes.bot import words
from kenes.bot.buttons import NEXT, SEEN_BYTES, TAKE_BACK, Press, read_press, write_press
from kenes.domain.conversations.campaigns import campaign_of
from kenes.domain.conversations.queries import Contest, Shown, shown_statements, voting
from kenes.domain.conversations.routing import Tally
from kenes.domain.conversations.seen import SHOWINGS
from kenes.domain.conversations.telling import MAY_BE_RELEASED, TEXTS, text_for
from kenes.domain.shared.kept import Kept

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation
    from kenes.domain.institutions.queries import CampaignPeriod

ORDERS = 2**16
TALLIES = Kept[dict[int, Tally]](64)
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot: its text and the buttons under it."""

    text: str
    buttons: InlineKeyboardMarkup | None = None


def new_order() -> int:
    """Cast the lot by which a chat's cards are drawn."""
    return secrets.randbelow(ORDERS)


def opening(
    conversation: "Conversation", on: date, languages: words.Languages = words.LANGUAGES
) -> Said:
    """Return what is said first: the question, how to answer, what is kept, where the page is.

    It says in the page's own words whether votes may be released. While the period of an election
    or a referendum runs, the chat is told so as well.
    """
    questions = (conversation.question_kk, conversation.question_ru)
    asked = "\n\n".join(f"«{question}»" for question in questions)
    spoken = words.on_buttons(languages)
    back = [
        _button(words.in_language(language, words.TAKE_BACK), Press(
            conversation.public_id, TAKE_BACK, language, 0))
        for language in spoken
    ]  # fmt: skip
    page = InlineKeyboardButton(
        text=_joined(words.ON_THE_PAGE, spoken), url=page_address(conversation, spoken[0])
    )
    markup = InlineKeyboardMarkup(inline_keyboard=[[page], back])
    release = TEXTS[text_for(conversation)]
    told = words.in_each(languages, words.HOW, release)
    campaign = campaign_of(conversation, on)
    if campaign and campaign.contest != Contest.NO:
        told += f"\n\n{_warning(campaign.period)}"
    return Said(f"{asked}\n\n{told}", markup)


def next_card(
    conversation: "Conversation",
    order: int,
    seen: int,
    now: datetime,
    languages: words.Languages = words.LANGUAGES,
) -> Said:
    """Draw the card that follows what this chat has seen, and count its showing with its chance.

    After the last one it says that no more come. Where the chat reads English (`languages`), the
    buttons speak it.
    """
    every = shown_statements(conversation)
    done = {one.pk: 0 for one in every if seen & bit_of(one)}
    # Both texts stand on a card, so the lean towards the text that was read less takes turns.
    language = words.LANGUAGES[(order + len(done)) % len(words.LANGUAGES)]
    tallies = _tallies(conversation, now)
    drawn = voting.next_statement(every, done, tallies, order.to_bytes(2), language)
    if drawn is None:
        return Said(words.in_each(languages, words.ALL_SHOWN))
    found, chance = drawn
    SHOWINGS.add(found.pk, chance, now)
    seen |= bit_of(found)
    spoken = words.on_buttons(languages)
    onward = Press(conversation.public_id, NEXT, spoken[0], order, seen=seen)
    rows = _rows_of_votes(conversation, found, spoken)
    if not all(seen & bit_of(one) for one in every):
        rows.append([_button(_joined(words.NEXT, spoken), onward)])
    return Said(_text(conversation, found), InlineKeyboardMarkup(inline_keyboard=rows))


def bit_of(shown: Shown) -> int:
    """Return the bit that stands for a statement among those that a chat has seen.

    There are 160: where a conversation has more statements, some share one, and a chat that saw the
    first is not brought the second. The page has them all.
    """
    return 1 << shown.number % (8 * SEEN_BYTES)


def _tallies(conversation: "Conversation", now: datetime) -> dict[int, Tally]:
    """Return how the statements were voted on by the newest result, read once a minute."""
    key = (conversation.public_id, int(now.timestamp()) // MINUTE)
    return TALLIES.get(key, lambda: voting.tallies(conversation))


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


def _text(conversation: "Conversation", shown: Shown) -> str:
    """Return both texts; where votes may be released as rows, every card says so.

    Whoever votes first on this card may have joined the chat after what was said at the beginning.
    """
    texts = [shown.texts[language].text for language in words.LANGUAGES if language in shown.texts]
    told = text_for(conversation)
    release = [words.in_both(TEXTS[told])] if told == MAY_BE_RELEASED else []
    return "\n\n".join([f"№ {shown.number}", *(f"«{text}»" for text in texts), *release])


def _rows_of_votes(
    conversation: "Conversation", shown: Shown, spoken: words.Languages
) -> list[list[InlineKeyboardButton]]:
    """Return three rows of votes, a column for each text.

    A button speaks the language of its text; where all speak English, each names its text.
    """
    told = text_for(conversation)
    texts = [shown.texts[language] for language in words.LANGUAGES if language in shown.texts]
    return [
        [
            _button(
                _label(label, text.language, spoken, is_alone=len(texts) == 1),
                Press(conversation.public_id, value, _spoken_under(text.language, spoken), 0,
                      shown.number, text.pk, told),
            )
            for text in texts
        ]
        for value, label in words.CHOICES.items()
    ]  # fmt: skip


def _spoken_under(language: str, spoken: words.Languages) -> str:
    """Return the language of a button under the text in `language`."""
    return language if language in spoken else spoken[0]


def _label(label: words.Text, language: str, spoken: words.Languages, *, is_alone: bool) -> str:
    """Return what a button says; with the text's language where the words do not tell it."""
    said = words.in_language(_spoken_under(language, spoken), label)
    return said if is_alone or language in spoken else f"{said} · {language.upper()}"


def _button(text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=write_press(press))


def _joined(label: words.Text, spoken: words.Languages) -> str:
    return " · ".join(words.in_language(language, label) for language in spoken)
