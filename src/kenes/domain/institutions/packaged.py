"""Words on record that came with Kenes, not from a person: kept in English, read in any language.

An entry of the register holds them as they are; a page says them in the reader's language.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

CALENDAR = _(
    "Holidays by law (list of the package holidays); days moved by decree and the date of "
    "Kurban Ait are corrected by hand"
)
"""Grounds of a version of the calendar that was made from the packaged list."""

SOURCES = (
    _("Code No. 350-VI of 29 June 2020, articles 76 and 91(2)"),
    _("Code No. 350-VI of 29 June 2020: a wrong addressee forwards and tells the author"),
    _("Code No. 350-VI of 29 June 2020, article 76: the author is told of an extension"),
    _(
        "Law No. 30-VIII of 2 October 2023, article 13 (zakonpravo.kz): a reasoned reply to each "
        "recommendation; dated from its signing"
    ),
    _(
        "Law No. 30-VIII of 2 October 2023, article 13 (zakonpravo.kz): the final document goes "
        "to the body; dated from its signing"
    ),
    _(
        "Law No. 30-VIII of 2 October 2023, article 13 (zakonpravo.kz): notice of the hearing "
        "before a negative decision; dated from its signing"
    ),
    _("Press, 2024: check of a petition by the authorised body"),
    _(
        "Vice-minister, November 2023: consideration of a petition by a central body, with "
        "public discussion"
    ),
    _(
        "Vice-minister, November 2023: consideration of a petition by a local body, with public "
        "discussion"
    ),
    _("Law No. 88-V of 15 April 2013, article 15: public discussion of by-laws on public services"),
)
"""Sources of the packaged terms of law (`data/rules.toml`)."""

_PACKAGED = frozenset({CALENDAR, *SOURCES})


def in_readers_words(text: str) -> str:
    """Return packaged words in the reader's language, anything else as it was written."""
    return gettext(text) if text in _PACKAGED else text
