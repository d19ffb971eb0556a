"""What every page knows: its addresses in each language, the theme, who is here.

For a reader who sent no session cookie nothing here asks the database nor opens the session:
public pages stay free of queries for anonymous readers.
"""

from functools import partial
from html import escape
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import Role, date_in, roles_in_force
from kenes.domain.shared.languages import CODES
from kenes.web.shared.operator import operator

THEME_COOKIE = "kenes_theme"
THEMES = ("light", "dark")
LANGUAGE_SIGNS = {
    "kk": ("ҚАЗ", "қазақша"),
    "ru": ("РУС", "русский"),
    "en": ("ENG", "English"),
}

_SWITCH = '<a href="{0}" lang="{1}" hreflang="{1}" aria-label="{2}"{3}>{4}</a>'
_ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">\n'
_OPEN = ' aria-current="true"'

DESKS = (
    ("desk:home", _("Secretary's desk"), {Role.SECRETARY, Role.CHAIR, Role.MEMBER}),
    ("body:home", _("Our office's desk"), {Role.FOCAL_POINT, Role.SIGNATORY}),
    ("host:home", _("Administration"), {Role.ADMINISTRATOR}),
)
"""The pages of work: address, label, and the roles that have something to do there."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `base.html`; see the keys below."""
    return {
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "language_links": partial(drawn_language_links, request),
        "alternates": partial(drawn_alternates, request),
        "canonical": absolute(request, request.path),
        "site": absolute(request, "/").removesuffix("/"),
        "theme": chosen_theme(request),
        "operator": SimpleLazyObject(operator),
        "demo": settings.KENES_DEMO,
        "signed_in": SimpleLazyObject(lambda: is_signed_in(request)),
        "own_desks": SimpleLazyObject(lambda: own_desks(request)),
        "said": SimpleLazyObject(lambda: said_to(request)),
    }


def language_links(request: HttpRequest) -> list[dict[str, str]]:
    """Return for each language its sign, name, and this page's path without and with its query.

    The language is the first part of every public address; where it is not (a missing page),
    the link leads to that language's home.
    """
    _empty, first, *rest = [*request.path.split("/"), ""][:3]
    tail = request.path[len(first) + 1 :] if first in CODES and rest else "/"
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    query = query if first in CODES else ""
    return [
        {
            "code": code,
            "sign": LANGUAGE_SIGNS[code][0],
            "name": LANGUAGE_SIGNS[code][1],
            "page": f"/{code}{tail}",
            "path": f"/{code}{tail}{query}",
        }
        for code in CODES
    ]


def drawn_language_links(request: HttpRequest) -> SafeString:
    """Draw the links to this page in each language; the open one is marked."""
    here = (get_language() or settings.LANGUAGE_CODE)[:2]
    drawn = (
        _SWITCH.format(escape(link["path"]), link["code"], f"{link['sign']}: {link['name']}",
                       _OPEN if link["code"] == here else "", link["sign"])
        for link in language_links(request)
    )  # fmt: skip
    return SafeString("".join(drawn))


def drawn_alternates(request: HttpRequest) -> SafeString:
    """Draw for the head of a page where it stands in each language."""
    root = absolute(request, "/").removesuffix("/")
    drawn = (
        _ALTERNATE.format(link["code"], escape(root + iri_to_uri(link["page"])))
        for link in language_links(request)
    )
    return SafeString("".join(drawn))


def absolute(request: HttpRequest, path: str) -> str:
    """Return the full address of a path, or the path alone where the host's name is refused.

    The page that refuses a foreign host name is rendered with that very request.
    """
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path


def chosen_theme(request: HttpRequest) -> str:
    """Return "light", "dark", or "" where the device decides."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def is_signed_in(request: HttpRequest) -> bool:
    """Tell whether a person is signed in; without a session cookie nobody is asked."""
    user = getattr(request, "user", None)
    return bool(user and settings.SESSION_COOKIE_NAME in request.COOKIES and user.is_authenticated)


def own_desks(request: HttpRequest) -> list[dict[str, Any]]:
    """Return links to the desks at which this reader's mandates of today give work; one query."""
    if not is_signed_in(request):
        return []
    roles = roles_in_force(request.user, date_in(settings.TIME_ZONE, timezone.now()))  # type: ignore[arg-type]
    found = ((label, _address(name)) for name, label, wanted in DESKS if wanted & roles)
    return [
        {"label": label, "url": url, "current": request.path.startswith(url)}
        for label, url in found
        if url
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def said_to(request: HttpRequest) -> list[Any]:
    """Return the messages waiting for this reader; the storage is opened only if there can be any.

    Messages of this very request count too: a page may be rendered without a redirect.
    """
    stored = get_messages(request)
    waiting = {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)
    return list(stored) if waiting or getattr(stored, "added_new", False) else []
