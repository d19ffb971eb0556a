"""Links of many texts at once: what is chosen is set on all of them, or on none."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kenes.domain.institutions.queries import territories_in_force, today_at
from kenes.domain.recommendations.actions.linking import set_links
from kenes.domain.recommendations.queries import desk
from kenes.domain.recommendations.queries.intake import original_texts, original_titles
from kenes.domain.recommendations.queries.suggesting import LINKED, suggestions
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.domain.shared.text import searched_words
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.acting.forms import ActForm
from kenes.web.acting.offices import mandates_for, pick
from kenes.web.desk.cases import ROLES
from kenes.web.desk.offering import by_key, keys_of, offered
from kenes.web.shared.forms import offer
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Recommendation

MOST = 50


class BulkForm(ActForm):
    """What to set on all; a list left empty stays as it is on each."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Themes, groups, goals"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    territories = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    obligations = forms.MultipleChoiceField(
        label=gettext_lazy("International obligations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self, case: Any) -> None:
        """`case` holds the words searched for, the day and the texts' own words."""
        words, on, texts = case
        guessed = suggestions(texts)
        self.rows: dict[str, dict[str, Any]] = {
            "topics": by_key(desk.find_topics(words, keys_of(guessed.topics))),
            "territories": by_key(territories_in_force(on), "kato"),
            "obligations": by_key(desk.find_obligations(words, keys_of(guessed.obligations))),
        }
        for name in LINKED:
            say = str if name == "obligations" else name_of
            choices = offered(self.rows[name], getattr(guessed, name), say)
            offer(self, name, choices)

    def chosen(self, name: str) -> list[Any] | None:
        """Return what was chosen in a list, None where nothing was."""
        return [self.rows[name][key] for key in self.cleaned_data[name]] or None


def bulk_page(request: HttpRequest) -> HttpResponse:
    """Show and set the links of the texts named in the address."""
    now = timezone.now()
    rows = _chosen(request)
    words, on = searched_words(request.GET.get("find", "")), today_at(rows[0].body, now)
    form = BulkForm(request.POST or None, case=(words, on, original_texts(rows)))
    tried = Attempt()
    if request.method == "POST":
        tried = attempt(form, "links", lambda: _set(request, rows, form, now), now=now)
        if tried.is_done:
            messages.success(
                request, _("The links are set. Texts: %(count)s") % {"count": len(rows)}
            )
            return redirect("desk:home")
    titles = original_titles(rows)
    context = {
        "form": form,
        "rows": [(row, titles.get(row.pk, "")) for row in rows],
        "words": words,
        "refusal": tried.refusal,
    }
    status = tried.status if form.is_bound else 200
    return render(request, "desk/links.html", context, status=status)


def _chosen(request: HttpRequest) -> "list[Recommendation]":
    """Return the texts named by `id`, each of them this person's to handle. Raises NotFound."""
    person, now = signed_in(request), timezone.now()
    rows = []
    for raw in dict.fromkeys(request.GET.getlist("id")[:MOST]):
        try:
            rows.append(desk.handled(UUID(raw)))
        except ValueError as error:
            raise NotFound(f"no text {raw!r}") from error
    if not rows:
        raise NotFound("no text was chosen")
    for body in {row.body_id: row.body for row in rows}.values():
        mandates_for(person, body, ROLES, now)
    return rows


def _set(request: HttpRequest, rows: "list[Recommendation]", form: BulkForm, now: datetime) -> str:
    person = signed_in(request)
    mandate = pick(mandates_for(person, rows[0].body, ROLES, now), "secretary")
    set_links(
        public_ids=[row.public_id for row in rows],
        topics=form.chosen("topics"),
        territories=form.chosen("territories"),
        obligations=form.chosen("obligations"),
        by=person,
        mandate=mandate,
        now=now,
    )
    return str(len(rows))
