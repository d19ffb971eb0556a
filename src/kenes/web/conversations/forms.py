"""Forms of whoever hosts a conversation; whether it may be done is for the rules."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import queries
from kenes.domain.conversations.agreement import agreed_now
from kenes.domain.conversations.doubles import likest
from kenes.web.acting.forms import ActForm
from kenes.web.shared.forms import RecordTextarea, offer


class DeclareForm(ActForm):
    """Whether a candidate, a party or a referendum question is named, and who may lawfully poll."""

    contest = forms.ChoiceField(
        label=_("Candidates, parties, referendum questions"),
        choices=queries.Contest.choices,
        widget=forms.RadioSelect,
    )
    pollster = forms.CharField(
        label=_("Lawful pollster, where one of them is named"), required=False, max_length=300
    )
    notice = forms.CharField(
        label=_("Number of its notice to the election commission"), required=False, max_length=100
    )


class GroundsForm(ActForm):
    """Grounds in a sentence."""

    grounds = forms.CharField(
        label=_("Grounds"), help_text=_("Everybody reads this."), widget=RecordTextarea(rows=3)
    )


class RecommendForm(ActForm):
    """Which of the statements that were agreed on, and in which language the draft is written."""

    numbers = forms.TypedMultipleChoiceField(
        label=_("Statements that were agreed on"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Language of the draft"),
        choices=(("kk", _("Kazakh")), ("ru", _("Russian"))),
        widget=forms.RadioSelect,
        initial="kk",
    )

    def prepare(self, case: Any) -> None:
        """Offer the agreements of the newest result, the surest first, all of them chosen."""
        texts = {one.number: one for one in queries.shown_statements(case.conversation)}
        agreed = [number for _lower, number in agreed_now(case.conversation) if number in texts]
        language = queries.text_language()
        named = [(n, f"№ {n}. {texts[n].in_language(language).text}") for n in agreed]
        offer(self, "numbers", named)
        self.fields["numbers"].initial = agreed


class ReturnForm(ActForm):
    """A listed ground, and what to do instead."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=queries.Ground.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Everybody reads this."),
        widget=RecordTextarea(rows=3),
    )


class MergeForm(ActForm):
    """Into which statement: one of those most like it, with its texts, or any by its number."""

    into = forms.TypedChoiceField(
        label=_("Statement that says the same"),
        help_text=_("These are the shown ones most like it, the likest first."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(
        label=_("Or another one, by its number"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
    )

    def prepare(self, case: Any) -> None:
        """Offer the shown statements that are most like this one, in both languages."""
        if case is None or case.statement is None:
            return
        found = likest(case.statement, queries.shown_statements(case.conversation))
        offer(self, "into", [(one.number, _both_texts(one)) for one in found])

    def clean(self) -> dict[str, Any]:
        """Keep the number that was typed, else the one that was chosen."""
        values = super().clean() or {}
        typed = values.pop("number", None)
        values["into"] = typed or values.get("into")
        if not values["into"] and not self.errors:
            self.add_error(
                "into", _("Choose the statement that says the same, or give its number.")
            )
        return values


class RenderingForm(ActForm):
    """What a statement says in one language, and whose words these are."""

    language = forms.ChoiceField(
        label=_("Language"), choices=(("kk", _("Kazakh")), ("ru", _("Russian")))
    )
    text = forms.CharField(label=_("Text"), widget=RecordTextarea(rows=3))
    state = forms.ChoiceField(
        label=_("Whose words these are"),
        choices=queries.TextState.choices,
        initial=queries.TextState.CHECKED,
        widget=forms.RadioSelect,
    )


def _both_texts(one: queries.Shown) -> SafeString:
    """Return number and texts of a statement, each marked with its language."""
    texts = ((language, one.texts[language].text) for language in sorted(one.texts))
    said = format_html_join(" · ", '<span lang="{}">{}</span>', texts)
    return format_html("№ {}. {}", one.number, said)
