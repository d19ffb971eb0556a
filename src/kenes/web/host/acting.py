"""What every page of the administrator does: know who acts, show a form, act, say so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kenes.domain.institutions import queries
from kenes.domain.institutions.rules.authority import no_mandate
from kenes.domain.shared.refusals import NotPermitted, Refusal
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.acting.forms import ActForm
from kenes.web.shared.components.links import Link
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Mandate

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Acting:
    """The administrator at work: who, by which mandate, when; `today` in the host's zone."""

    by: "Person"
    mandate: "Mandate"
    now: datetime
    today: date

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments that every action takes."""
        return {"by": self.by, "mandate": self.mandate, "now": self.now}


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of a page with one form: `said` is shown after the act, `back` leads away."""

    title: str | Promise
    submit: str | Promise
    said: str | Promise
    back: str
    lead: str | Promise = ""
    crumbs: Sequence[Link] = ()
    is_risk: bool = False


def acting(request: HttpRequest) -> Acting:
    """Return the administrator who asks. Raises NotPermitted for everybody else."""
    person, host, now = signed_in(request), queries.host(), timezone.now()
    if host is None:
        raise NotPermitted(no_mandate())
    today = queries.today_at(host, now)
    role = queries.Role.ADMINISTRATOR
    found = queries.authority(person, institution=host, role=role, on=today)
    if isinstance(found, Refusal):
        raise NotPermitted(found)
    return Acting(person, found, now, today)


def form_page(
    request: HttpRequest,
    form: ActForm,
    page: FormPage,
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Show a form, or act on it once and go where `act` says; what is wrong stands at its field.

    A conflict with what is on record is said above the form with the input kept; any other
    refusal goes its usual way, to a page of its own.
    """
    if request.method == "POST":
        name = f"host:{request.resolver_match.url_name if request.resolver_match else ''}"
        now = timezone.now()
        tried = attempt(form, name, lambda: act(form.values), now=now)
        if tried.is_done:
            messages.success(request, str(page.said))
            return redirect(tried.result)
        _say(form, tried)
    status = 422 if form.errors else 200
    return render(request, "host/form.html", {"form": form, "page": page}, status=status)


def _say(form: ActForm, tried: Attempt) -> None:
    """Put a conflict above the form. Raises NotPermitted for any other refusal."""
    refusal = tried.refusal
    if refusal is None:
        return
    if refusal.status != CONFLICT:
        raise NotPermitted(refusal)
    form.add_error(None, f"{refusal.message} {refusal.remedy}")


def home_link() -> Link:
    """Return the crumb of the administrator's first page."""
    return Link(_("Administration"), reverse("host:home"))
