"""Who sees more than well or not: whoever holds an administrator's mandate today."""

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.administrators import is_administrator
from kenes.domain.shared.refusals import Refusal


def may_see_details(request: HttpRequest) -> bool:
    """Return whether the reader administers this server; no when the database cannot tell."""
    try:
        return refuse_unless_administrator(request) is None
    except DatabaseError:
        return False


def refuse_unless_administrator(request: HttpRequest) -> Refusal | None:
    """Return why the reader may not, or None for an administrator."""
    person = request.user
    if person.is_authenticated and is_administrator(person.public_id, timezone.localdate()):
        return None
    return Refusal(
        "not_administrator",
        _("Only an administrator of this server may do this."),
        remedy=_("Ask an administrator, or sign in as one."),
    )
