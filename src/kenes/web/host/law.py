"""Law as data under administration: rules, the working-day calendar, a body's procedure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.actions.calendars import DayKind
from kenes.domain.recommendations.actions.addressing import move_clocks
from kenes.domain.recommendations.explaining import term_in_words
from kenes.domain.shared.languages import pick
from kenes.web.host import forms
from kenes.web.host.acting import FormPage, acting, form_page, home_link
from kenes.web.host.institutions import either, page_about
from kenes.web.shared.components.links import Link


@require_safe
def rules_page(request: HttpRequest) -> HttpResponse:
    """Show every rule with its versions."""
    admin = acting(request)
    rules = list(queries.rules_in_time())
    entries = queries.entries_of_rules(rules)
    context = {
        "rules": [
            (rule, term_in_words(rule.amount, rule.unit), entries.get(rule.pk)) for rule in rules
        ],
        "today": admin.today,
        "crumbs": [home_link(), Link(_("Terms of law"))],
    }
    return render(request, "host/rules.html", context)


@either
def publish_rule(request: HttpRequest) -> HttpResponse:
    """Publish a rule or, with ?code=, the next version of one."""
    admin = acting(request)
    back = reverse("host:rules")
    page = FormPage(
        title=_("Publish a term of law"),
        submit=_("Publish"),
        said=_("The rule is on the register."),
        lead=_("What is on record is never edited: the version before ends the day before."),
        back=back,
        crumbs=[home_link(), Link(_("Terms of law"), back), Link(_("Publish a term of law"))],
    )
    latest = next((r for r in queries.rules_in_time() if r.code == request.GET.get("code")), None)
    names = forms.own_names(forms.RuleForm)
    initial = {name: getattr(latest, name) for name in names} if latest else {}

    def act(values: dict[str, Any]) -> str:
        actions.publish_rule(facts=actions.RuleFacts(**values), **admin.facts)
        return back

    return form_page(request, forms.RuleForm(request.POST or None, initial=initial), page, act)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year of the calendar as a table, and its versions."""
    admin = acting(request)
    versions = list(queries.calendar_versions())
    shown = versions[0] if versions else None
    years = list(range(shown.first.year, shown.last.year + 1)) if shown else []
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else admin.today.year
    entries = queries.entries_of_calendar()
    context = {
        "versions": [(each, entries.get(each.number)) for each in versions],
        "version": shown,
        "days": _days_of(shown, year) if shown else [],
        "year": year,
        "years": [Link(str(each), f"?year={each}", current=each == year) for each in years],
        "crumbs": [home_link(), Link(_("Working-day calendar"))],
    }
    return render(request, "host/calendar.html", context)


@either
def correct_day(request: HttpRequest) -> HttpResponse:
    """Correct one day: a new version of the calendar."""
    admin = acting(request)
    back = reverse("host:calendar")
    page = FormPage(
        title=_("Correct a day"),
        submit=_("Publish the new version"),
        said=_("The new version of the calendar is on the register."),
        lead=_("The calendar is published anew under the next number; the old version stays."),
        back=back,
        crumbs=[home_link(), Link(_("Working-day calendar"), back), Link(_("Correct a day"))],
    )

    def act(values: dict[str, Any]) -> str:
        grounds = values.pop("grounds")
        correction = actions.DayCorrection(**(values | {"kind": DayKind(values["kind"])}))
        with transaction.atomic():
            version = actions.publish_calendar_version(
                corrections=[correction], grounds=grounds, **admin.facts
            )
            moved = move_clocks(calendar=version, now=admin.now)
        messages.info(request, _("Open clocks moved: {n}").format(n=len(moved)))
        return f"{back}?year={correction.on.year}"

    return form_page(request, forms.DayForm(request.POST or None), page, act)


@either
def procedure(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set a body's own rules from a day on."""
    admin, body = acting(request), queries.institution_by_public_id(public_id)
    page = page_about(
        body,
        _("Set the body's own rules"),
        _("Set the rules"),
        _("The body's own rules are on the register."),
    )
    now_set = queries.procedure_of(body, admin.today)
    initial = {name: getattr(now_set, name) for name in forms.own_names(forms.ProcedureForm)}
    form = forms.ProcedureForm(request.POST or None, initial=initial)

    def act(values: dict[str, Any]) -> str:
        valid_from = values.pop("valid_from")
        facts = actions.ProcedureFacts(**values)
        actions.set_procedure(body=body, facts=facts, valid_from=valid_from, **admin.facts)
        return page.back

    return form_page(request, form, page, act)


def _days_of(version: Any, year: int) -> list[dict[str, Any]]:
    """Return the days of a year that are not what their weekday says, in order."""
    notes = {
        "moved": _("day off moved from the weekend"),
        "swapped": _("swapped by decree"),
        "estimated": _("estimated date"),
    }
    days: list[dict[str, Any]] = [
        {
            "on": date.fromisoformat(day),
            "name": pick(name["kk"], name["ru"], name["en"]),
            "note": notes.get(name.get("note", ""), ""),
        }
        for day, name in version.days_off.items()
    ]
    days += [
        {"on": date.fromisoformat(day), "name": _("working day"), "note": notes["swapped"]}
        for day in version.days_on
    ]
    return sorted(
        (day for day in days if day["on"].year == year), key=lambda day: day["on"].toordinal()
    )
