"""Load the demonstration, subject by subject, each once."""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from kenes.domain.shared.actions import once

type Load = Callable[[datetime], int]
"""Loads one subject with dates relative to the moment given; returns how many things it made."""

SUBJECTS: tuple[tuple[str, Load], ...] = ()
"""Every subject of the demonstration, in the order in which they need each other."""


def load_demo(progress: Callable[[str], None], now: datetime) -> None:
    """Load every subject that is not there yet, and say so line by line.

    A subject and the note that it is loaded are saved together: a load broken off is as if it had
    never begun, and a second run has nothing to do.
    """
    for name, load in SUBJECTS:
        progress(f"Demonstration: {name}: {_load_once(name, load, now)}")


def _load_once(name: str, load: Load, now: datetime) -> str:
    key = uuid5(NAMESPACE_URL, f"kenes demonstration {name}")
    return once(key, "demo.load", lambda: str(load(now)), now=now)
