"""Coming in by invitation. The other ways in are the sign-in library's views (`urls`)."""

from allauth.socialaccount.views import login_error
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kenes.domain.accounts import actions, queries, rules
from kenes.domain.shared.refusals import Invalid, permit
from kenes.web.accounts.forms import InvitationForm
from kenes.web.shared.limits import guard_code, note_wrong_code

KIND = "invitation"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Ask somebody invited for name, address and password, and let them in once."""
    guard_code(request, KIND, code)
    found = queries.invitation_by_code(code)
    if found is None:
        note_wrong_code(request, KIND, code)
    permit(rules.refuse_invitation(found, timezone.now()))
    form = InvitationForm(request.POST or None, initial={"email": found.email if found else ""})
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, code, form)
        except Invalid as error:
            for field, problem in error.problems.items():
                form.add_error(field, problem)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/invitation.html", {"form": form}, status=status)


@login_not_required
def provider_failed(request: HttpRequest) -> HttpResponse:
    """Say that the provider let nobody in. It is a refusal: 401 would announce a way to sign in."""
    response: HttpResponse = login_error(request)
    response.status_code = 403
    return response


def _let_in(request: HttpRequest, code: str, form: InvitationForm) -> HttpResponse:
    welcome = actions.use_invitation(code, now=timezone.now(), **form.cleaned_data)
    login(request, welcome.person, backend=BACKEND)
    return redirect("mfa_index")
