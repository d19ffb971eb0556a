"""Periods of elections and referendums, in which the law binds polls."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.institutions import actions, polling_law, queries
from kenes.domain.shared.languages import name_of
from kenes.web.host import forms
from kenes.web.host.acting import FormPage, acting, form_page, home_link
from kenes.web.host.institutions import either
from kenes.web.shared.components.links import Link


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Show every period in its newest version."""
    admin = acting(request)
    names = {one.kato: name_of(one) for one in queries.all_territories()}
    periods = queries.campaign_periods()
    entries = queries.entries_of_campaigns(periods)
    lines = [
        (period, [names.get(kato, kato) for kato in period.regions], entries.get(period.pk))
        for period in periods
    ]
    context = {
        "lines": lines,
        "today": admin.today,
        "crumbs": [home_link(), Link(_("Elections and referendums"))],
    }
    return render(request, "host/campaigns.html", context)


@either
def publish_campaign(request: HttpRequest) -> HttpResponse:
    """Publish a period or, with ?code=, the next version of one; ?kind= begins with its law."""
    admin = acting(request)
    back = reverse("host:campaigns")
    page = FormPage(
        title=_("Publish the period of an election or a referendum"),
        submit=_("Publish"),
        said=_("The period is on the register."),
        lead=_(
            "Law, article and days stand here as the Central Election Commission and the press "
            "named them. Nobody has compared them with the text of the law yet: do so before you "
            "publish. What is on record is never edited: a change is the next version."
        ),
        back=back,
        crumbs=[home_link(), Link(_("Elections and referendums"), back), Link(_("Publish"))],
    )
    code, kind = request.GET.get("code", ""), request.GET.get("kind", "")
    latest = next((one for one in queries.campaign_periods() if one.code == code), None)
    names = [name for name in forms.CampaignForm.base_fields if name != "key"]
    initial = (
        {name: getattr(latest, name) for name in names}
        if latest
        else polling_law.known_law(kind or queries.CampaignKind.ELECTION)
    )

    def act(values: dict[str, Any]) -> str:
        actions.publish_campaign(facts=actions.CampaignFacts(**values), **admin.facts)
        return back

    return form_page(request, forms.CampaignForm(request.POST or None, initial=initial), page, act)
