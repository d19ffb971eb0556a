"""Who sees more than well or not: whoever administers this server by a mandate in force."""

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import authority, host
from kenes.domain.shared.refusals import Refusal


def may_see_details(request: HttpRequest) -> bool:
    """Return whether the reader administers this server; no when the database cannot tell."""
    try:
        return refuse_unless_administrator(request) is None
    except DatabaseError:
        return False


def refuse_unless_administrator(request: HttpRequest) -> Refusal | None:
    """Return why the reader may not, or None for an administrator."""
    person, server = request.user, host()
    if isinstance(person, AnonymousUser) or server is None:
        return Refusal(
            "not_administrator",
            _("Only an administrator of this server may do this."),
            _("Ask an administrator, or sign in as one."),
        )
    found = authority(person, institution=server, role="administrator", on=timezone.localdate())
    return found if isinstance(found, Refusal) else None
