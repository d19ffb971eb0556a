"""The demonstration's words, read from the TOML files beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
THEMES = ("school", "water", "health", "roads", "digital", "culture")


def read(name: str) -> dict[str, Any]:
    """Return one file of words as it stands."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def recommendations() -> dict[str, dict[str, Any]]:
    """Return every recommendation's words by its key."""
    return {key: words for theme in THEMES for key, words in read(theme).items()}


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Return the reasons and grounds that several recommendations share."""
    return read("phrases")
