"""Support a text with a key and no name; follow it with an account. The two are kept apart."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kenes.domain.recommendations.actions import following, support
from kenes.domain.recommendations.queries import backing, listing
from kenes.domain.recommendations.rules.support import refuse_support
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Invalid, NotPermitted
from kenes.web.shared.limits import guard_code, note_wrong_code
from kenes.web.shared.middleware import is_fragment
from kenes.web.shared.people import signed_in
from kenes.web.shared.support_cookie import forget_key, keep_key, kept_key

KEY_LONGEST = 200
KIND = "support"
DONE_BEFORE = {"already_supported", "not_supported"}  # what a second click is told, calmly


class KeyForm(forms.Form):
    """The support key as it is printed."""

    key = forms.CharField(
        label=gettext_lazy("Support key"),
        help_text=gettext_lazy("72 letters and digits; spaces, hyphens and case do not count."),
        max_length=KEY_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Keep the key in this browser"),
        help_text=gettext_lazy("Only on a device that is yours alone."),
        required=False,
    )


class FollowForm(forms.Form):
    """How a person wants to be told."""

    delivery = forms.ChoiceField(
        label=gettext_lazy("How shall we tell you?"),
        choices=backing.Delivery.choices,
        initial=backing.Delivery.PAGE,
        widget=forms.RadioSelect,
    )


@never_cache
@login_not_required
@sensitive_post_parameters("key")
@require_http_methods(["GET", "POST"])
def support_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show how support works and take it, or take it back; the key decides, never the account."""
    row = backing.readable_by_number(number)
    kept = kept_key(request)
    if request.method == "POST" and request.POST.get("act") == "forget":
        return _forgotten(request, row)
    # The key of this browser needs no field; another one may still be typed.
    is_typed = request.method == "POST" and ("key" in request.POST or kept is None)
    form = KeyForm(request.POST if is_typed else None)
    said = ""
    key = kept
    if request.method == "POST":
        key = _key_of(form, kept)
        if key is not None:
            guard_code(request, KIND, key)
            said = _act(request, row.public_id, key, form)
    if not said:
        return _answer(request, _context(row, form, kept, kept, said))
    # A key that was used is not sent back in the page.
    response = _answer(request, _context(row, KeyForm(), kept, key, said))
    if form.is_bound and form.cleaned_data["keep"] and key is not None:
        keep_key(response, key)
    return response


def _forgotten(request: HttpRequest, row: Any) -> HttpResponse:
    """Let this browser forget the key, and say so; the printed key stays good."""
    said = _("This device has forgotten your key. The printed one stays good.")
    response = _answer(request, _context(row, KeyForm(), None, None, said))
    forget_key(response)
    return response


def _key_of(form: KeyForm, kept: str | None) -> str | None:
    """Return the key that was typed, else the browser's own; None when neither can be used."""
    if not form.is_bound:
        return kept
    return str(form.cleaned_data["key"]) if form.is_valid() else None


def _act(request: HttpRequest, public_id: Any, key: str, form: KeyForm) -> str:
    """Give support or take it back; return what to say, nothing when the key is none."""
    is_back = request.POST.get("act") == "take_back"
    act = support.take_back if is_back else support.give
    try:
        act(public_id=public_id, key=key, now=timezone.now())
    except Invalid as error:
        note_wrong_code(request, KIND, key)
        form.add_error("key", str(error.problems["key"]))
        return ""
    except NotPermitted as error:
        if error.refusal.code not in DONE_BEFORE:
            raise
        return str(error.refusal.message)
    if is_back:
        return _("Your support was taken back.")
    return _("Your support counts. It stands under no name.")


def _context(
    row: Any, form: KeyForm, kept: str | None, key: str | None, said: str
) -> dict[str, Any]:
    titles = listing.titles_of([row.pk], current_language())
    return {
        "recommendation": row,
        "title": titles.get(row.pk, row.number),
        "form": form,
        "has_key_here": kept is not None,
        "is_supported": key is not None and backing.is_supported_with(row, key),
        "supporters": backing.supporters_of(row),
        "refusal": refuse_support(row),
        "said": said,
    }


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    template = "recommendations/support.html"
    name = f"{template}#card" if is_fragment(request) else template
    status = 422 if context["form"].errors else 200
    return render(request, name, context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def follow_page(request: HttpRequest, number: str) -> HttpResponse:
    """Ask how the reader wants to be told, and follow the text from now on."""
    person, row = signed_in(request), backing.readable_by_number(number)
    followed = backing.follow_of(person, row)
    initial = {"delivery": followed.delivery} if followed else {}
    form = FollowForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        following.follow(
            person=person, public_id=row.public_id, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("You follow it. Your page shows what happens."))
        return redirect("recommendations:detail", row.number)
    titles = listing.titles_of([row.pk], current_language())
    context = {
        "recommendation": row,
        "title": titles.get(row.pk, row.number),
        "form": form,
        "is_followed": followed is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "recommendations/follow.html", context, status=status)


@never_cache
@require_POST
def unfollow(request: HttpRequest, number: str) -> HttpResponse:
    """Follow no longer."""
    person, row = signed_in(request), backing.readable_by_number(number)
    following.unfollow(person=person, public_id=row.public_id)
    messages.success(request, _("You no longer follow it."))
    return redirect("recommendations:detail", row.number)
