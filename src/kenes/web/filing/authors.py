"""Who is the author: the signed-in person, or whoever holds the code from the receipt.

The code stays in the author's own browser, in a cookie that no script can read; the server keeps
only its digest. It is forgotten after a week, or at once by a button.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kenes.domain.institutions.queries import today_at
from kenes.domain.recommendations.queries.authoring import authored
from kenes.domain.recommendations.rules.authors import is_author
from kenes.web.shared.people import visitor

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person
    from kenes.domain.recommendations.models import Recommendation

COOKIE = "kenes_author"
WEEK = 7 * 24 * 3600
CODE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Authorship:
    """A text and its author's proof: the person, the code, or both."""

    recommendation: "Recommendation"
    person: "Person | None"
    code: str | None
    now: datetime

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.recommendation.body, self.now)


class NotTheAuthor(Exception):
    """Whoever asks has not shown to be the author; the page asks for the code."""


def kept_code(request: HttpRequest) -> str | None:
    """Return the code kept in this browser, or None."""
    return request.COOKIES.get(COOKIE, "")[:CODE_LIMIT] or None


def authorship(request: HttpRequest, public_id: UUID) -> Authorship:
    """Return the text for its author. Raises NotFound, and NotTheAuthor for anybody else."""
    now = timezone.now()
    found = Authorship(authored(public_id), visitor(request), kept_code(request), now)
    if not is_author(found.person, found.code, found.recommendation, on=found.today):
        raise NotTheAuthor
    return found


def keep_code(response: HttpResponseBase, code: str) -> None:
    """Let this browser keep the code for a week."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=WEEK,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_code(response: HttpResponseBase) -> None:
    """Let this browser forget the code."""
    response.delete_cookie(COOKIE, samesite="Lax")
