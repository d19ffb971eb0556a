"""What changed between versions, word by word, one comparison for each language both have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from kenes.engines.difference import Paragraph, compare

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import RecommendationText, Version
    from kenes.domain.register.models import Entry


class Worded(Protocol):
    """Words in one language, in parts that stand as attributes of it."""

    language: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a text (title, problem, demand) in one language, compared."""

    label: str
    lang: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; the first version has nothing before it.

    `entry` is the register's entry by which the later one was published.
    """

    before: int | None
    after: int
    at: datetime
    role: str
    reason: str
    changes: Sequence[Change]
    entry: "Entry | None"


def comparisons(versions: "Sequence[Version]", entries: "Mapping[int, Entry]") -> list[Comparison]:
    """Compare each version with the one before; newest first, as given."""
    older = [*versions[1:], None]
    return [
        compare_versions(before, after, entries.get(after.number))
        if before
        else _first(after, entries.get(after.number))
        for after, before in zip(versions, older, strict=True)
    ]


def compare_versions(before: "Version", after: "Version", entry: "Entry | None") -> Comparison:
    """Compare two versions in every language that both have."""
    old = {text.language: text for text in before.texts.all()}
    changes = [
        change
        for text in after.texts.all()
        if text.language in old
        for change in _changes(old[text.language], text)
    ]
    return Comparison(
        before.number, after.number, after.at, after.actor_role, after.reason, changes, entry
    )


def text_changes(old: "RecommendationText", new: "RecommendationText") -> list[Change]:
    """Compare the three parts of a text; parts without a change are left out."""
    return _changes(old, new)


def _first(version: "Version", entry: "Entry | None") -> Comparison:
    return Comparison(
        None, version.number, version.at, version.actor_role, version.reason, (), entry
    )


def _changes(old: "RecommendationText", new: "RecommendationText") -> list[Change]:
    labels = {
        "title": _("Title"),
        "problem": _("What is wrong"),
        "demand": _("What should be done"),
    }
    return changes_between(old, new, labels)


def changes_between(old: Worded, new: Worded, labels: Mapping[str, str]) -> list[Change]:
    """Compare the parts that `labels` names; parts without a change are left out."""
    found = []
    for part, label in labels.items():
        was, now = getattr(old, part), getattr(new, part)
        if was != now:
            found.append(Change(label, old.language, compare(was, now).paragraphs))
    return found
