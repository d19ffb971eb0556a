"""Adding a passkey or an authenticator app. The rest of these pages is the sign-in library's.

The recovery codes come right after, on a page that asks who one is. Whoever has just used the new
key or code has shown it, and is not asked again; before that there was nothing to ask for.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse


class AddPasskeyView(AddWebAuthnView):
    """Keep a new passkey: one that opens the account by itself, unless that is unticked."""

    initial = {"passwordless": True}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and note that it was just used."""
        response: HttpResponse = super().form_valid(form)
        _note_use(self.request, "webauthn")
        return response


class AddAppView(ActivateTOTPView):
    """Keep the secret of an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and note that its code was just given."""
        response: HttpResponse = super().form_valid(form)
        _note_use(self.request, "totp")
        return response


def _note_use(request: HttpRequest, kind: str) -> None:
    person: Any = request.user
    record_authentication(request, person, method="mfa", type=kind, reauthenticated=True)
