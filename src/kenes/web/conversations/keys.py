"""Take part with a support key: it is typed once and kept in this browser alone."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kenes.domain.conversations import queries
from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.voices import voice_of_key
from kenes.domain.shared.refusals import Invalid
from kenes.web.conversations.showing import question_language
from kenes.web.recommendations.backing import KEY_LONGEST, KIND
from kenes.web.shared.limits import guard_code, note_wrong_code
from kenes.web.shared.support_cookie import keep_key


class OwnKeyForm(forms.Form):
    """The support key as it is printed; it is kept, for without it one could not vote again."""

    key = forms.CharField(
        label=_("Support key"),
        help_text=_("72 letters and digits; spaces, hyphens and case do not count."),
        max_length=KEY_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@never_cache
@login_not_required
@sensitive_post_parameters("key")
@require_http_methods(["GET", "POST"])
def key_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the support key and keep it in this browser; the account plays no part."""
    row = voting.conversation_to_vote_in(public_id)
    form = OwnKeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        key = str(form.cleaned_data["key"])
        guard_code(request, KIND, key)
        if _is_key(request, form, key):
            response = redirect("conversations:vote", public_id)
            keep_key(response, key)
            return response
    context = {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "conversations/key.html", context, status=status)


def _is_key(request: HttpRequest, form: OwnKeyForm, key: str) -> bool:
    try:
        voice_of_key(key)
    except Invalid as error:
        note_wrong_code(request, KIND, key)
        form.add_error("key", str(error.problems["key"]))
        return False
    return True
