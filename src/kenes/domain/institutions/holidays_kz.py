"""Kazakhstan's days off as the `holidays` package knows them, with names in three languages.

The package names holidays in Kazakh and English; the Russian names are ours. A holiday's moved
day off, a day swapped by decree and an estimated religious feast are marked as such.
"""

import re
from collections.abc import Iterable

import holidays

from kenes.domain.institutions.actions.calendars import DayNames

_MOVED_KK = " (қайта белгіленген демалыс)"
_ESTIMATED_KK = " (бағаланған)"
_SWAPPED = re.compile(r"^Демалыс күні \(\d\d\.\d\d\.\d{4} бастап ауыстырылды\)$")

_NAMES: dict[str, tuple[str, str, str]] = {
    "Жаңа жыл": ("Жаңа жыл", "Новый год", "New Year"),
    "Православиелік Рождество": (
        "Православиелік Рождество",
        "Православное Рождество",
        "Orthodox Christmas",
    ),
    "Халықаралық әйелдер күні": (
        "Халықаралық әйелдер күні",
        "Международный женский день",
        "International Women's Day",
    ),
    "Наурыз мейрамы": ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    "Қазақстан халқының бірлігі мерекесі": (
        "Қазақстан халқының бірлігі мерекесі",
        "Праздник единства народа Казахстана",
        "Kazakhstan People's Unity Day",
    ),
    "Отан Қорғаушы күні": ("Отан қорғаушы күні", "День защитника Отечества", "Defender's Day"),
    "Жеңіс күні": ("Жеңіс күні", "День Победы", "Victory Day"),
    "Астана күні": ("Астана күні", "День столицы", "Capital City Day"),
    "Қазақстан Республикасының Конституциясы күні": (
        "Қазақстан Республикасының Конституциясы күні",
        "День Конституции Республики Казахстан",
        "Constitution Day",
    ),
    "Республика күні": ("Республика күні", "День Республики", "Republic Day"),
    "Қазақстан Республикасы күні": ("Республика күні", "День Республики", "Republic Day"),
    "Тәуелсіздік күні": ("Тәуелсіздік күні", "День Независимости", "Independence Day"),
    "Құрбан айт": ("Құрбан айт", "Курбан айт", "Kurban Ait"),
    "Қазақстан Республикасының Тұңғыш Президенті күні": (
        "Қазақстан Республикасының Тұңғыш Президенті күні",
        "День Первого Президента Республики Казахстан",
        "First President Day",
    ),
}
_DAY_OFF = ("Демалыс күні", "Выходной день", "Day off")
_ESTIMATED = ("күні болжамды", "дата предварительная", "estimated date")


def days_of(years: Iterable[int]) -> tuple[dict[str, DayNames], list[str]]:
    """Return the days off by ISO date, and the weekend days worked, of the years.

    A swapped day off is one that another day is worked for. The list knows of swaps only up to
    the years that decrees were published for when the package was made.
    """
    wanted = set(years)
    found = holidays.country_holidays("KZ", years=wanted, language="kk")
    days_off = {day.isoformat(): names_of(name) for day, name in found.items()}
    worked = [day.isoformat() for day in found.weekend_workdays if day.year in wanted]
    return {day: days_off[day] for day in sorted(days_off)}, sorted(worked)


def names_of(name_kk: str) -> DayNames:
    """Return the names of one day off, and a "note" where it is moved, swapped or estimated.

    Several feasts on one day are joined by a semicolon. A name unknown to us stands as it came.
    """
    parts = [_one(part.strip()) for part in name_kk.split(";")]
    names = {code: "; ".join(part[code] for part in parts) for code in ("kk", "ru", "en")}
    notes = [part["note"] for part in parts if "note" in part]
    return {**names, "note": notes[0]} if notes else names


def _one(name_kk: str) -> DayNames:
    if _SWAPPED.match(name_kk):
        return {**_in_three(_DAY_OFF), "note": "swapped"}
    base = name_kk.removesuffix(_MOVED_KK)
    plain = base.removesuffix(_ESTIMATED_KK)
    names = _in_three(_NAMES.get(plain, (plain, plain, plain)))
    if plain != base:
        estimated = dict(zip(("kk", "ru", "en"), _ESTIMATED, strict=True))
        return {code: f"{names[code]} ({estimated[code]})" for code in names} | {
            "note": "estimated"
        }
    return {**names, "note": "moved"} if base != name_kk else names


def _in_three(names: tuple[str, str, str]) -> DayNames:
    return dict(zip(("kk", "ru", "en"), names, strict=True))
