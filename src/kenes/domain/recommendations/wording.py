"""The words of a recommendation as people send them: cleaned, measured, refused when unusable."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.refusals import Invalid
from kenes.domain.shared.text import clean_line, clean_text, digest_if_any

TITLE_LIMIT = 300
BODY_LIMIT = 20_000
LINE_LIMIT = 300
REASON_LIMIT = 500
NOTE_LIMIT = 5_000
# A title made of the demand's first words: short enough for one line of a list.
TITLE_FROM_DEMAND = 120


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, what is wrong, what should be done; cleaned."""

    title: str
    problem: str
    demand: str


def clean_wording(title: str, problem: str, demand: str, *, is_draft: bool = False) -> Wording:
    """Return the three texts cleaned; a missing title is made of the demand's first words.

    A draft may still be without a demand. Raises Invalid with a sentence for each field.
    """
    words = Wording(clean_line(title), clean_text(problem), clean_text(demand))
    problems = _too_long(
        {
            "title": (words.title, TITLE_LIMIT),
            "problem": (words.problem, BODY_LIMIT),
            "demand": (words.demand, BODY_LIMIT),
        }
    )
    if not words.demand and not is_draft:
        problems["demand"] = _(
            "It is not said what should be done. Write what you ask for, in one sentence or more."
        )
    if problems:
        raise Invalid(problems)
    if words.title or not words.demand:
        return words
    return Wording(_title_from(words.demand), words.problem, words.demand)


def clean_note(field: str, raw: str, *, limit: int = NOTE_LIMIT) -> str:
    """Return a reason or explanation, cleaned. Raises Invalid when it is empty or too long."""
    text = clean_text(raw)
    if not text:
        raise Invalid({field: _("The reason is missing. Write in a sentence why this is done.")})
    if problems := _too_long({field: (text, limit)}):
        raise Invalid(problems)
    return text


def clean_said(field: str, raw: str, *, limit: int = NOTE_LIMIT) -> str:
    """Return what somebody says, cleaned. Raises Invalid when it is empty or too long."""
    text = clean_text(raw)
    if not text:
        raise Invalid({field: _("Nothing is written here. Write a sentence or more.")})
    if problems := _too_long({field: (text, limit)}):
        raise Invalid(problems)
    return text


def clean_short(field: str, raw: str, *, limit: int = LINE_LIMIT) -> str:
    """Return one line, cleaned, possibly empty. Raises Invalid when it is too long."""
    line = clean_line(raw)
    if problems := _too_long({field: (line, limit)}):
        raise Invalid(problems)
    return line


def _too_long(texts: dict[str, tuple[str, int]]) -> dict[str, str | Promise]:
    return {
        field: format_lazy(
            _(
                "This text is too long. Characters: {length}; the limit: {limit}. "
                "Shorten it, or file its parts one by one."
            ),
            length=len(text),
            limit=limit,
        )
        for field, (text, limit) in texts.items()
        if len(text) > limit
    }


def _title_from(demand: str) -> str:
    first_line = clean_line(demand.split("\n", 1)[0])
    return Truncator(first_line).chars(TITLE_FROM_DEMAND)


def digest_wording(*, title: str, problem: str, demand: str) -> dict[str, str]:
    """Return the digests of a wording's three parts by name."""
    return {
        "title": digest_if_any(title),
        "problem": digest_if_any(problem),
        "demand": digest_if_any(demand),
    }
