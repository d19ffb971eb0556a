"""Say in which region one lives: asked once there are votes, by whoever hosts; nobody has to."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kenes.domain.conversations import queries, rules
from kenes.domain.conversations.actions.placing import say_region
from kenes.domain.conversations.queries import voting
from kenes.domain.institutions.queries import today_at
from kenes.web.conversations import floods
from kenes.web.conversations.reading import region_names
from kenes.web.conversations.showing import question_language
from kenes.web.conversations.voices import known_voice
from kenes.web.shared.forms import offer
from kenes.web.shared.limits import network_address


class RegionForm(forms.Form):
    """One list of regions, the first line of which says nothing."""

    region = forms.ChoiceField(label=gettext_lazy("Region where you live"), required=False)

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:
        """Offer the regions of today, by first figures of their KATO codes."""
        super().__init__(*args, **kwargs)
        nothing = ("", _("I would rather not say"))
        offer(self, "region", [nothing, *names.items()])


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def region(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the region, say what for, and keep it beside the votes of this browser."""
    row, now = voting.conversation_to_vote_in(public_id), timezone.now()
    voice = known_voice(request, row)
    said = voting.own_region(row, voice)
    initial = {"region": said or ""}
    form = RegionForm(request.POST or None, names=region_names(row, now), initial=initial)
    if request.method == "POST" and voice is not None and form.is_valid():
        floods.VOTES.guard(network_address(request), now)
        say_region(conversation=row, voice=voice, region=form.cleaned_data["region"], now=now)
        messages.success(request, _("Kept beside your votes. You can change it at any time."))
        return redirect("conversations:vote", public_id)
    tier = voice.tier if voice else voting.Tier.LINK
    refusal = rules.refuse_to_take_part(row, tier, on=today_at(row.body, now))
    context = {
        "conversation": row,
        "question": queries.question_of(row),
        "question_lang": question_language(),
        "form": form,
        "refusal": rules.refuse_to_say_region(row)
        or refusal
        or (rules.vote_first() if said is None else None),
    }
    status = 422 if form.errors else 200
    return render(request, "conversations/region.html", context, status=status)
