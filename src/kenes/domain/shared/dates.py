"""Dates in words, in the reader's language: "9 November 2026", "2026 жылғы 9 қараша".

The day and its month, the year and its "жылғы" or "г." are tied by no-break spaces.
"""

from datetime import date

from kenes.domain.shared.languages import current_language

NBSP = "\u00a0"
MONTHS = {
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WITH_YEAR = {
    "kk": f"{{year}}{NBSP}жылғы {{day_month}}",
    "ru": f"{{day_month}} {{year}}{NBSP}г.",
    "en": "{day_month} {year}",
}


def day_and_month(on: date, language: str | None = None) -> str:
    """Return "9 November" in `language`, the reader's by default."""
    return f"{on.day}{NBSP}{MONTHS[language or current_language()][on.month - 1]}"


def whole_date(on: date, language: str | None = None) -> str:
    """Return "9 November 2026" in `language`, the reader's by default."""
    code = language or current_language()
    return _WITH_YEAR[code].format(year=on.year, day_month=day_and_month(on, code))


def span_of_days(first: date, last: date, language: str | None = None) -> str:
    """Return "21–25 March", "30 April – 2 May" or, for one day, "21 March"."""
    if first == last:
        return day_and_month(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_and_month(last, language)}"
    return f"{day_and_month(first, language)} – {day_and_month(last, language)}"
