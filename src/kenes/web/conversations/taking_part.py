"""Take part: vote card by card, add a statement, look over one's own votes, pass the link on."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kenes.domain.conversations import queries, rules
from kenes.domain.conversations.actions import voting as acts
from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.queries import voting
from kenes.domain.conversations.seen import ARRIVALS
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.acting.forms import ActForm
from kenes.web.conversations import floods
from kenes.web.conversations.at_once import sent_token
from kenes.web.conversations.cards import cards_ahead, deck_of, first_card, own_list
from kenes.web.conversations.kept_cards import about_card, drawn_card
from kenes.web.conversations.reading import region_names
from kenes.web.conversations.showing import question_language
from kenes.web.conversations.standing import standpoint_of
from kenes.web.conversations.voices import (
    COOKIE,
    forget_token,
    keep_token,
    known_voice,
    seal_cookie,
    voice_or_new,
)
from kenes.web.shared.components import Text
from kenes.web.shared.limits import network_address
from kenes.web.shared.middleware import is_fragment

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

either = require_http_methods(["GET", "POST"])
LARGEST = 2**31 - 1


class VoteForm(forms.Form):
    """One vote; `seed` is the page's own chance, where the browser has no voice yet.

    `told` is the text on release that stood on the page, `again` marks a vote that waited for the
    line, `stood` the vote that its card showed.
    """

    statement = forms.IntegerField(min_value=1, max_value=LARGEST)
    shown = forms.IntegerField(min_value=1, max_value=LARGEST)
    vote = forms.TypedChoiceField(coerce=int, choices=[("1", ""), ("0", ""), ("-1", "")])
    seed = forms.CharField(required=False, max_length=100)
    told = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    again = forms.BooleanField(required=False)
    stood = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[("1", ""), ("0", ""), ("-1", "")]
    )

    @property
    def said(self) -> dict[str, Any]:
        """The vote as the action wants it."""
        values = self.cleaned_data
        return {
            "statement": values["statement"],
            "rendering": values["shown"],
            "value": values["vote"],
            "told": values["told"] or 0,
            "resent": acts.Resent(values["stood"]) if values["again"] else None,
        }


class StatementForm(ActForm):
    """A statement of one's own, in the language one writes."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=(("kk", gettext_lazy("Kazakh")), ("ru", gettext_lazy("Russian"))),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Your statement"),
        help_text=gettext_lazy(
            "One thought that others can agree or disagree with, in at most 200 letters."
        ),
        widget=forms.Textarea(attrs={"class": "record", "rows": 3}),
    )


