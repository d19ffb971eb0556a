"""`kenes telegram_bot`: votes on statements from Telegram groups that added the bot themselves."""

import argparse
import asyncio
import importlib.util
import signal
import sys

import django
from django.conf import settings

from kenes.project.commands.home import make_home

FAILED, MISUSED = 1, 2


def run(arguments: list[str]) -> int:
    """Answer presses until SIGINT or SIGTERM. Returns 1 where the bot may not run, 2 without it."""
    argparse.ArgumentParser(prog="kenes telegram_bot", description=__doc__).parse_args(arguments)
    if importlib.util.find_spec("aiogram") is None:
        return _say("The bot needs the extra `bot`: python3 -m pip install 'kenes[bot]'.", MISUSED)
    django.setup()
    make_home(settings.KENES_HOME)
    from kenes.bot.running import BotRefused  # noqa: PLC0415  models need the setup

    try:
        asyncio.run(_serve())
    except BotRefused as error:
        return _say(str(error), FAILED)
    return 0


async def _serve() -> None:
    from kenes.bot import running  # noqa: PLC0415  models need the setup

    bot = running.make_bot(settings.KENES_TELEGRAM_TOKEN, settings.KENES_TELEGRAM_API)
    async with bot:
        await running.check(bot)
        polling = running.Polling(bot)
        task = asyncio.create_task(polling.run())
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        await asyncio.wait([task])
        await polling.settle()
        await polling.confirm()
        if not task.cancelled():
            task.result()


def _say(sentence: str, code: int) -> int:
    """Print one sentence for the person at the keyboard."""
    sys.stderr.write(f"kenes: {sentence}\n")
    return code
