"""People under administration: note that somebody showed in person who they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kenes.domain.institutions import actions
from kenes.web.host import forms
from kenes.web.host.acting import FormPage, acting, form_page, home_link
from kenes.web.host.institutions import either
from kenes.web.host.mandates import person_of
from kenes.web.shared.components.links import Link


@either
def identity(request: HttpRequest) -> HttpResponse:
    """Note that an identity was checked face to face."""
    admin, title = acting(request), _("Note an identity checked in person")
    page = FormPage(
        title=title,
        submit=_("Note the identity"),
        said=_("The identity is noted, with today's date."),
        back=reverse("host:home"),
        lead=_("Look at the person and the document, then write what was shown. Nothing of it is"
               " public, and nothing of it is on the register."),
        crumbs=[home_link(), Link(title)],
    )  # fmt: skip

    def act(values: dict[str, Any]) -> str:
        actions.check_identity(
            person=person_of(values["email"]), method=values["method"], **admin.facts
        )
        return page.back

    return form_page(request, forms.IdentityForm(request.POST or None), page, act)
