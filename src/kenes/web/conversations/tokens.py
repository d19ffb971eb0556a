"""The checked tier: somebody signed in asks for a token; somebody not signed in shows one.

The page that issues does not lead on to the page where a token is shown: clause 8 of
docs/specs/blind-tokens.md.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kenes.domain.conversations import queries, token_rules
from kenes.domain.conversations.actions.issuing import issue_token
from kenes.domain.conversations.queries import tokens
from kenes.domain.conversations.queries.voting import Voice, conversation_to_vote_in
from kenes.domain.conversations.tokens import TIER, voice_of_letters
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.refusals import Invalid, Refusal, permit
from kenes.web.conversations import floods
from kenes.web.conversations.showing import question_language
from kenes.web.conversations.voices import keep_seal
from kenes.web.shared.limits import network_address
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

LONGEST = 2_000
LARGEST_BLINDED = 1_024
either = require_http_methods(["GET", "POST"])
SIGN_OUT_FIRST = Refusal(
    "sign_out_first",
    _("You are signed in, so this page would see your name and your token together."),
    _("Sign out, then show the token: the server sees a checked person, and nothing more."),
)


class BlindedForm(forms.Form):
    """What the browser blinded, in hexadecimal."""

    blinded = forms.RegexField(r"\A(?:[0-9a-f]{2})+\Z", max_length=LARGEST_BLINDED)


class LettersForm(forms.Form):
    """The letters of a token."""

    letters = forms.CharField(
        label=_("Token"),
        help_text=_("It begins with KT1 and a dot; spaces, line breaks and case do not count."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )


@never_cache
@either
def token(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Explain the token to somebody signed in, and sign what their browser blinded.

    A post is answered in JSON: the signature in hexadecimal, or the refusal.
    """
    person, now = signed_in(request), timezone.now()
    row = conversation_to_vote_in(public_id)
    if request.method == "POST":
        form = BlindedForm(request.POST)
        if not form.is_valid():
            raise Invalid({"blinded": _("This is no request for a token. Load the page again.")})
        blinded = bytes.fromhex(form.cleaned_data["blinded"])
        signed = issue_token(conversation=row, blinded=blinded, person=person, now=now)
        return JsonResponse({"signature": signed.hex()})
    refusal = token_rules.refuse_to_issue_token(person, row, on=_today(row, now))
    context = {**_about(row), "refusal": refusal}
    if refusal is None:
        context |= _issuing(row) | {"was_issued": tokens.was_issued(row, person)}
    return render(request, "conversations/token.html", context)


@never_cache
@login_not_required
@sensitive_post_parameters("letters")
@either
def with_token(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a token from somebody who is not signed in; from then on this browser votes with it."""
    row, now = conversation_to_vote_in(public_id), timezone.now()
    refusal = token_rules.refuse_without_tokens(row) or (
        SIGN_OUT_FIRST if request.user.is_authenticated else _refusal(row, now)
    )
    form = LettersForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        permit(refusal)
        floods.TOKENS.guard(network_address(request), now)
        voice = _voice(row, form)
        if voice is not None:
            response = redirect("conversations:vote", public_id)
            keep_seal(response, row, voice)
            return response
    context = {**_about(row), "refusal": refusal, "form": form}
    if row.takes_tokens:
        context["counts"] = tokens.published_counts(row)
    status = 422 if form.errors else 200
    return render(request, "conversations/with_token.html", context, status=status)


def _voice(row: "Conversation", form: LettersForm) -> Voice | None:
    """Return the voice of the letters, None where the form says what is wrong with them."""
    if not form.is_valid():
        return None
    try:
        return voice_of_letters(row, tokens.token_key_of(row), form.cleaned_data["letters"])
    except Invalid as error:
        form.add_error("letters", str(error.problems["letters"]))
        return None


def _refusal(row: "Conversation", now: datetime) -> Refusal | None:
    issued = tokens.issued_of(tokens.token_key_of(row)) if row.takes_tokens else 0
    return token_rules.refuse_to_take_tokens(row, issued, on=_today(row, now))


def _issuing(row: "Conversation") -> dict[str, Any]:
    """Return what the browser needs to blind a token, and the numbers to compare."""
    return {
        "spki": bytes(tokens.token_key_of(row).public).hex(),
        "token_tier": TIER,
        "counts": tokens.published_counts(row),
        "others_may": row.admits != queries.Admits.CHECKED,
    }


def _today(row: "Conversation", now: datetime) -> date:
    return today_at(row.body, now)


def _about(row: "Conversation") -> dict[str, Any]:
    return {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
    }
