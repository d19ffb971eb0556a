"""The path to an element of a law, and how paths are put in order."""

import re
from dataclasses import dataclass
from enum import IntEnum

NUMBER = re.compile(r"[0-9]{1,6}(?:-[0-9]{1,6})*")

type SortKey = tuple[int, tuple[tuple[int, tuple[int, ...]], ...]]


class PathError(ValueError):
    """A path without elements, or an element whose number is none."""


class Level(IntEnum):
    """A kind of element; the value orders neighbours that stand under the same element.

    In Russian and Kazakh: HEADING заголовок, тақырып; SECTION раздел, бөлім; CHAPTER глава, тарау;
    DIVISION параграф; ARTICLE статья, бап; PART часть, бөлік; POINT пункт, тармақ; SUBPOINT
    подпункт, тармақша; PARAGRAPH абзац.
    """

    HEADING = 0
    SECTION = 1
    CHAPTER = 2
    DIVISION = 3
    ARTICLE = 4
    PART = 5
    POINT = 6
    SUBPOINT = 7
    PARAGRAPH = 8


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a path: `number` is written "14" or "14-4"; only a heading has none.

    Raises PathError for anything else.
    """

    level: Level
    number: str = ""

    def __post_init__(self) -> None:
        if self.level is Level.HEADING and not self.number:
            return
        if self.level is Level.HEADING or not NUMBER.fullmatch(self.number):
            raise PathError(
                f"{self.level.name.lower()} cannot have the number {self.number!r}; write digits, "
                "with added numbers after a hyphen as in 14-4, and none for a heading"
            )

    @property
    def order(self) -> tuple[int, tuple[int, ...]]:
        """Sort value among neighbours: 14 before 14-1 before 14-4 before 15."""
        return self.level, tuple(int(part) for part in self.number.split("-") if part)


@dataclass(frozen=True, slots=True)
class ElementPath:
    """An element of a law, named from the outermost step inwards.

    `is_new` when the text speaks of an element that is to be added. Raises PathError when empty.
    """

    elements: tuple[Element, ...]
    is_new: bool = False

    def __post_init__(self) -> None:
        if not self.elements:
            raise PathError("a path needs at least one element; name an article or a chapter")

    def number(self, level: Level) -> str | None:
        """Return the number at `level`, or None where the path does not pass through it."""
        return next((one.number for one in self.elements if one.level is level), None)

    @property
    def article(self) -> str | None:
        """The number of the article, "90-1"."""
        return self.number(Level.ARTICLE)

    @property
    def sort_key(self) -> SortKey:
        """Order of the law's own text, as far as numbers tell it.

        Articles are numbered through a law, so what stands above an article is left out.
        """
        outer = [i for i, one in enumerate(self.elements) if one.level is Level.ARTICLE]
        kept = self.elements[outer[0] if outer else 0 :]
        return 0, tuple(one.order for one in kept)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as given and the paths read from it; no path where it could not be read."""

    text: str
    paths: tuple[ElementPath, ...] = ()

    @property
    def is_read(self) -> bool:
        """Tell whether the whole text was understood."""
        return bool(self.paths)

    @property
    def sort_key(self) -> SortKey:
        """Key of the first path; all unread citations share one key that comes last."""
        return self.paths[0].sort_key if self.paths else (1, ())
