"""The statute and the rules of procedure of a body: on its page, as pages, and published."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.queries import Role, TextKind
from kenes.domain.institutions.rules.founding import refuse_to_publish_text
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.acting.forms import ActForm
from kenes.web.acting.offices import mandates_for, pick
from kenes.web.acting.specs import ActSpec, act_page
from kenes.web.shared.components.links import Link
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import FoundingText, Institution, Mandate

ROLES = (Role.SECRETARY, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class BodyCase:
    """A body whose text is published, and by whom."""

    body: "Institution"
    person: "Person"
    mandate: "Mandate"
    now: datetime


class TextForm(ActForm):
    """One version of a statute or of rules of procedure."""

    kind = forms.ChoiceField(label=_("Which text?"), choices=TextKind.choices)
    text_kk = forms.CharField(
        label=_("Text in Kazakh"), widget=forms.Textarea(attrs={"rows": 8, "lang": "kk"})
    )
    text_ru = forms.CharField(
        label=_("Text in Russian"), widget=forms.Textarea(attrs={"rows": 8, "lang": "ru"})
    )
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Source"), help_text=_("The order or minutes, with number and day."), max_length=300
    )
    change = forms.CharField(
        label=_("What changed"),
        help_text=_("In a sentence; the first version needs none."),
        max_length=500,
        required=False,
    )
    term_months = forms.IntegerField(
        label=_("Term of the body, in months"),
        help_text=_("How long one composition sits, where the statute says so."),
        required=False,
    )


@login_not_required
@require_safe
def text_page(request: HttpRequest, public_id: UUID, kind: str, number: int) -> HttpResponse:
    """Show one version in the reader's language, beside it the other versions."""
    text = queries.founding_text(public_id, kind, number)
    other = "ru" if _shown(request) == "kk" else "kk"
    versions = [one for one in queries.founding_texts(text.body) if one.kind == kind]
    context = {
        "text": text,
        "words": text.text_kk if other == "ru" else text.text_ru,
        "shown": "kk" if other == "ru" else "ru",
        "other": other,
        "versions": versions,
        "crumbs": [
            Link(_("Institutions"), reverse("institutions:list")),
            Link(name_of(text.body), reverse("institutions:detail", args=[public_id])),
            Link(f"{text.get_kind_display()}, {number}"),
        ],
    }
    return render(request, "institutions/text.html", context)


def _shown(request: HttpRequest) -> str:
    """Return the language asked for, else the reader's; readers of English get Russian."""
    wanted = request.GET.get("text", "") or current_language()
    return wanted if wanted in {"kk", "ru"} else "ru"


@never_cache
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish a version, by the secretary or the chair of the body."""
    person, now = signed_in(request), timezone.now()
    body = queries.institution_by_public_id(public_id)
    mandate = pick(mandates_for(person, body, ROLES, now), Role.SECRETARY)
    case = BodyCase(body, person, mandate, now)
    back = reverse("institutions:detail", args=[public_id])
    return act_page(request, PUBLISHING, case, back=back, context={"about": name_of(body)})


def _publish(case: BodyCase, values: dict[str, Any]) -> object:
    return actions.publish_founding_text(
        body=case.body,
        facts=actions.TextFacts(**values),
        by=case.person,
        mandate=case.mandate,
        now=case.now,
    )


PUBLISHING: ActSpec[BodyCase] = ActSpec(
    slug="publish-text",
    heading=_("Publish the statute or the rules of procedure"),
    button=_("Publish the text"),
    done=_("The version is on record, and the page of the body shows it."),
    form=TextForm,
    refuse=lambda case: refuse_to_publish_text(
        case.person,
        case.mandate,
        case.body,
        on=queries.today_at(case.body, case.now),
        host_on=queries.today_at(case.mandate.institution, case.now),
    ),
    run=_publish,
    is_risky=True,
    consequences=(
        _("Everybody reads it. The version before stays to be read, with its last day."),
    ),
)


def texts_as_data(texts: "Sequence[FoundingText]", body: UUID) -> list[dict[str, Any]]:
    """Return every version for machines, with the address of its words."""
    return [
        {
            "kind": one.kind,
            "number": one.number,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "term_months": one.term_months,
            "source": one.source,
            "change": one.change,
            "url": reverse("institutions:text", args=[body, one.kind, one.number]),
        }
        for one in texts
    ]


def term_of(texts: "Sequence[FoundingText]", on: date) -> int | None:
    """Return how many months one composition sits by the statute in force; None where not set."""
    held = queries.in_force_on(texts, on)
    return next((one.term_months for one in held if one.kind == TextKind.STATUTE), None)
