"""Who sits in a body and until when: the secretary's calendar of terms, new and next members."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.queries import A_YEAR, Role
from kenes.domain.institutions.rules.calls import refuse_to_keep_calls
from kenes.domain.shared.languages import name_of
from kenes.web.acting.finding import choices, found_institutions
from kenes.web.acting.forms import ActForm
from kenes.web.acting.offices import mandates_for
from kenes.web.acting.specs import ActSpec, act_page
from kenes.web.host.mandates import person_of
from kenes.web.institutions.calls import BodyCase, state_of
from kenes.web.shared.components.links import Link
from kenes.web.shared.forms import DayField, offer
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kenes.domain.institutions.models import Institution, Mandate, Seat
    from kenes.domain.shared.refusals import Refusal

SEATED_HERE = (Role.MEMBER, Role.OBSERVER)
"""The roles that a secretary gives."""


@dataclass(frozen=True, slots=True)
class MemberCase(BodyCase):
    """A body, its secretary, who leaves (None for a new member), what may be chosen."""

    target: "Mandate | None"
    found: "Sequence[Institution]"
    seats: "Sequence[Seat]"


class NextForm(ActForm):
    """Who comes, for which organisation, until when."""

    email = forms.EmailField(
        label=_("E-mail of the new member"),
        help_text=_("They have signed in here at least once. Nobody is shown the address."),
    )
    stands_for = forms.ChoiceField(label=_("Organisation that sends them"), required=False)
    office_kk = forms.CharField(label=_("Office in Kazakh"), max_length=200, required=False)
    office_ru = forms.CharField(label=_("Office in Russian"), max_length=200, required=False)
    office_en = forms.CharField(label=_("Office in English"), max_length=200, required=False)
    valid_to = DayField(label=_("Last day of the term"))
    grounds = forms.CharField(
        label=_("Reason"), help_text=_("The decision that it rests on."), max_length=500
    )

    def prepare(self, case: Any) -> None:
        """Offer the organisations found; first the one that the leaving member stood for."""
        offered = choices(case.found)
        offer(self, "stands_for", [("", "-"), *offered])
        if case.target is not None and case.target.stands_for:
            self.fields["stands_for"].initial = str(case.target.stands_for.public_id)


class SeatForm(NextForm):
    """A new member or observer of a body."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(one.value, one.label) for one in SEATED_HERE]
    )
    side = forms.ChoiceField(
        label=_("Side"), choices=queries.Side.choices, initial=queries.Side.CIVIL
    )
    seat = forms.ChoiceField(label=_("Seat"), help_text=_("An observer has none."), required=False)
    valid_from = DayField(label=_("First day"))
    field_order = ("role", "side", "seat", "email", "stands_for")

    def prepare(self, case: Any) -> None:
        """Offer the seats of the body as well."""
        super().prepare(case)
        seats = [(str(one.number), f"{one.number}. {one.get_side_display()}") for one in case.seats]
        offer(self, "seat", [("", "-"), *seats])


class ReplaceForm(NextForm):
    """When the one before leaves; the rest is about who comes."""

    last_on = DayField(
        label=_("Last day of the one before"),
        help_text=_("Leave empty to end it at once."),
        required=False,
    )
    field_order = ("last_on", "email", "stands_for")


@never_cache
@require_safe
def members(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the secretary who sits in the body, whose term ends next, and every call."""
    person, now = signed_in(request), timezone.now()
    body = queries.institution_by_public_id(public_id)
    mandates_for(person, body, (Role.SECRETARY,), now)
    today = queries.today_at(body, now)
    rows = queries.members_of(body, today)
    context = {
        "body": body,
        "members": rows,
        "ending": queries.ending_terms(rows, today + A_YEAR),
        "calls": [(one, state_of(one, today)) for one in queries.calls_of(body)],
        "replaceable": SEATED_HERE,
        "crumbs": [
            Link(_("Secretary's desk"), f"{reverse('desk:home')}?office={public_id}"),
            Link(_("Members and terms")),
        ],
    }
    return render(request, "institutions/members.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give somebody a seat, or let somebody observe."""
    body = queries.institution_by_public_id(public_id)
    return _page(request, body, SEATING, None)


@never_cache
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Replace a member or an observer: one term ends, the next begins the day after."""
    target = queries.mandate_by_public_id(public_id)
    return _page(request, target.institution, REPLACING, target)


def _page(
    request: HttpRequest,
    body: "Institution",
    spec: "ActSpec[MemberCase]",
    target: "Mandate | None",
) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    mandate = mandates_for(person, body, (Role.SECRETARY,), now)[0]
    back = reverse("institutions:members", args=[body.public_id])
    case = _case(request, body, target, (person, mandate, now))
    about = f"{name_of(body)}. {target.office}" if target else name_of(body)
    return act_page(request, spec, case, back=back, context={"about": about})


def _case(
    request: HttpRequest,
    body: "Institution",
    target: "Mandate | None",
    acting: "tuple[Any, Mandate, datetime]",
) -> MemberCase:
    person, mandate, now = acting
    today = queries.today_at(body, now)
    first = [target.stands_for] if target is not None and target.stands_for else []
    found = found_institutions(request.GET, today, first)
    return MemberCase(
        body, person, mandate, now, target, found, list(queries.seats_of(body, today))
    )


def _organisation(case: MemberCase, values: dict[str, Any]) -> "Institution | None":
    chosen = values.pop("stands_for")
    return next((one for one in case.found if str(one.public_id) == chosen), None)


def _seat(case: MemberCase, values: dict[str, Any]) -> object:
    number, stands_for = values.pop("seat"), _organisation(case, values)
    chosen = next((one for one in case.seats if str(one.number) == number), None)
    return actions.grant_mandate(
        person=person_of(values.pop("email")),
        institution=case.body,
        seat=chosen,
        stands_for=stands_for,
        **values,
        **case.acting,
    )


def _replace(case: MemberCase, values: dict[str, Any]) -> object:
    target = cast("Mandate", case.target)
    following = actions.NextMember(
        person=person_of(values["email"]),
        stands_for=_organisation(case, values),
        valid_to=values["valid_to"],
        **{name: values[name] for name in ("office_kk", "office_ru", "office_en")},
    )
    return actions.replace_member(
        target=target,
        last_on=values["last_on"],
        following=following,
        grounds=values["grounds"],
        **case.acting,
    )


def _refuse(case: MemberCase) -> "Refusal | None":
    return refuse_to_keep_calls(case.person, case.mandate, case.body, on=case.today)


_SEARCH = _("Find the organisation that sends them")
_SEEN = _("Everybody sees the office, the organisation and the dates, never the name.")
SEATING: ActSpec[MemberCase] = ActSpec(
    slug="seat-member",
    heading=_("Seat a member or an observer"),
    button=_("Give the mandate"),
    done=_("The mandate is on the register, without the person's name."),
    form=SeatForm,
    refuse=_refuse,
    run=_seat,
    search=_SEARCH,
    consequences=(_SEEN,),
)
REPLACING: ActSpec[MemberCase] = ActSpec(
    slug="replace-member",
    heading=_("Replace a member"),
    button=_("Replace the member"),
    done=_("One term has its last day, and the next one is on the register."),
    form=ReplaceForm,
    refuse=_refuse,
    run=_replace,
    is_risky=True,
    search=_SEARCH,
    consequences=(_SEEN, _("Role, side and seat stay the same; substitutes end as well.")),
)
