"""The three languages, and how a thing that has three names says its own."""

from typing import Literal, Protocol

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

type LanguageCode = Literal["kk", "ru", "en"]

CODES: tuple[LanguageCode, ...] = ("kk", "ru", "en")


class Language(models.TextChoices):
    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class Named(Protocol):
    """Anything with a name in each language; an empty one is filled from the next."""

    name_kk: str
    name_ru: str
    name_en: str


def current_language() -> LanguageCode:
    """Return the reader's language, Kazakh when none is active."""
    code = (get_language() or "kk")[:2]
    return code if code in CODES else "kk"


def pick(kk: str, ru: str, en: str, language: str | None = None) -> str:
    """Return the text in `language` (the reader's by default), else the first that is there."""
    wanted = language or current_language()
    texts = {"kk": kk, "ru": ru, "en": en}
    return texts.get(wanted) or kk or ru or en


def name_of(thing: Named, language: str | None = None) -> str:
    """Return a thing's name in the reader's language, or in the nearest one it has."""
    return pick(thing.name_kk, thing.name_ru, thing.name_en, language)
