"""Answer the vote of a card's script before sessions, languages and accounts have run.

Nothing of them is needed for it: the browser's voice, a vote, the next card. Whatever is not as
usual goes its whole way, where it is done, or refused with a reason: a first vote, a vote that had
waited, a forged token, a form from elsewhere, a conversation that has changed.
"""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import override

from kenes.domain.conversations.actions.at_once import cast_at_once
from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.seen import ARRIVALS
from kenes.domain.shared.kept import Lasting
from kenes.domain.shared.languages import CODES
from kenes.domain.shared.refusals import NotFound
from kenes.web.conversations import floods
from kenes.web.conversations.cards import Deck, statements_of
from kenes.web.conversations.kept_cards import drawn_card
from kenes.web.conversations.standing import standpoint_of
from kenes.web.conversations.voices import known_voice
from kenes.web.shared.limits import network_address

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

PLACE = re.compile(rf"/({'|'.join(CODES)})/conversations/([0-9a-f-]{{36}})/vote/")
TOKEN = re.compile(r"[A-Za-z0-9]{64}")
FIELDS = {
    "statement": re.compile(r"[1-9][0-9]{0,8}"),
    "shown": re.compile(r"[1-9][0-9]{0,8}"),
    "vote": re.compile(r"1|0|-1"),
    "told": re.compile(r"[0-9]{0,3}"),
}
SAME = {
    "Content-Type",
    "Cache-Control",
    "Content-Language",
    "Content-Security-Policy",
    "Vary",
    "X-Frame-Options",
}
OWN = {"Content-Length", "Expires"}
KNOWN = Lasting["Conversation"](64, seconds=30)


class VotesMiddleware:
    """Answers votes at once; the headers of such an answer are those that a view's answer had."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._headers: dict[str, dict[str, str]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = PLACE.fullmatch(request.path_info) if request.method == "POST" else None
        if place is None or not _is_scripted(request):
            return self.get_response(request)
        language, conversation = place[1], place[2]
        if language not in self._headers:
            return self._learnt(request, language)
        with override(language):
            answer = _answered(request, conversation)
        if answer is None:
            return self.get_response(request)
        own = {"Content-Length": str(len(answer)), "Expires": http_date(time.time())}
        return HttpResponse(answer, headers=self._headers[language] | own)

    def _learnt(self, request: HttpRequest, language: str) -> HttpResponseBase:
        """Let the view answer, and note its headers where they are nobody's own."""
        response = self.get_response(request)
        names = {name for name, _said in response.items()}
        if response.status_code == 200 and not response.cookies and names <= SAME | OWN:  # noqa: PLR2004
            self._headers[language] = {name: response[name] for name in names & SAME}
        return response


class _OwnForms(CsrfViewMiddleware):
    """Tells whether a form is this site's own; what is not is refused by the usual one."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG002
        return _refused(request)


def _refused(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=403)


_FORMS = _OwnForms(_refused)


def _is_own(request: HttpRequest) -> bool:
    return _FORMS.process_view(request, _refused, (), {}) is None


def sent_token(request: HttpRequest) -> str:
    """Return the token that a form of this site brought, to stand in its next one; "" for none."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    return token if TOKEN.fullmatch(token) else ""


def _is_scripted(request: HttpRequest) -> bool:
    """Tell whether the card's script asks, as `is_fragment` does where more is known."""
    return request.META.get("HTTP_HX_REQUEST") == "true" and "HTTP_HX_BOOSTED" not in request.META


def _answered(request: HttpRequest, conversation: str) -> bytes | None:
    """Take the vote and return the next card; None where it must go its whole way."""
    token, said = sent_token(request), _said(request)
    if not token or said is None or not _is_own(request):
        return None
    try:
        public_id = UUID(conversation)
        row = KNOWN.get(public_id, lambda: voting.conversation_to_vote_in(public_id))
    except (ValueError, NotFound):
        return None
    return _voted(request, row, said, token, timezone.now())


def _said(request: HttpRequest) -> dict[str, int] | None:
    """Return the numbers of an ordinary vote, None for any other form."""
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    if "again" in request.POST or not all(FIELDS[name].fullmatch(sent[name]) for name in sent):
        return None
    return {
        "statement": int(sent["statement"]),
        "rendering": int(sent["shown"]),
        "value": int(sent["vote"]),
        "told": int(sent["told"] or 0),
    }


def _voted(
    request: HttpRequest, row: "Conversation", said: dict[str, int], token: str, now: datetime
) -> bytes | None:
    voice = known_voice(request, row)
    if voice is None or floods.VOTES.is_over(network_address(request), now):
        return None
    cast = cast_at_once(conversation=row, voice=voice, now=now, **said)
    if cast is None:
        KNOWN.forget(row.public_id)
        return None
    if cast.is_new:
        ARRIVALS.add(row.pk, now)
    deck = Deck(row, statements_of(row), cast.votes, voice.secret)
    standing = standpoint_of(row, voice, cast.votes)
    return drawn_card(deck, token, standing, now).encode()
