"""The words of the pages in the reader's language, as the catalogues have them."""

from django.utils.translation import gettext, override, pgettext


def said(language: str, words: str, *, context: str = "") -> str:
    """Return what the page says in a language for these English words."""
    with override(language):
        return pgettext(context, words) if context else gettext(words)
