"""The support key in the reader's own browser: a cookie no script can read.

The server reads it only while somebody supports or looks whether they do; it is written to no
log, no session and no table. docs/adr/0010-support-keys.md says what that protects.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kenes.domain.accounts.support_keys import read_key
from kenes.domain.shared.refusals import Invalid

COOKIE = "kenes_support"
FIVE_YEARS = 5 * 366 * 24 * 3600


def kept_key(request: HttpRequest) -> str | None:
    """Return the key kept in this browser, or None when there is none that this server issued."""
    key = request.COOKIES.get(COOKIE)
    if key is None:
        return None
    try:
        read_key(key)
    except Invalid:
        return None
    return key


def keep_key(response: HttpResponseBase, key: str) -> None:
    """Let this browser keep the key for five years."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=FIVE_YEARS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def forget_key(response: HttpResponseBase) -> None:
    """Let this browser forget the key."""
    response.delete_cookie(COOKIE, samesite="Strict")
