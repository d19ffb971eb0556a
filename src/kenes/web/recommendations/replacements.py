"""Translations that another took the place of: what stood, until when, and which words differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.shared.languages import name_of
from kenes.web.recommendations.differences import Change, changes_between

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import (
        AnswerText,
        RecommendationText,
        ReplacedAnswerText,
        ReplacedText,
        Version,
    )


@dataclass(frozen=True, slots=True)
class Replacement:
    """A translation that stood from `at` until `until`, and what the next one says otherwise.

    `of` is the number of the version, or the name of the body whose answer it was.
    """

    of: str
    language: str
    state: str
    credit: str
    at: datetime
    until: datetime
    changes: Sequence[Change]


def replacements_of(versions: "Sequence[Version]") -> list[Replacement]:
    """Return what was replaced in each version, newest version first, oldest wording first."""
    labels = {
        "title": _("Title"),
        "problem": _("What is wrong"),
        "demand": _("What should be done"),
    }
    return [
        found
        for version in versions
        for found in _chain(
            str(version.number),
            sorted(version.replaced_texts.all(), key=attrgetter("language", "pk")),
            version.texts.all(),
            labels,
        )
    ]


def replacements_of_answers(rows: "Sequence[ReplacedAnswerText]") -> list[Replacement]:
    """Return what was replaced in answers; `rows` come by answer and language, oldest first."""
    labels = {
        "body": _("Answer"),
        "part": _("Part accepted or not"),
        "reason": _("Reason"),
    }
    return [
        found
        for answer, replaced in groupby(rows, key=attrgetter("answer"))
        for found in _chain(
            name_of(answer.address.institution), list(replaced), answer.texts.all(), labels
        )
    ]


def _chain(
    of: str,
    replaced: "Iterable[ReplacedText | ReplacedAnswerText]",
    standing: "Iterable[RecommendationText | AnswerText]",
    labels: Mapping[str, str],
) -> list[Replacement]:
    """Compare each replaced wording of a language with the one that took its place."""
    now = {text.language: text for text in standing}
    found = []
    for language, rows in groupby(replaced, key=attrgetter("language")):
        olds = list(rows)
        news = (*olds[1:], now[language])
        for old, new in zip(olds, news, strict=True):
            found.append(_replacement(of, old, changes_between(old, new, labels)))
    return found


def _replacement(
    of: str, old: "ReplacedText | ReplacedAnswerText", changes: Sequence[Change]
) -> Replacement:
    return Replacement(
        of=of,
        language=old.get_language_display(),
        state=old.get_state_display(),
        credit=old.translator_credit,
        at=old.at,
        until=old.replaced_at,
        changes=changes,
    )
