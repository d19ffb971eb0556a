"""Ask Telegram for what is new, again and again, until told to stop.

What goes wrong is logged by its kind alone: the library's sentences hold chats' numbers, and an
address of the Bot API holds the token.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from aiogram.utils.token import TokenValidationError
from pydantic import ValidationError

from kenes.bot.chats import Chats

logger = logging.getLogger(__name__)
ALLOWED = ["message", "callback_query", "my_chat_member"]
WAIT_SECONDS = 25
SLOWEST = 60
AT_ONCE = 50


class BotRefused(Exception):
    """The bot may not run; the sentence says why, and what to do."""


def make_bot(token: str, api: str) -> Bot:
    """Return the bot of a token at a server of the Bot API. Raises BotRefused for no token."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    try:
        return Bot(token, session=session)
    except TokenValidationError:
        raise BotRefused(
            "KENES_TELEGRAM_TOKEN is missing or is no token, so the bot cannot run. Ask BotFather "
            "for one (/newbot) and put it into the environment of this command."
        ) from None


async def check(bot: Bot) -> None:
    """Ask Telegram who the bot is. Raises BotRefused for a wrong token, or one that reads along."""
    try:
        me = await bot.get_me()
    except TelegramUnauthorizedError:
        raise BotRefused(
            "Telegram does not know the token in KENES_TELEGRAM_TOKEN. It may have been revoked: "
            "ask BotFather for the one in use (/token)."
        ) from None
    except TelegramAPIError as error:
        raise BotRefused(
            f"The Bot API at KENES_TELEGRAM_API does not answer ({type(error).__name__}). "
            "Look whether this machine reaches it, then start the bot anew."
        ) from None
    if me.can_read_all_group_messages:
        raise BotRefused(
            "This bot can read all messages of its groups, so it does not run. Turn its privacy "
            "mode on (BotFather, /setprivacy, Enable), then start it anew."
        )


@dataclass
class Polling:
    """The updates of one bot, each handled once; `offset` is the first that was not asked for."""

    bot: Bot
    offset: int | None = None
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chats = Chats(self.bot)
        self.free = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Ask until the task is cancelled. Raises BotRefused once the token is revoked."""
        pause = 0.0
        while True:
            try:
                await self.step(wait=WAIT_SECONDS)
                pause = 0.0
            except TelegramUnauthorizedError:
                raise BotRefused("Telegram revoked the bot's token while it ran.") from None
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except TelegramAPIError as error:
                pause = min(2 * pause or 1.0, SLOWEST)
                logger.warning("no updates (%s); asking again in %d s", type(error).__name__, pause)
                await asyncio.sleep(pause)

    async def step(self, *, wait: int = 0) -> None:
        """Ask once, waiting up to `wait` seconds, and begin to handle what came."""
        try:
            updates = await self.bot.get_updates(
                offset=self.offset,
                timeout=wait,
                allowed_updates=ALLOWED,
                request_timeout=wait + 15,
            )
        except ClientDecodeError as error:
            updates = self._readable(error)
        for update in updates:
            self.offset = max(self.offset or 0, update.update_id + 1)
            await self.free.acquire()
            task = asyncio.create_task(self._handle(update))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def settle(self) -> None:
        """Wait until everything that came is handled."""
        await asyncio.gather(*self.tasks)

    async def confirm(self) -> None:
        """Tell Telegram what was handled, so that it does not come again after a new start."""
        if self.offset is not None:
            with contextlib.suppress(TelegramAPIError):
                await self.bot.get_updates(offset=self.offset, limit=1, timeout=0)

    async def _handle(self, update: Update) -> None:
        try:
            await self.chats.handle(update)
        finally:
            self.free.release()

    def _readable(self, error: ClientDecodeError) -> list[Update]:
        """Return the updates of an answer that can be read; the others would come for ever."""
        found = error.data.get("result") if isinstance(error.data, dict) else None
        readable = []
        for one in found if isinstance(found, list) else []:
            try:
                readable.append(Update.model_validate(one, context={"bot": self.bot}))
            except ValidationError:
                logger.warning("an update that cannot be read was passed over")
                self.offset = max(self.offset or 0, one["update_id"] + 1)
        return readable
