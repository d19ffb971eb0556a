"""Well or not, for everybody; why, and a mail to oneself as a test, for administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kenes.domain.shared.refusals import permit
from kenes.web.acting.attempts import attempt
from kenes.web.acting.forms import ActForm
from kenes.web.status.access import may_see_details, refuse_unless_administrator
from kenes.web.status.checks import Finding, all_findings

LONGEST = 200  # characters of a mail server's refusal that are shown


@login_not_required
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show whether the server is well."""
    findings = all_findings(timezone.now())
    context = {"is_ok": _is_well(findings), "details": [], "form": ActForm()}
    if may_see_details(request):
        context["details"] = findings
    return render(request, "status/page.html", context)


@login_not_required
@never_cache
def json(request: HttpRequest) -> HttpResponse:
    """Answer a monitor: `{"ok": true}`; an administrator's has each check as well."""
    findings = all_findings(timezone.now())
    answer: dict[str, object] = {"ok": _is_well(findings)}
    if may_see_details(request):
        answer["checks"] = {finding.name: finding.is_ok for finding in findings}
    return JsonResponse(answer)


@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """Send a mail to the administrator who asks, and say at once whether it was taken."""
    permit(refuse_unless_administrator(request))
    form = ActForm(request.POST)
    tried = attempt(form, "status:test_mail", lambda: _fault_of_mail(request), now=timezone.now())
    if tried.result:
        messages.error(request, _("The mail was not taken: {error}").format(error=tried.result))
    else:
        messages.success(request, _("The mail was taken. It should be with you soon."))
    return redirect("status:page")


def _fault_of_mail(request: HttpRequest) -> str:
    """Send the mail; return why it was not taken, or nothing."""
    try:
        send_mail(_("Mail from Kenes works"), _("You asked for this mail."), None, [_own(request)])
    except OSError as error:
        return str(error)[:LONGEST] or type(error).__name__
    return ""


def _own(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", ""))


def _is_well(findings: list[Finding]) -> bool:
    return all(finding.is_ok for finding in findings)
