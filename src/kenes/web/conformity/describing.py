"""Say for an institution how a national norm stands to an obligation."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kenes.domain.institutions.queries import Role
from kenes.domain.norms import actions
from kenes.domain.norms.queries import FINDINGS, acts, title_of
from kenes.domain.recommendations.queries.conformity import obligation_by_public_id
from kenes.domain.shared.languages import Language, name_of
from kenes.domain.shared.refusals import NotFound
from kenes.web.acting.forms import ActForm
from kenes.web.acting.offices import chosen_desk, desks_of, mandates_for
from kenes.web.conformity.rows import name_of_obligation
from kenes.web.host.acting import FormPage, form_page
from kenes.web.shared.components import Link
from kenes.web.shared.forms import RecordTextarea, offer
from kenes.web.shared.people import signed_in

ROLES = (Role.SECRETARY, Role.CHAIR, Role.ASSESSOR)
OFFERED = 300


class GapForm(ActForm):
    """The place in the law, what was found there, and why."""

    act = forms.ChoiceField(label=gettext_lazy("Bill or act"))
    element = forms.CharField(
        label=gettext_lazy("Element"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("As the law writes it; empty for the whole act."),
    )
    law = forms.CharField(
        label=gettext_lazy("Law, where the bill amends several"), required=False, max_length=500
    )
    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"), choices=FINDINGS, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What lacks, or why it conforms"),
        help_text=gettext_lazy("Everybody reads this."),
        widget=RecordTextarea(rows=5),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)

    def prepare(self, case: Any) -> None:  # noqa: ARG002  (the signature is every form's)
        """Offer the bills and acts on record, the newest first."""
        offered = [(str(one.public_id), title_of(one)) for one in acts()[:OFFERED]]
        offer(self, "act", offered)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the form, with the place that the address names; describe the gap once."""
    person, now = signed_in(request), timezone.now()
    desks = desks_of(person, ROLES, now)
    if not desks:
        raise NotFound(f"no institution for which {person.pk} describes gaps")
    desk = chosen_desk(desks, request.GET.get("office", ""))
    mandate = mandates_for(person, desk, ROLES, now)[0]
    one = obligation_by_public_id(public_id)
    back = reverse("conformity:obligation", args=[public_id])

    def act(values: dict[str, Any]) -> str:
        act_id = UUID(values.pop("act"))
        actions.describe_gap(
            obligation_id=public_id, act_id=act_id, by=person, mandate=mandate, now=now, **values
        )
        return back

    named = {name: request.GET.get(name, "") for name in ("act", "element", "law")}
    form = GapForm(request.POST or None, initial=named | {"language": request.LANGUAGE_CODE})
    page = FormPage(
        title=_("Describe the gap"),
        submit=_("Publish"),
        said=_("The finding is on the register."),
        back=back,
        lead=f"{name_of_obligation(one)}. {name_of(desk)}.",
        crumbs=[Link(_("Conformity matrix"), reverse("conformity:matrix")), Link(str(one), back)],
    )
    return form_page(request, form, page, act)
