"""What people and institutions write into a conversation: cleaned, measured, refused in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations.models import LINE_LIMIT, STATEMENT_LIMIT
from kenes.domain.shared.refusals import Invalid
from kenes.domain.shared.text import clean_line, clean_text

ABOUT_LIMIT = 3_000
LETTERS_AT_LEAST = 3

_MISSING = _("This is needed and is empty: write it in a few words.")
_TOO_LONG = _("This is too long: shorten it.")
_NO_WORDS = _("There are no words in it. Write a sentence that people can agree or disagree with.")
_STATEMENT_TOO_LONG = _("A statement holds one thought in at most 200 letters. Shorten it.")


def problem_of_statement(text: str) -> Promise | None:
    """Say why a cleaned line is no statement: empty, too long, without words; None if it is one."""
    if not text:
        return _MISSING
    if len(text) > STATEMENT_LIMIT:
        return _STATEMENT_TOO_LONG
    if sum(letter.isalpha() for letter in text) < LETTERS_AT_LEAST:
        return _NO_WORDS
    return None


def clean_statement(field: str, raw: str) -> str:
    """Return a statement on one line, cleaned. Raises Invalid, naming `field`, for what is none."""
    text = clean_line(raw[: 10 * STATEMENT_LIMIT])
    problem = problem_of_statement(text)
    if problem is not None:
        raise Invalid({field: problem})
    return text


def clean_questions(**raw: str) -> dict[str, str]:
    """Return the lines cleaned; raises Invalid naming each that is empty or too long."""
    lines = {field: clean_line(text) for field, text in raw.items()}
    problems = {
        field: _TOO_LONG if text else _MISSING
        for field, text in lines.items()
        if not text or len(text) > LINE_LIMIT
    }
    if problems:
        raise Invalid(problems)
    return lines


def clean_abouts(**raw: str) -> dict[str, str]:
    """Return the texts cleaned; each may be empty. Raises Invalid for one that is too long."""
    texts = {field: clean_text(text) for field, text in raw.items()}
    problems = {field: _TOO_LONG for field, text in texts.items() if len(text) > ABOUT_LIMIT}
    if problems:
        raise Invalid(problems)
    return texts
