"""My page and what hangs on it. Everything here is about the signed-in person alone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kenes.domain.accounts import actions, queries, rules, support_keys
from kenes.domain.conversations.queries.tokens import issued_to
from kenes.domain.institutions.queries import organisations_to_declare
from kenes.domain.notices import actions as notice_actions
from kenes.domain.notices import queries as notice_queries
from kenes.domain.recommendations.actions import leaving
from kenes.domain.recommendations.queries import mine, mine_data
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Invalid, permit
from kenes.web.acting.attempts import attempt
from kenes.web.me.forms import SettingsForm, SupportKeyForm
from kenes.web.me.presenting import mandate_rows, notice_rows
from kenes.web.shared.people import signed_in
from kenes.web.shared.support_cookie import forget_key, keep_key, kept_key

SHOWN = 20


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show everything that is mine, the newest first."""
    person, language = signed_in(request), current_language()
    news = notice_queries.notices_of(person)[:5]
    context: dict[str, Any] = {
        "person": person,
        "recommendations": mine.filed_by(person, language)[:SHOWN],
        "drafts": mine.drafts_of(person, language)[:SHOWN],
        "follows": mine.follows_of(person, language)[:SHOWN],
        "notices": notice_rows(news),
        "unseen": notice_queries.unseen_count(person),
        "mandates": mandate_rows(mine.mandates_of(person), timezone.localdate()),
        "declaring": organisations_to_declare(person, timezone.localdate()),
        "facts": queries.identity_facts(person),
        "has_key_here": kept_key(request) is not None,
    }
    return render(request, "me/home.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """List what I was told; the button marks all as read."""
    person = signed_in(request)
    if request.method == "POST":
        notice_actions.mark_seen(person=person, now=timezone.now())
        return redirect("me:notices")
    pages = Paginator(notice_queries.notices_of(person), SHOWN)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": notice_rows(page.object_list),
        "unseen": notice_queries.unseen_count(person),
    }
    return render(request, "me/notices.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Change my name, language and how I am told."""
    person = signed_in(request)
    initial = {
        "full_name": person.full_name,
        "language": person.language,
        "delivery": notice_queries.delivery_of(person),
    }
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        delivery = form.cleaned_data.pop("delivery")
        actions.change_self(person=person, **form.cleaned_data)
        notice_actions.choose_delivery(person=person, delivery=delivery)
        messages.success(request, _("Saved."))
        return redirect("me:home")
    status = 422 if form.is_bound else 200
    return render(request, "me/settings.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("sown", "key")
@require_http_methods(["GET", "POST"])
def support_key(request: HttpRequest) -> HttpResponse:
    """Explain the key; issue it once, show it and let this browser keep it."""
    person = signed_in(request)
    if request.method == "GET":
        refusal = rules.refuse_to_issue_support_key(person, timezone.now())
        form = SupportKeyForm()
        context = {"refusal": refusal, "key": kept_key(request), "is_new": False, "form": form}
        return render(request, "me/support_key.html", context)
    key = _issued(person, SupportKeyForm(request.POST))
    context = {"refusal": None, "key": key, "is_new": True}
    response = render(request, "me/support_key.html", context)
    keep_key(response, key)
    return response


def _issued(person: Any, form: SupportKeyForm) -> str:
    """Issue the key of this page once. Raises NotPermitted; a second click gets the same key."""
    now, seed = timezone.now(), form.seed

    def run() -> str:
        actions.issue_support_key(person=person, seed=seed, now=now)
        return ""

    tried = attempt(form, "support-key", run, now=now)
    permit(tried.refusal)
    if not tried.is_done:
        raise Invalid({"key": _("The page was changed on its way. Load it again and ask again.")})
    return support_keys.make_key(seed)


@require_POST
def forget_support_key(request: HttpRequest) -> HttpResponse:
    """Let this browser forget the key; the printed one stays good."""
    signed_in(request)
    response = redirect("me:support_key")
    forget_key(response)
    return response


@never_cache
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is kept about me, as JSON."""
    person = signed_in(request)
    response = JsonResponse(
        mine_data.everything_about(person) | {"tokens_issued": issued_to(person)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="kenes-my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Say what erasing means; erase after the word is given."""
    person = signed_in(request)
    refusal = leaving.refuse_to_leave(person, timezone.localdate())
    if request.method == "POST":
        leaving.leave(person=person, now=timezone.now())
        logout(request)
        response = redirect("/")
        forget_key(response)
        messages.success(request, _("Your account is erased."))
        return response
    return render(request, "me/erase.html", {"refusal": refusal})


@csrf_exempt  # the mail program posts here by itself (RFC 8058); the signed token is the proof
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End all mail for whom the signed link names: ask a reader, obey a mail program."""
    if request.method == "POST":
        notice_actions.unsubscribe(token)
    else:
        notice_actions.refuse_unknown_token(token)
    return render(request, "me/unsubscribe.html", {"is_done": request.method == "POST"})
