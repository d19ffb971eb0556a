"""Who is asking: the signed-in person, or nobody."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.refusals import NotPermitted, Refusal

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person

SIGNED_OUT = Refusal(
    "signed_out",
    _("You are not signed in, so this cannot be done in your name."),
    _("Sign in, then try again."),
)


def visitor(request: HttpRequest) -> "Person | None":
    """Return the signed-in person, or None."""
    user = request.user
    return user if user.is_authenticated else None


def signed_in(request: HttpRequest) -> "Person":
    """Return the signed-in person. Raises NotPermitted (`signed_out`) when there is none."""
    person = visitor(request)
    if person is None:
        raise NotPermitted(SIGNED_OUT)
    return person
