"""The reader's language and time zone, kept by thread.

Django keeps both so that asynchronous tasks inherit them, behind a lock and three calls of
functions. Kenes answers a request in one thread from beginning to end and asks for the language
some three hundred times a page; a thread's own memory answers at once. The bot's tasks share a
thread: they choose a language for a step only, in which they wait for nothing.
"""

import threading
from types import ModuleType

from django.utils import timezone
from django.utils.translation import trans_real

_PLACE = "_active"
"""Where both modules of Django keep what is in force; a private name."""


def keep_by_thread() -> None:
    """Let language and time zone be kept by thread from now on; what is in force stays so.

    Raises AttributeError where Django keeps them elsewhere.
    """
    for module in (trans_real, timezone):
        _keep(module)


def _keep(module: ModuleType) -> None:
    before, now = getattr(module, _PLACE), threading.local()
    if isinstance(before, threading.local):
        return
    if hasattr(before, "value"):
        now.value = before.value
    setattr(module, _PLACE, now)
