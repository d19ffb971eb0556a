"""Who a Kazakh heading addresses: the lead body, and those it is to act with.

Forms met: "Қазақстан Республикасының X министрлігі:", "X министрлігі және жергілікті атқарушы
органдар", "X министрлігі Y министрлігімен бірлесіп", "X министрлігі Y және Z министрліктерімен
бірлесіп". The words "Қазақстан Республикасының" do not make another body.
"""

import re

from kenes.domain.recommendations.importers.imported import SourceBody

_COUNTRY = re.compile(r"Қазақстан Республикасы(?:ның)?\s+")
_OWN = re.compile(
    r"^(Қазақстан Республикасы(?:ның)?\s(?:[^,:]{3,200}?(?:гімен|ктерімен)\sбірлесіп"
    r"|[^,:]{3,80}?министрлігі(?=\s)))"
)
_TOGETHER = re.compile(r"\s+бірлесіп\s*$")
_SEVERAL = re.compile(r"^(?P<names>.+?)\s*министрліктерімен$")
_MINISTRY = "министрлігі"


def own_addressee(text: str) -> str:
    """Return the addressee that a point names in its first words, or an empty string."""
    found = _OWN.match(" ".join(text.split()))
    return found.group(1) if found else ""


def bodies_in_heading(heading: str) -> tuple[tuple[SourceBody, ...], tuple[SourceBody, ...]]:
    """Return (lead bodies, contributing bodies) of a heading; both from its own words."""
    line = " ".join(heading.split()).rstrip(":; ").lstrip("0123456789. ")
    is_joint = _TOGETHER.search(line) is not None
    line = _TOGETHER.sub("", line)
    first, rest = _first_body(line)
    if not rest:
        return (_body(first),), ()
    if rest.startswith("және "):
        return (_body(first), _body(rest.removeprefix("және "))), ()
    helpers = _helpers(rest) if is_joint else [rest]
    return (_body(first),), tuple(_body(name) for name in helpers)


def _first_body(line: str) -> tuple[str, str]:
    found = re.match(r"(.*?(?:министрлігі|Үкіметі|органдар|әкімдіктері))(?=\s|$)\s*(.*)$", line)
    return (found.group(1), found.group(2)) if found else (line, "")


def _helpers(rest: str) -> list[str]:
    """Return the bodies that "бірлесіп" joins: one, or several before one plural word."""
    several = _SEVERAL.match(rest)
    if several is None:
        return [re.sub(r"(министрлігі|органдар)(?:мен|ымен)$", r"\1", rest)]
    names = _COUNTRY.sub("", several.group("names"))
    return [f"{name.strip()} {_MINISTRY}" for name in _split_names(names)]


def _split_names(names: str) -> list[str]:
    """Split "A, B және C" at commas and at each "және" that a capital letter follows.

    "Сауда және интеграция" goes on in a small letter, so it stays one name.
    """
    return [part for part in re.split(r",\s+|\s+және\s+(?=[А-ЯӘҒҚҢӨҰҮҺІЁ])", names) if part.strip()]


def _body(name: str) -> SourceBody:
    short = _COUNTRY.sub("", name).strip()
    return SourceBody(
        key=f"kz:{short.casefold()}"[:120],
        kind="state_office",
        name_kk=name.strip() if name.strip() != short else short,
    )
