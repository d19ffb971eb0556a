"""Removal of content from the register by a lawful order, under administration."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kenes.domain.institutions import actions
from kenes.domain.register import queries
from kenes.domain.register.actions import Order
from kenes.domain.register.rules import refuse_to_remove
from kenes.domain.shared.refusals import permit
from kenes.web.acting.forms import ActForm
from kenes.web.host.acting import FormPage, acting, form_page, home_link
from kenes.web.host.institutions import either
from kenes.web.register.sentences import sentence_of
from kenes.web.shared.components.links import Link
from kenes.web.shared.forms import DayField

LONGEST_INDEX = 18


class RemovalForm(ActForm):
    """The order, and a word that one knows what it does."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=queries.Ground.choices)
    ordered_by = forms.CharField(
        label=gettext_lazy("Who ordered it"),
        help_text=gettext_lazy("The court or office, as it calls itself. No names of people."),
        max_length=300,
    )
    document = forms.CharField(
        label=gettext_lazy("By which document"),
        help_text=gettext_lazy("Its kind and number. Everybody can read it on the entry's page."),
        max_length=300,
    )
    ordered_on = DayField(label=gettext_lazy("Day of the document"))
    is_sure = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring content and salt back")
    )


@require_safe
def removals(request: HttpRequest) -> HttpResponse:
    """List what was removed, and find an entry by its number in the log."""
    acting(request)
    number = request.GET.get("number", "").strip()[:LONGEST_INDEX]
    found = queries.entry_at(int(number)) if number.isdecimal() else None
    context = {
        "removals": queries.removals()[:100],
        "number": number,
        "found": found,
        "sentence": sentence_of(found.type) if found else "",
        "crumbs": [home_link(), Link(_("Removals from the register"))],
    }
    return render(request, "host/removals.html", context)


@either
def remove_content(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Remove content and salt of one entry, after it was said what stays and what goes."""
    admin, entry = acting(request), queries.entry_by_public_id(public_id)
    there = reverse("register:entry", args=[public_id])
    if request.method != "POST":
        permit(refuse_to_remove(entry))
    page = FormPage(
        title=_("Remove the content of an entry"),
        submit=_("Remove for good"),
        said=_("Content and salt are removed; the removal is on the register."),
        lead=_(
            "Content and salt go for good. The entry, its digest and every proof stay, and a new "
            "entry says on what ground and by whose order. Texts on other pages are not touched: "
            "their body's secretary hides them. Older backups still hold what is removed here."
        ),
        back=there,
        crumbs=[
            home_link(),
            Link(_("Removals from the register"), reverse("host:removals")),
            Link(sentence_of(entry.type)),
        ],
        is_risk=True,
    )

    def act(values: dict[str, Any]) -> str:
        values.pop("is_sure")
        actions.remove_from_register(entry_id=public_id, order=Order(**values), **admin.facts)
        return there

    return form_page(request, RemovalForm(request.POST or None), page, act)
