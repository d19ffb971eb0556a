"""The result of a comparison, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What became of a run of text; a moved paragraph stands twice, where it was and is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


_IN_OLD = frozenset({Kind.SAME, Kind.REMOVED, Kind.MOVED_AWAY})
_IN_NEW = frozenset({Kind.SAME, Kind.ADDED, Kind.MOVED_HERE})


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one kind; `text` keeps the spaces between and before them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of either version, or of both; `move` numbers the two places of a moved one."""

    runs: tuple[Run, ...]
    move: int | None = None

    @property
    def is_same(self) -> bool:
        """Tell whether both versions have this paragraph, word for word, in its place."""
        return all(run.kind is Kind.SAME for run in self.runs)

    @property
    def old_text(self) -> str:
        """The paragraph in the old version, empty where it had none."""
        return "".join(run.text for run in self.runs if run.kind in _IN_OLD)

    @property
    def new_text(self) -> str:
        """The paragraph in the new version, empty where it has none."""
        return "".join(run.text for run in self.runs if run.kind in _IN_NEW)


@dataclass(frozen=True, slots=True)
class Difference:
    """All paragraphs of both versions in reading order.

    `by_paragraphs` when the texts were too large to compare word by word throughout.
    """

    paragraphs: tuple[Paragraph, ...]
    by_paragraphs: bool = False

    @property
    def is_same(self) -> bool:
        """Tell whether the versions differ in white space at most."""
        return all(paragraph.is_same for paragraph in self.paragraphs)

    @property
    def old_text(self) -> str:
        """The old version, normalised."""
        return _joined(paragraph.old_text for paragraph in self.paragraphs)

    @property
    def new_text(self) -> str:
        """The new version, normalised."""
        return _joined(paragraph.new_text for paragraph in self.paragraphs)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
