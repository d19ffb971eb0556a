"""Match the names of regions found in a text to the one reference list, and report the gaps.

Sites keep their own lists: some lack the units of 2022, some write "ВКО", some mix a Latin letter
into a Russian word. A list is matched entry by entry; nothing is guessed: what is neither a name
on record, nor a former or short one, is reported as unknown.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kenes.domain.institutions.folding import fold
from kenes.domain.institutions.models import Territory
from kenes.domain.institutions.queries.territories import all_territories, territories_in_force
from kenes.domain.institutions.seeds import DATA

SHORTEST_LIST = 5
_BULLET = re.compile(r"^[\s•◦▪·*\-–—]+|^\s*\d{1,2}[.)]\s+")
_UNIT_WORDS = re.compile(
    r"\b(облысы|область|обл|region|oblast|қаласы|қ|город|г|city)\b\.?", re.IGNORECASE
)
# Latin letters that look like Cyrillic ones: "Астaна" with a Latin a is still Astana.
_LOOKALIKES = str.maketrans("aceopxyiAВCEHKMOPTXY", "асеорхуіАВСЕНКМОРТХУ")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")


class How(StrEnum):
    """By which kind of name an entry was found."""

    NAME = "name"
    FORMER = "former"
    SHORT = "short"
    VARIANT = "variant"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """One entry of a list: its text as found, the unit it means, and how that was known."""

    text: str
    territory: Territory | None
    how: How
    line: int = 0


@dataclass(frozen=True, slots=True)
class ListReport:
    """What one list holds, measured against the units in force on a day.

    `lacks` are units in force that no entry means; `ended` those it names that had ended by then,
    `repeated` those named twice, `unknown` entries that mean none on record.
    """

    entries: tuple[Match, ...]
    lacks: tuple[Territory, ...]
    ended: tuple[Territory, ...]
    repeated: tuple[Territory, ...]
    on: date

    @property
    def unknown(self) -> tuple[Match, ...]:
        return tuple(match for match in self.entries if match.territory is None)

    @property
    def first_line(self) -> int:
        return self.entries[0].line if self.entries else 0

    @property
    def last_line(self) -> int:
        return self.entries[-1].line if self.entries else 0


@dataclass(frozen=True, slots=True)
class OtherName:
    """A former, short or otherwise spelt name; dates where it was official."""

    kato: str
    name: str
    why: str
    valid_from: date | None
    valid_to: date | None


def other_names() -> list[OtherName]:
    """Return the packaged names, besides the official ones, under which units are found."""
    with (DATA / "region_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        OtherName(
            row["kato"],
            row["name"],
            row["why"],
            *(
                date.fromisoformat(row[key]) if row[key] else None
                for key in ("valid_from", "valid_to")
            ),
        )
        for row in rows
    ]


class Names:
    """Every name of every unit on record, ready to be looked up. Reads the database once."""

    def __init__(self) -> None:
        territories = {each.kato: each for each in all_territories()}
        self._found: dict[str, tuple[Territory, How]] = {}
        for territory in territories.values():
            for name in (territory.name_kk, territory.name_ru, territory.name_en):
                self._found.setdefault(plain(name), (territory, How.NAME))
        for other in other_names():
            if other.kato in territories:
                known = (territories[other.kato], How(other.why))
                self._found.setdefault(plain(other.name), known)
        self._add_bare_names(territories)

    def match(self, text: str, line: int = 0) -> Match:
        """Return what one entry means; `line` is where it stood, from 1."""
        shown = _BULLET.sub("", text).strip()
        territory, how = self._found.get(plain(shown), (None, How.UNKNOWN))
        return Match(shown, territory, how, line)

    def _add_bare_names(self, territories: Mapping[str, Territory]) -> None:
        """Cities are found with or without "city"; oblasts bare where no city is so called."""
        cities_first = sorted(territories.values(), key=lambda each: each.kind != "city")
        for territory in cities_first:
            for name in (territory.name_kk, territory.name_ru, territory.name_en):
                bare = " ".join(_UNIT_WORDS.sub(" ", plain(name)).split())
                for form in _forms(bare, is_city=territory.kind == "city"):
                    self._found.setdefault(form, (territory, How.VARIANT))


def match_names(names: Iterable[str], *, on: date, known: Names | None = None) -> ListReport:
    """Match one list of names and say what it lacks on a day."""
    known = known or Names()
    return _report([known.match(name, line) for line, name in enumerate(names, start=1)], on)


def match_lists(text: str, *, on: date) -> list[ListReport]:
    """Find every list of regions in a text and match it; line numbers count from 1.

    A list is at least five entries in successive lines. One unknown line between two known ones
    belongs to it and is reported as unknown.
    """
    known = Names()
    lines = [known.match(line, number) for number, line in enumerate(text.splitlines(), start=1)]
    return [_report(run, on) for run in _runs(lines)]


def plain(name: str) -> str:
    """Return a name folded, lookalike letters made Cyrillic, stops and quotation marks dropped."""
    text = re.sub(r"[«»\".,:;]", " ", name)
    words = (
        word.translate(_LOOKALIKES) if _CYRILLIC.search(word.lower()) else word
        for word in text.split()
    )
    return fold(" ".join(words))


def _forms(bare: str, *, is_city: bool) -> tuple[str, ...]:
    before = ("город", "г") if is_city else ()
    after = ("қаласы", "қ", "city") if is_city else ("обл", "oblast", "region")
    return (bare, *(f"{word} {bare}" for word in before), *(f"{bare} {word}" for word in after))


def _runs(matches: Sequence[Match]) -> Iterator[list[Match]]:
    """Yield the runs of known entries, bridging single unknown lines; blank lines do not count."""
    run: list[Match] = []
    waiting: Match | None = None
    for match in [each for each in matches if each.text] + [Match("", None, How.UNKNOWN)]:
        if match.territory is not None:
            run += [waiting, match] if waiting is not None else [match]
            waiting = None
        elif run and waiting is None and match.text:
            waiting = match
        else:
            if len(run) >= SHORTEST_LIST:
                yield run
            run, waiting = [], None


def _report(entries: Sequence[Match], on: date) -> ListReport:
    named = [entry.territory for entry in entries if entry.territory is not None]
    katos = [territory.kato for territory in named]
    in_force = list(territories_in_force(on))
    once = {territory.kato: territory for territory in named}
    current = {territory.kato for territory in in_force}
    return ListReport(
        entries=tuple(entries),
        lacks=tuple(each for each in in_force if each.kato not in once),
        ended=tuple(each for kato, each in once.items() if kato not in current),
        repeated=tuple(each for kato, each in once.items() if katos.count(kato) > 1),
        on=on,
    )
