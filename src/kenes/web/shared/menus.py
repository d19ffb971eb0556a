"""The two menus of every page: at its head, and at its foot."""

from functools import lru_cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.languages import current_language
from kenes.web.shared.addresses import known_address

NAV = (
    ("recommendations:list", _("Recommendations")),
    ("late:board", _("What is late")),
    ("conversations:list", _("Conversations")),
    ("institutions:list", _("Institutions")),
    ("regions:list", _("Regions")),
    ("bills:list", _("Bills")),
    ("register:list", _("Register")),
)
FOOT = (
    ("carried_out:page", _("What was carried out")),
    ("pages:open_data", _("Open data")),
    ("register:list", _("Check the register")),
    ("pages:about", _("About this server")),
    ("pages:accessibility", _("Accessibility")),
    ("pages:privacy", _("Personal data")),
    ("recommendations:returned", _("Returned and hidden")),
    ("status:page", _("Status")),
)


def items(place: str, here: str) -> SafeString:
    """Return the lines of a menu ("head" or "foot"); the one that `here` lies under is marked."""
    known = _known_pages(place, current_language(), settings.ROOT_URLCONF)
    return SafeString(
        "\n".join(is_open if here.startswith(url) else item for url, item, is_open in known)
    )


@lru_cache(maxsize=32)
def _known_pages(place: str, language: str, urlconf: str) -> list[tuple[str, str, str]]:
    """Return each address with its line of the menu, plain and as the open page.

    Neither changes while the server runs; `urlconf` keeps tests apart.
    """
    del language, urlconf
    entries = NAV if place == "head" else FOOT
    found = ((label, known_address(name)) for name, label in entries)
    line, mark = '<li><a href="{}"{}>{}</a></li>', mark_safe(' aria-current="page"')
    return [
        (url, format_html(line, url, "", label), format_html(line, url, mark, label))
        for label, url in found
        if url
    ]
