"""The marks of parts: a shape each, a colour only for opinion groups.

Shape and name come first; the group colours mean opinion groups and nothing else, so regions and
languages are drawn in ink.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import Part
from kenes.web.conversations.charts.svg import Worth, element, joined

SHAPES = ("disc", "square", "triangle", "diamond", "cross")
MOST_MARKS = len(SHAPES)
"""With more parts than shapes, dots are ticks and only the extremes are named."""
GROUP, OTHER = "group", "other"
LETTERS = {"kk": "АБВГД", "ru": "АБВГД", "en": "ABCDE"}


def group_name(place: int) -> str:
    """Return the letter of a group in the reader's alphabet, a number beyond the fifth.

    The engine numbers groups from 0 and keeps their numbers from map to map.
    """
    letters = LETTERS[current_language()]
    return letters[place] if place < len(letters) else str(place + 1)


def look_of(place: int, kind: str) -> str:
    """Return the classes of the part at a place: its shape, and the colour of its group."""
    shape = SHAPES[place % MOST_MARKS]
    return f"m-{shape} g{'abcde'[place % MOST_MARKS]}" if kind == GROUP else f"m-{shape} gi"


def mark(place: int, kind: str, x: Worth, y: Worth, said: str | None = None) -> SafeString:
    """Draw the mark of the part at a place of its partition, its middle at (x, y).

    `said` is what is read out at it.
    """
    return element(
        "svg", _shape(place, kind), x=x, y=y, overflow="visible",
        data_g=group_at(place, kind), data_said=said,
    )  # fmt: skip


def group_at(place: int, kind: str) -> str | None:
    """Return by what the same group is found in every view; None for parts that are no groups."""
    return str(place) if kind == GROUP else None


def _shape(place: int, kind: str) -> SafeString:
    look = look_of(place, kind)
    match SHAPES[place % MOST_MARKS]:
        case "disc":
            return element("circle", r=5, class_=look)
        case "square":
            return element("rect", x=-4.5, y=-4.5, width=9, height=9, class_=look)
        case "triangle":
            return element("path", d="M0-5.8L5.8 4.3H-5.8z", class_=look)
        case "diamond":
            return element("path", d="M0-6.4L6.4 0L0 6.4L-6.4 0z", class_=look)
        case _:
            return element("path", d="M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z", class_=look)


def icon(place: int, kind: str) -> SafeString:
    """Draw a mark on its own, as in a line of text."""
    return element(
        "svg", _shape(place, kind), viewBox="-8 -8 16 16", class_="gs", aria_hidden="true"
    )


def key_of(parts: Sequence[Part], kind: str, *others: str) -> SafeString:
    """Draw the key of a partition: mark, name, people; `others` are further entries."""
    if len(parts) > MOST_MARKS:
        return joined(others)
    entries = [
        element(
            "span", icon(place, kind), element("span", _said(part)), data_g=group_at(place, kind)
        )
        for place, part in enumerate(parts)
    ]
    return joined([*entries, *others])


def _said(part: Part) -> str:
    if part.people is None:
        return part.name
    return f"{part.name}, {words.people(part.people)}"
