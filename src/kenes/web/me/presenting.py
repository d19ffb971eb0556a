"""Rows of my page, ready for the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kenes.domain.notices.letters import letter_of
from kenes.domain.shared.languages import current_language, name_of

if TYPE_CHECKING:
    from kenes.domain.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in the reader's language."""

    subject: str
    text: str
    path: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One mandate: for whom, as what, from when to when."""

    role: str
    institution: str
    valid_from: date
    valid_to: date | None
    is_in_force: bool


def notice_rows(notices: "Iterable[Notice]") -> list[NoticeRow]:
    """Write each notice in the language of the page."""
    return [_notice(notice, current_language()) for notice in notices]


def _notice(notice: "Notice", language: str) -> NoticeRow:
    letter = letter_of(notice, language)
    is_new = notice.seen_at is None
    return NoticeRow(letter.subject, letter.text, notice.path, notice.created_at, is_new)


def mandate_rows(mandates: Iterable[Any], today: date) -> list[MandateRow]:
    """Say of each mandate whether it is in force today."""
    return [
        MandateRow(
            role=mandate.get_role_display(),
            institution=name_of(mandate.institution),
            valid_from=mandate.valid_from,
            valid_to=mandate.valid_to,
            is_in_force=mandate.valid_from <= today
            and (mandate.valid_to is None or mandate.valid_to >= today),
        )
        for mandate in mandates
    ]