@never_cache
@login_not_required
@either
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one card and take the vote on it; without script the next page is the next card."""
    row, now = voting.conversation_to_vote_in(public_id), timezone.now()
    if request.method != "POST":
        return _page(request, row, now)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return redirect("conversations:vote", public_id)
    floods.VOTES.guard(network_address(request), now)
    given = voice_or_new(request, row, form.cleaned_data["seed"], now)
    if acts.cast_vote(conversation=row, voice=given.voice, now=now, **form.said):
        ARRIVALS.add(row.pk, now)
    response = (
        _fragment(request, row, given.voice, now)
        if is_fragment(request)
        else redirect("conversations:vote", public_id)
    )
    if given.new_token:
        keep_token(response, given.new_token)
    return response


def _page(request: HttpRequest, row: "Conversation", now: datetime) -> HttpResponse:
    voice = known_voice(request, row)
    refusal = _refusal(row, voice, now)
    seed = "" if voice else voting.new_seed()
    context = {
        **_about(row),
        "refusal": refusal,
        "seed": seed,
        "tier": voice.tier if voice else "",
        "needs": refusal.code if refusal else "",
        "standing": standpoint_of(row, voice),
    }
    if refusal is None:
        deck = deck_of(row, voice, seed)
        card = first_card(deck, now, request.GET.get("statement", ""))
        context |= {"card": card, "ahead": cards_ahead(deck, card)}
    response = render(request, "conversations/vote.html", context)
    if voice is None and {COOKIE, seal_cookie(row)} & request.COOKIES.keys():
        forget_token(response, row)
    return response


def _fragment(
    request: HttpRequest, row: "Conversation", voice: voting.Voice, now: datetime
) -> HttpResponse:
    deck = deck_of(row, voice, "")
    standing = standpoint_of(row, voice, deck.done)
    return HttpResponse(drawn_card(deck, sent_token(request) or get_token(request), standing, now))


def _about(row: "Conversation") -> dict[str, Any]:
    return {
        **about_card(row),
        "question": queries.question_of(row),
        "question_lang": question_language(),
    }


def _refusal(row: "Conversation", voice: voting.Voice | None, now: datetime) -> Refusal | None:
    tier = voice.tier if voice else voting.Tier.LINK
    return rules.refuse_to_take_part(row, tier, on=today_at(row.body, now))


@never_cache
@login_not_required
@either
def say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a statement of the reader's own; who it was is kept nowhere."""
    row, now = voting.conversation_to_vote_in(public_id), timezone.now()
    voice = known_voice(request, row)
    initial = {"language": "ru" if current_language() == "ru" else "kk"}
    form = StatementForm(request.POST or None, initial=initial)
    tried = Attempt()
    if request.method == "POST":
        tier = voice.tier if voice else voting.Tier.LINK
        tried = attempt(form, f"say:{row.pk}", lambda: _say(request, row, tier, form, now), now=now)
        if tried.is_done:
            messages.success(request, str(SAID[tried.result]))
            return redirect("conversations:vote", public_id)
        _say_conflict(form, tried)
    context = {
        **_about(row),
        "form": form,
        "refusal": tried.refusal or _refusal(row, voice, now),
        "comes": queries.Moderation(row.moderation).label,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "conversations/say.html", context, status=status)


SAID: dict[str, Text] = {
    queries.StatementState.WAITING: gettext_lazy(
        "Your statement was taken. It is shown once the secretariat has looked at it."
    ),
    queries.StatementState.SHOWN: gettext_lazy("Your statement is in the conversation now."),
}


def _say(
    request: HttpRequest, row: "Conversation", tier: str, form: StatementForm, now: datetime
) -> str:
    floods.STATEMENTS.guard(network_address(request), now)
    made = propose_statement(public_id=row.public_id, tier=tier, now=now, **form.values)
    return str(made.state)


def _say_conflict(form: StatementForm, tried: Attempt) -> None:
    """Put "said already" beside the text; the reader keeps what they wrote."""
    if tried.conflict is not None:
        refusal = tried.conflict.refusal
        form.add_error("text", f"{refusal.message} {refusal.remedy}")


@never_cache
@login_not_required
@either
def own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what this browser said, to change it or to take it all back."""
    row, now = voting.conversation_to_vote_in(public_id), timezone.now()
    voice = known_voice(request, row)
    if request.method == "POST" and voice is not None:
        return _taken_back(request, row, voice, now)
    context = {
        **_about(row),
        "votes": own_list(row, voice),
        "refusal": _refusal(row, voice, now),
        "tier": voting.Tier(voice.tier).label if voice else "",
        "region": _region(row, voice, now) if row.asks_region else "",
    }
    return render(request, "conversations/own.html", context)


def _region(row: "Conversation", voice: voting.Voice | None, now: datetime) -> str:
    """Return the name of the region that the voice has said, "" where it said none."""
    return region_names(row, now).get(voting.own_region(row, voice) or "", "")


def _taken_back(
    request: HttpRequest, row: "Conversation", voice: voting.Voice, now: datetime
) -> HttpResponse:
    if request.POST.get("act") == "forget":
        messages.success(request, _("This browser has forgotten you. Your votes stay."))
        response: HttpResponse = redirect("conversations:detail", row.public_id)
        forget_token(response, row)
        return response
    if request.POST.get("act") != "take_back":
        return redirect("conversations:own", row.public_id)
    acts.take_back_votes(conversation=row, voice=voice, now=now)
    messages.success(request, _("Your votes in this conversation were taken back."))
    return redirect("conversations:detail", row.public_id)
