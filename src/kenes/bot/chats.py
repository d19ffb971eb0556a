"""What the bot does with what Telegram sends: bring a conversation, take a press, leave.

In privacy mode Telegram shows a bot in a group only commands, service messages and replies to
its own messages. Whatever else arrives means that the bot could read along: it says so and leaves.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from django.utils import timezone

from kenes.bot import cards, votes, words
from kenes.bot.buttons import NEXT, Press, read_press
from kenes.domain.shared.floods import Flood

logger = logging.getLogger(__name__)
QUARTER = timedelta(minutes=15)
PRESSES, BRINGS = Flood(600, QUARTER), Flood(20, QUARTER)
TRIES, LONGEST_PAUSE = 3, 60
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
SAID_BY_PEOPLE = frozenset({
    ContentType.TEXT, ContentType.PHOTO, ContentType.VIDEO, ContentType.AUDIO, ContentType.VOICE,
    ContentType.VIDEO_NOTE, ContentType.DOCUMENT, ContentType.STICKER, ContentType.ANIMATION,
    ContentType.LOCATION, ContentType.CONTACT, ContentType.VENUE, ContentType.POLL,
    ContentType.STORY, ContentType.DICE, ContentType.GAME, ContentType.PAID_MEDIA,
})  # fmt: skip


class Chats:
    """The bot among its chats; it knows its own number, and no chat."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def handle(self, update: Update) -> None:
        """Do what one update asks for. What fails is named by its kind alone, never its content."""
        try:
            if update.callback_query:
                await self._press(update.callback_query)
            elif update.my_chat_member:
                await self._moved(update.my_chat_member)
            elif update.message:
                await self._said(update.message)
        except Exception as error:  # noqa: BLE001  one update never ends the others
            logger.error("an update was not handled: %s", type(error).__name__)  # noqa: TRY400

    async def _said(self, message: Message) -> None:
        if message.chat.type == ChatType.PRIVATE or _is_start(message):
            await self._brought(message)
        elif message.chat.type in GROUPS and self._reads_along(message):
            await self._leave(message.chat.id)

    def _reads_along(self, message: Message) -> bool:
        """Tell whether only a bot that reads the group would have been shown this."""
        answered = message.reply_to_message
        author = answered.from_user if answered else None
        if author is not None and author.id == self.bot.id:
            return False
        is_command = (message.text or "").startswith("/")
        return message.content_type in SAID_BY_PEOPLE and not is_command

    async def _moved(self, change: ChatMemberUpdated) -> None:
        """Leave where the bot was made an administrator: it would read everything."""
        if change.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR:
            await self._leave(change.chat.id)

    async def _leave(self, chat: int) -> None:
        text = words.in_both(words.READS_TOO_MUCH)
        await _patiently(lambda: self.bot.send_message(chat, text))
        await _patiently(lambda: self.bot.leave_chat(chat))

    async def _brought(self, message: Message) -> None:
        """Show the conversation that `/start` names, unless the chat asks for too many."""
        chat = message.chat.id
        if BRINGS.is_over(str(chat), timezone.now()):
            return
        if chat_is_group(message) and (await self.bot.get_me()).can_read_all_group_messages:
            await self._leave(chat)
            return
        conversation = _named(message.text or "")
        said = [cards.Said(words.in_both(words.NO_CONVERSATION))]
        if conversation is not None:
            said = await _in_domain(
                votes.brought, conversation, timezone.now(), _languages(message)
            )
        for one in said:
            await self._say(chat, one)

    async def _say(self, chat: int, said: cards.Said) -> None:
        await _patiently(
            lambda: self.bot.send_message(
                chat, said.text, reply_markup=said.buttons, disable_web_page_preview=True
            )
        )

    async def _press(self, query: CallbackQuery) -> None:
        press = read_press(query.data)
        if press is None:
            await self._answer(query, votes.Answer(words.in_both(words.FORGED), is_alert=True))
        elif PRESSES.is_over(str(query.from_user.id), timezone.now()):
            await self._answer(query, votes.Answer(_too_much(press), is_alert=True))
        elif press.choice == NEXT:
            await self._answer(query, None)
            await self._go_on(query, press)
        else:
            await self._answer(query, await self._vote(query, press))

    async def _vote(self, query: CallbackQuery, press: Press) -> votes.Answer:
        if words.reads_english(query.from_user.language_code):
            press = replace(press, language="en")
        try:
            return await _in_domain(votes.pressed, press, query.from_user.id, timezone.now())
        except Exception as error:  # noqa: BLE001  whoever pressed must learn that it failed
            logger.error("a vote was not kept: %s", type(error).__name__)  # noqa: TRY400
            return votes.Answer(words.as_alert(press.language, words.NOT_KEPT), is_alert=True)

    async def _answer(self, query: CallbackQuery, answer: votes.Answer | None) -> None:
        """Answer whoever pressed; an answer that comes too late for Telegram is dropped."""
        text, is_alert = (answer.text, answer.is_alert) if answer else (None, None)
        await _patiently(
            lambda: self.bot.answer_callback_query(query.id, text=text, show_alert=is_alert)
        )

    async def _go_on(self, query: CallbackQuery, press: Press) -> None:
        """Show the next card once: the card before it loses its button, or there was none."""
        message = query.message
        if not isinstance(message, Message):
            return
        markup = cards.without_next(message.reply_markup)
        if markup is None:
            return
        chat, number = message.chat.id, message.message_id
        is_first = await _patiently(
            lambda: self.bot.edit_message_reply_markup(
                chat_id=chat, message_id=number, reply_markup=markup
            )
        )
        if is_first:
            await self._say(chat, await _in_domain(votes.next_card, press, timezone.now()))


def chat_is_group(message: Message) -> bool:
    """Tell whether several people are in the chat."""
    return message.chat.type in GROUPS


def _languages(message: Message) -> words.Languages:
    """Return in which languages a chat is spoken to: English too, where one reads it alone."""
    sender = None if chat_is_group(message) else message.from_user
    is_english = sender is not None and words.reads_english(sender.language_code)
    return (*words.LANGUAGES, "en") if is_english else words.LANGUAGES


def _is_start(message: Message) -> bool:
    return (message.text or "").split("@")[0].split(" ")[0] == "/start"


def _named(text: str) -> UUID | None:
    """Return the conversation that a command `/start <token>` names; None for anything else."""
    try:
        return UUID(text.split()[1])
    except (IndexError, ValueError):
        return None


def _too_much(press: Press) -> str:
    return words.as_alert(press.language, words.TOO_MUCH)


async def _patiently[T](call: Callable[[], Awaitable[T]]) -> T | None:
    """Call Telegram, waiting as long as it asks for; None where it refuses or asks for too long."""
    for _turn in range(TRIES):
        try:
            return await call()
        except TelegramRetryAfter as error:
            if error.retry_after > LONGEST_PAUSE:
                return None
            await asyncio.sleep(error.retry_after)
        except TelegramAPIError:
            return None
    return None


async def _in_domain[**P, T](act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run an act where the database may be used."""

    def run() -> T:
        if not connection.in_atomic_block:
            close_old_connections()  # the database may have been started anew since the last act
        return act(*args, **kwargs)

    return await sync_to_async(run)()
