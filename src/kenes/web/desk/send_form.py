"""The form that sends a text: which bodies, on what their clocks rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import Basis
from kenes.domain.recommendations.queries import desk
from kenes.domain.shared.languages import current_language, pick
from kenes.web.acting.finding import choices
from kenes.web.acting.forms import ActForm
from kenes.web.shared.formats import long_date
from kenes.web.shared.forms import DayField, offer


class SendForm(ActForm):
    """Which bodies are asked, and on what their clocks rest."""

    lead = forms.ChoiceField(
        label=_("Lead body"),
        help_text=_("It answers for the whole; the others for their part."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Find a body above and choose it as the lead.")},
    )
    contributing = forms.MultipleChoiceField(
        label=_("Contributing bodies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rule = forms.ChoiceField(
        label=_("Why and in which term"),
        help_text=_("A body's own rules stand here once they are published among the rules."),
        widget=forms.RadioSelect,
    )
    promised_on = DayField(label=_("Day that the body promised"), required=False)

    def prepare(self, case: Any) -> None:
        """Offer the bodies found, and every term with the date that it would give."""
        found = choices(case.found)
        offer(self, "lead", found)
        offer(self, "contributing", found)
        if found:
            self.fields["lead"].initial = found[0][0]
        terms = [(rule.code, _term(rule, case.today)) for rule in desk.answer_rules(case.today)]
        promise = (Basis.PROMISE, _("As the body promised: by the day that it named itself."))
        courtesy = (Basis.COURTESY, _("As a courtesy: no term runs, nothing can be overdue."))
        offer(self, "rule", [*terms, promise, courtesy])
        self.fields["rule"].initial = _preselected(case, [code for code, _said in terms])

    def clean(self) -> dict[str, Any]:
        """Ask for the day where the body promised one."""
        values = super().clean() or {}
        if values.get("rule") == Basis.PROMISE and not values.get("promised_on"):
            said = _("Give the day that the body promised, or choose another basis.")
            self.add_error("promised_on", said)
        return values


def _preselected(case: Any, codes: list[str]) -> str:
    wanted = [code for code in codes if "public-control" in code]
    if case.recommendation.is_public_control and wanted:
        return wanted[0]
    return codes[0] if codes else Basis.COURTESY


def _term(rule: Any, on: Any) -> str:
    law = pick(rule.law_kk, rule.law_ru, rule.law_en)
    basis, unit = rule.get_basis_display().capitalize(), rule.get_unit_display().capitalize()
    words = f"{basis}. {unit}: {rule.amount}. {law}"
    if rule.article:
        words = f"{words}, {_article(rule)}"
    day = desk.due_if_delivered(rule, on)
    if day is None:
        return words
    said = _("If the body receives it today, the answer is due: %(day)s.")
    return f"{words}. {said % {'day': long_date(day, current_language())}}"


def _article(rule: Any) -> str:
    if rule.basis != Basis.STATUTE:
        return str(rule.article)
    return str(_("article %(number)s")) % {"number": rule.article}
