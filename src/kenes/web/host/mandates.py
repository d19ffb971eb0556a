"""Mandates and seats under administration: grant, end, substitute, open a seat."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kenes.domain.accounts.queries import person_by_email
from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.rules import may_grant_roles
from kenes.domain.shared.refusals import Invalid
from kenes.web.host import forms
from kenes.web.host.acting import acting, form_page
from kenes.web.host.institutions import either, page_about
from kenes.web.shared.forms import offer

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person


@either
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give somebody a mandate at an institution."""
    admin, institution = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        institution,
        _("Give a mandate"),
        _("Give the mandate"),
        _("The mandate is on the register, without the person's name."),
    )
    form = forms.GrantForm(request.POST or None, initial={"valid_from": admin.today})
    roles = may_grant_roles(admin.mandate, institution)
    offer(form, "role", [choice for choice in queries.Role.choices if choice[0] in roles])
    form.fields["seat"].queryset = queries.seats_of(institution, admin.today)  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        person = person_of(values.pop("email"))
        actions.grant_mandate(person=person, institution=institution, **values, **admin.facts)
        return page.back

    return form_page(request, form, page, act)


@either
def substitute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name a substitute within the days of a mandate."""
    admin, principal = acting(request), queries.mandate_by_public_id(public_id)
    page = page_about(
        principal.institution,
        _("Name a substitute"),
        _("Name the substitute"),
        _("The substitute's mandate is on the register."),
        _("The substitute acts in the same role, never longer than the mandate itself."),
    )
    form = forms.SubstituteForm(request.POST or None, initial={"valid_from": admin.today})

    def act(values: dict[str, Any]) -> str:
        person = person_of(values.pop("email"))
        actions.add_substitute(principal=principal, person=person, **values, **admin.facts)
        return page.back

    return form_page(request, form, page, act)


@either
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a mandate: a page that says what will happen."""
    admin, target = acting(request), queries.mandate_by_public_id(public_id)
    page = page_about(
        target.institution,
        _("End the mandate"),
        _("End the mandate"),
        _("The end of the mandate is on the register."),
        _("This cannot be taken back. Substitutes end with it; what was done by it stays."),
        is_risk=True,
    )

    def act(values: dict[str, Any]) -> str:
        actions.end_mandate(target=target, **values, **admin.facts)
        return page.back

    return form_page(request, forms.EndMandateForm(request.POST or None), page, act)


@either
def seat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the next seat of a body."""
    admin, body = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(body, _("Open a seat"), _("Open the seat"), _("The seat is on the register."))
    form = forms.SeatForm(request.POST or None, initial={"valid_from": admin.today})

    def act(values: dict[str, Any]) -> str:
        actions.open_seat(body=body, **values, **admin.facts)
        return page.back

    return form_page(request, form, page, act)


def person_of(email: str) -> "Person":
    """Return who signs in with an address. Raises Invalid when nobody does."""
    person = person_by_email(email)
    if person is None:
        raise Invalid(
            {"email": _("Nobody has signed in with this address: ask the person to do so once.")}
        )
    return person
