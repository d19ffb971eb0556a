"""What a press does to the votes, by the same acts as on the page, and what is answered to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kenes.bot import cards, words
from kenes.bot.buttons import TAKE_BACK, Press
from kenes.domain.conversations import rules
from kenes.domain.conversations.actions import voting as acts
from kenes.domain.conversations.chat_voices import voice_in_chat
from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.seen import ARRIVALS
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import NotFound, NotPermitted, Refusal, permit

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation


@dataclass(frozen=True, slots=True)
class Answer:
    """What whoever pressed is shown; `is_alert` where they have to close it themselves."""

    text: str
    is_alert: bool = False


def brought(
    conversation: UUID, now: datetime, languages: words.Languages = words.LANGUAGES
) -> list[cards.Said]:
    """Return what to say where a conversation is brought: how it works, and the first card.

    One sentence instead where there is no such conversation, or where it takes no votes from chats.
    """
    try:
        row = _taking_part(conversation, now)
    except NotFound:
        return [cards.Said(words.in_both(words.NO_CONVERSATION))]
    except NotPermitted as error:
        return [_refused(error.refusal)]
    first = cards.opening(row, today_at(row.body, now), languages)
    return [first, cards.next_card(row, cards.new_order(), 0, now, languages)]


def next_card(press: Press, now: datetime) -> cards.Said:
    """Return the card after the one that was pressed, or why there is none."""
    try:
        row = _taking_part(press.conversation, now)
    except NotFound:
        return cards.Said(words.in_both(words.NO_CONVERSATION))
    except NotPermitted as error:
        return _refused(error.refusal)
    languages = (*words.LANGUAGES, "en") if press.language == "en" else words.LANGUAGES
    return cards.next_card(row, press.order, press.seen, now, languages)


def pressed(press: Press, sender: int, now: datetime) -> Answer:
    """Keep a vote, or take all back; `sender` is the number in the chat, which is kept nowhere."""
    try:
        return Answer(_kept(press, sender, now))
    except NotFound:
        return Answer(words.as_alert(press.language, words.NO_CONVERSATION), is_alert=True)
    except NotPermitted as error:
        refusal = error.refusal
        text = words.as_alert(press.language, refusal.message, refusal.remedy)
        return Answer(text, is_alert=True)


def _kept(press: Press, sender: int, now: datetime) -> str:
    row = _taking_part(press.conversation, now)
    voice = voice_in_chat(row, sender)
    if press.choice == TAKE_BACK:
        many = acts.take_back_votes(conversation=row, voice=voice, now=now)
        return words.in_language(press.language, words.TAKEN_BACK, str(many))
    is_new = acts.cast_vote(
        conversation=row,
        voice=voice,
        statement=press.statement,
        rendering=press.rendering,
        value=press.choice,
        told=press.told,
        now=now,
    )
    if is_new:
        ARRIVALS.add(row.pk, now)
    label = words.CHOICES[press.choice]
    return f"{words.in_language(press.language, label)}. " + words.as_alert(
        press.language, words.KEPT
    )


def _taking_part(conversation: UUID, now: datetime) -> "Conversation":
    """Return a conversation that takes votes from chats. Raises NotFound, NotPermitted."""
    row = voting.conversation_to_vote_in(conversation)
    permit(rules.refuse_to_take_part(row, voting.Tier.LINK, on=today_at(row.body, now)))
    return row


def _refused(refusal: Refusal) -> cards.Said:
    return cards.Said(words.in_both(refusal.message, refusal.remedy))
