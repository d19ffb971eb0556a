"""Entries of the register as sentences; types nobody knows yet are shown by their code."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry

OBJECTS: dict[str, Promise] = {
    "recommendation": _("recommendation"),
    "text": _("text of a recommendation"),
    "address": _("term of a body"),
    "answer": _("answer of a body"),
    "measure": _("measure"),
    "assessment": _("assessment"),
    "institution": _("institution"),
    "mandate": _("mandate"),
    "rule": _("rule of law"),
    "calendar": _("working-day calendar"),
    "procedure": _("rules of a body"),
    "seat": _("seat in a body"),
}
"""What an entry is about, by the first part of its type."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list."""

    public_id: UUID
    at: datetime
    sentence: str
    type: str
    number: str
    index: int | None
    url: str


def line_of(entry: "Entry") -> Line:
    """Return an entry as a line."""
    content = entry.content or {}
    return Line(
        public_id=entry.public_id,
        at=entry.at,
        sentence=sentence_of(entry.type),
        type=entry.type,
        number=str(content.get("number") or content.get("recommendation") or "")[:40],
        index=entry.index,
        url=reverse("register:entry", args=[entry.public_id]),
    )


def sentence_of(type_: str) -> str:
    """Return what a type of entry records, in words."""
    if type_ in ACTS:
        return str(ACTS[type_])
    subject = type_.split(".", maxsplit=1)[0]
    return f"{OBJECTS.get(subject, subject)}: {type_}"


ACTS: dict[str, Promise] = {
    "recommendation.filed": _("A recommendation was filed."),
    "recommendation.filed_again": _("A returned recommendation was filed again."),
    "recommendation.admitted": _("A recommendation was taken for consideration."),
    "recommendation.returned": _("A text was returned to its author."),
    "recommendation.return_appealed": _("A return was appealed."),
    "recommendation.appeal_decided": _("An appeal against a return was decided."),
    "recommendation.version_published": _("A new version of a text was published."),
    "recommendation.translation_published": _("A translation was published."),
    "recommendation.withdrawn": _("A recommendation was withdrawn by its author."),
    "recommendation.adopted": _("A body adopted a recommendation."),
    "recommendation.closed": _("A recommendation was closed."),
    "recommendation.hidden": _("A text was hidden."),
    "recommendation.shown_again": _("A text is shown again."),
    "recommendation.merged": _("Recommendations were merged."),
    "recommendation.split": _("A recommendation was split into points."),
    "recommendation.systematised": _("A recommendation was systematised."),
}
