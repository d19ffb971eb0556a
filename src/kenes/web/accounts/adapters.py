"""Where the sign-in library meets our people: who is new, what is noted, what is never kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kenes.domain.accounts import actions
from kenes.domain.accounts.queries import Level

EMAIL_METHODS = {"code", "password_reset"}
PASSKEY = "mfa_reauthenticate:webauthn"


def shown_name(person: Any) -> str:
    """Return the name that mails and pages of the library call a person by."""
    return str(person.full_name or person.email)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up without user name; the level of identity noted after each sign-in."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Save a new person with the optional name and the language of the page."""
        user.full_name = form.cleaned_data.get("full_name", "")
        user.language = getattr(request, "LANGUAGE_CODE", "kk")
        return super().save_user(request, user, form, commit=commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how somebody may show again who they are: by passkey first, where there is one."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: method["id"] != PASSKEY)

    def post_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse:
        """Note that the e-mail address was shown to be the person's, when a code was used."""
        methods = {record["method"] for record in get_authentication_records(request, user)}
        if methods & EMAIL_METHODS or hooks.get("signup"):
            actions.note_identity(
                person=user, level=Level.EMAIL, method="e-mail code", now=timezone.now()
            )
        response: HttpResponse = super().post_login(request, user, **hooks)
        return response


class NumberlessProvider(OpenIDConnectProvider):
    """An OpenID Connect provider of which nothing is kept but the account's id there.

    Of a personal number, where the provider gives one, only the keyed digest is handed on beside
    the sign-in: the number itself enters neither what the library stores nor the session.
    """

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (the library calls it so)
        """Keep nothing of what the provider said about the person."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        """Return the sign-in, with the digest of the personal number laid on the request."""
        claim = self.app.settings.get("personal_number_claim")
        number = _claimed(response, claim) if claim else ""
        request.number_digest = actions.digest_number(number) if number else ""  # type: ignore[attr-defined]
        found: SocialLogin = super().sociallogin_from_response(request, response)
        return found


def _claimed(response: dict[str, Any], claim: str) -> str:
    """Return the claim from the user-info answer or the ID token, whichever has it."""
    for part in ("userinfo", "id_token"):
        found = (response.get(part) or {}).get(claim)
        if found:
            return str(found)
    return ""


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in by an identity provider."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        """Return our provider in place of the library's own."""
        found = super().get_provider(request, provider, client_id=client_id)
        return NumberlessProvider(request, app=found.app)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Fill in the person's name and language."""
        person = super().populate_user(request, sociallogin, data)
        person.full_name = (data.get("name") or "")[: actions.NAME_LENGTH]
        person.language = getattr(request, "LANGUAGE_CODE", "kk")
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Note the identity of somebody known here; refuse another person's number.

        A newcomer may have to give an e-mail address first. What the library then keeps in the
        session until they come back holds the digest, and no key to ask the provider again.
        """
        sociallogin.token = None
        sociallogin.state["number_digest"] = getattr(request, "number_digest", "")
        if sociallogin.is_existing:
            _note(sociallogin, sociallogin.user)
        elif sociallogin.state.get("process") == AuthProcess.CONNECT:
            _note(sociallogin, request.user)

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        """Save a new person with the identity shown; a refused number saves nobody."""
        person = super().save_user(request, sociallogin, form=form)
        _note(sociallogin, person)
        return person


def _note(sociallogin: SocialLogin, person: Any) -> None:
    now = timezone.now()
    digest = sociallogin.state.pop("number_digest", "")
    with transaction.atomic():
        if digest:
            actions.store_number_digest(person=person, digest=digest, now=now)
        name = sociallogin.provider.app.name
        actions.note_identity(person=person, level=Level.OIDC, method=name, now=now)
