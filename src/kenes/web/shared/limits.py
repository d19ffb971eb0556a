"""How often somebody may be wrong: codes are not to be guessed.

Only wrong tries count, so whoever has the code is let in at once. They are counted for a network
address with the first letters that were tried, and more generously for the address alone, behind
which a whole telephone network may stand. What is kept is a digest (`project/cache_keys.py`) that
expires. Two tries at the same instant may count as one: a code has 78 bits all the same.
"""

import functools
from dataclasses import dataclass

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.refusals import Refusal, permit

PREFIX = 4


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `many` wrong tries within so many seconds."""

    name: str
    many: int
    seconds: int


ONE_BEGINNING = Limit("beginning", 10, 15 * 60)
ANY_CODE = Limit("any", 100, 3600)
TOO_MANY = Refusal(
    "too_many_tries",
    _("Too many wrong codes were entered from your network, so no code is looked up for now."),
    _("Wait a quarter of an hour, then compare the code letter by letter and enter it again."),
    status=429,
)


def guard_code(request: HttpRequest, kind: str, code: str) -> None:
    """Do nothing, or raise NotPermitted (429) where too many wrong codes came before.

    `kind` says what the code opens; each kind is counted by itself.
    """
    counted = cache.get_many([key for key, _limit in _keys(request, kind, code)])
    for key, limit in _keys(request, kind, code):
        permit(TOO_MANY if counted.get(key, 0) >= limit.many else None)


def note_wrong_code(request: HttpRequest, kind: str, code: str) -> None:
    """Count a code that opened nothing."""
    for key, limit in _keys(request, kind, code):
        if not cache.add(key, 1, limit.seconds):
            _count(key, limit)


def _count(key: str, limit: Limit) -> None:
    try:
        cache.incr(key)
    except ValueError:  # it expired between the two
        cache.set(key, 1, limit.seconds)


def _keys(request: HttpRequest, kind: str, code: str) -> list[tuple[str, Limit]]:
    address = network_address(request)
    beginning = "".join(letter for letter in code.upper() if letter.isalnum())[:PREFIX]
    return [
        (f"tries:{kind}:{ONE_BEGINNING.name}:{address}:{beginning}", ONE_BEGINNING),
        (f"tries:{kind}:{ANY_CODE.name}:{address}", ANY_CODE),
    ]


@functools.cache
def _adapter() -> DefaultAccountAdapter:
    """Return the adapter once: making one looks its class up by name."""
    return get_adapter()


def network_address(request: HttpRequest) -> str:
    """Return the network address of whoever asks; "" where the server is not told."""
    try:
        return str(_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
