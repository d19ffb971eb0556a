"""The reader's voice: what their browser keeps of a checked token, its support key, or its cookie.

The cookie is read only on the pages of one's own votes and, for one's own place on the map, on that
of results; it is written to no log, session or table.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kenes.domain.conversations.queries.voting import Voice, make_token
from kenes.domain.conversations.tokens import seal, voice_of_seal
from kenes.domain.conversations.voices import voice_of_key, voice_of_token
from kenes.domain.shared.refusals import Invalid
from kenes.web.conversations.floods import NEW_VOICES
from kenes.web.shared import support_cookie
from kenes.web.shared.limits import network_address
from kenes.web.shared.support_cookie import kept_key

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

COOKIE, SEAL = "kenes_voice", "kenes_token_"
FIVE_YEARS = 5 * 366 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Given:
    """A voice, and the token to keep where it was given out just now."""

    voice: Voice
    new_token: str = ""


def kept_voice(request: HttpRequest, conversation: "Conversation") -> Voice | None:
    """Return the voice of this browser in a conversation, the surest it has; None for none.

    Raises Invalid for a token that this server never gave out.
    """
    sealed = request.COOKIES.get(seal_cookie(conversation))
    if sealed:
        return voice_of_seal(conversation, sealed)
    key = kept_key(request)
    if key is not None:
        return voice_of_key(key)
    token = request.COOKIES.get(COOKIE)
    return voice_of_token(token) if token else None


def known_voice(request: HttpRequest, conversation: "Conversation") -> Voice | None:
    """Return the voice of this browser, None where it has none or a forged one."""
    try:
        return kept_voice(request, conversation)
    except Invalid:
        return None


def may_have_voice(request: HttpRequest) -> bool:
    """Tell from the names of the cookies alone whether this browser may have voted anywhere."""
    names = {COOKIE, support_cookie.COOKIE}
    return any(name in names or name.startswith(SEAL) for name in request.COOKIES)


def voice_or_new(
    request: HttpRequest, conversation: "Conversation", seed: str, now: datetime
) -> Given:
    """Return the browser's voice, or give it one made of the page's seed.

    Raises Invalid for a forged token, NotPermitted (429) where too many came from one network.
    """
    voice = kept_voice(request, conversation)
    if voice is not None:
        return Given(voice)
    NEW_VOICES.guard(network_address(request), now)
    token = make_token(seed)
    return Given(voice_of_token(token), token)


def keep_token(response: HttpResponseBase, token: str) -> None:
    """Let this browser keep its token. A link in a chat must find it, so it is not Strict."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=FIVE_YEARS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def keep_seal(response: HttpResponseBase, conversation: "Conversation", voice: Voice) -> None:
    """Let this browser vote with the checked token that was shown; the token stays nowhere."""
    response.set_cookie(
        seal_cookie(conversation),
        seal(conversation, voice),
        max_age=FIVE_YEARS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def seal_cookie(conversation: "Conversation") -> str:
    """Return the name of the cookie that stands for a checked token in one conversation."""
    return f"{SEAL}{conversation.public_id.hex}"


def forget_token(response: HttpResponseBase, conversation: "Conversation") -> None:
    """Let this browser forget what it keeps of its tokens."""
    for name in (COOKIE, seal_cookie(conversation)):
        response.delete_cookie(name, samesite="Lax")
