"""Dates and figures as each of the three languages writes them.

Django's own Kazakh formats are incomplete, and a table wants other forms than a sentence; so the
few forms that Kenes uses are written here, each once. Every function takes the language code and
returns plain text with no-break spaces where a line must not break.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from kenes.domain.shared.dates import MONTHS, NBSP, day_and_month, whole_date

# Both begin with the space: so begun, a text is searched three times as fast.
_BEFORE_A_SIGN = re.compile(r" (?=[%₸])(?<=\d )")
_AFTER_A_SHORT_WORD = re.compile(r" (?=\S)(?:(?<=[№§] )|(?<=(?<![\w-])[вВкКсСоОуУиИаАяЯ] ))")


def local_day(value: date) -> date:
    """Return the calendar day of a date, or of a moment in the server's own time zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_date(value: date, language: str) -> str:
    """Return "2026 жылғы 9 қараша", "9 ноября 2026 г." or "9 November 2026"."""
    return whole_date(local_day(value), language)


def day_month(value: date, language: str) -> str:
    """Return a date without its year: "9 қараша", "9 ноября", "9 November"."""
    return day_and_month(local_day(value), language)


def short_date(value: date, language: str) -> str:
    """Return the form of a table: "09.11.2026", in English "9 Nov 2026"."""
    day = local_day(value)
    if language == "en":
        return f"{day.day}{NBSP}{MONTHS['en'][day.month - 1][:3]}{NBSP}{day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year}"


def date_time(value: datetime, language: str) -> str:
    """Return a moment in the server's time zone: the long date, a comma, hours and minutes."""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    # By hand: strftime looks for the system's time zone at every call.
    return f"{whole_date(moment, language)}, {moment.hour:02}:{moment.minute:02}"


def number(value: float | Decimal, language: str, places: int | None = None) -> str:
    """Return a figure grouped by threes; `places` fixes the decimals, else as many as it has."""
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    if language == "en":
        return text
    return text.replace(",", NBSP).replace(".", ",")


def percent(share: float | Decimal, language: str, places: int = 0) -> str:
    """Return a share between 0 and 1 as "37 %", in English "37%"."""
    figure = number(share * 100, language, places)
    return f"{figure}%" if language == "en" else f"{figure}{NBSP}%"


def money(tenge: float | Decimal, language: str) -> str:
    """Return a sum in tenge: "12 450 000 ₸", in English "KZT 12,450,000"."""
    whole = number(tenge, language)
    return f"KZT{NBSP}{whole}" if language == "en" else f"{whole}{NBSP}₸"


def ended(text: str) -> str:
    """Close a sentence with a full stop, unless a date's abbreviation (2026 г.) already did."""
    return text if text.endswith(".") else f"{text}."


def bind(text: str) -> str:
    """Tie № and one-letter Russian words to what follows, % and ₸ to the figure before them.

    A Russian date ends with the stop of "г.": at the end of a sentence one stop serves both.
    """
    bound = _AFTER_A_SHORT_WORD.sub(NBSP, _BEFORE_A_SIGN.sub(NBSP, text))
    return bound.replace("г..", "г.")
