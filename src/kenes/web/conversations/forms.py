"""Forms of whoever hosts a conversation; whether it may be done is for the rules."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.conversations import queries
from kenes.domain.conversations.agreement import agreed_now
from kenes.domain.institutions.queries import campaign_on, territories_in_force
from kenes.domain.norms.queries import acts, title_of
from kenes.domain.recommendations.queries.backing import readable_by_number
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.domain.shared.text import clean_line
from kenes.web.acting.forms import ActForm
from kenes.web.shared.forms import DayField, RecordTextarea

RUNS = timedelta(days=30)
TITLE_SHOWN = 90


class ConversationForm(ActForm):
    """A whole conversation: question, ground, who takes part, first statements in two languages."""

    question_kk = forms.CharField(label=_("Question in Kazakh"), widget=RecordTextarea("kk", 2))
    question_ru = forms.CharField(label=_("Question in Russian"), widget=RecordTextarea("ru", 2))
    about_kk = forms.CharField(
        label=_("What people should know, in Kazakh"),
        required=False,
        widget=RecordTextarea("kk", 4),
    )
    about_ru = forms.CharField(
        label=_("What people should know, in Russian"),
        required=False,
        widget=RecordTextarea("ru", 4),
    )
    seeds_kk = forms.CharField(
        label=_("First statements in Kazakh"),
        help_text=_("One a line, three at least. Take what different people would say."),
        widget=RecordTextarea("kk", 8),
    )
    seeds_ru = forms.CharField(
        label=_("First statements in Russian"),
        help_text=_("One a line, in the same order: each line says what the Kazakh one says."),
        widget=RecordTextarea("ru", 8),
    )
    number = forms.CharField(
        label=_("About a recommendation, by its number"), required=False, max_length=20
    )
    bill = forms.ChoiceField(label=_("About a bill or act"), required=False)
    territory = forms.ChoiceField(label=_("About a region"), required=False)
    admits = forms.ChoiceField(
        label=_("Who may take part"),
        choices=queries.Admits.choices,
        initial=queries.Admits.ANYBODY,
        widget=forms.RadioSelect,
    )
    with_tokens = forms.BooleanField(
        label=_("People whose identity was checked may vote with a token, counted apart"),
        help_text=_("Their votes begin once 30 tokens are issued: fewer hide nobody."),
        required=False,
    )
    releases_rows = forms.BooleanField(
        label=_("Votes may be published as rows once 300 people take part"),
        help_text=_(
            "Without name, time, region or language. People are told before their first vote, "
            "and it cannot be changed afterwards. Results are then shown only once the "
            "conversation is over, and not by region or language."
        ),
        required=False,
    )
    asks_region = forms.BooleanField(
        label=_("People who have voted may say in which region they live"),
        help_text=_(
            "Then results show what regions agree on. Nobody has to say it; it is never "
            "published beside rows of votes."
        ),
        required=False,
    )
    moderation = forms.ChoiceField(
        label=_("What people write"),
        choices=queries.Moderation.choices,
        initial=queries.Moderation.BEFORE,
        widget=forms.RadioSelect,
    )
    closes_on = DayField(label=_("Last day"), help_text=_("It closes by itself when it is over."))
    contest = forms.ChoiceField(
        label=_("Candidates, parties, referendum questions"),
        choices=queries.Contest.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Needed while the period of an election or a referendum runs."),
    )
    pollster = forms.CharField(
        label=_("Lawful pollster, where one of them is named"), required=False, max_length=300
    )
    notice = forms.CharField(
        label=_("Number of its notice to the election commission"), required=False, max_length=100
    )

    def prepare(self, case: Any) -> None:
        """Offer bills and regions, and a month to take part in."""
        today: date = case.today if case else timezone.localdate()
        nothing = ("", _("nothing"))
        bills = [
            (str(act.public_id), title_of(act)[:TITLE_SHOWN])
            for act in acts().filter(introduced_on__isnull=False)[:200]
        ]
        regions = [(one.kato, name_of(one)) for one in territories_in_force(today)]
        self.fields["bill"].choices = [nothing, *bills]  # type: ignore[attr-defined]
        self.fields["territory"].choices = [nothing, *regions]  # type: ignore[attr-defined]
        self.fields["closes_on"].initial = today + RUNS

    def clean_number(self) -> Any:
        """Return the recommendation of this number, None where none is named."""
        number = clean_line(self.cleaned_data["number"]).lstrip("№ ")
        if not number:
            return None
        try:
            return readable_by_number(number)
        except NotFound:
            raise forms.ValidationError(
                _("No recommendation has this number. It looks like 2026-000147.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Pair the statements, and see that there is one ground at most."""
        values = super().clean() or self.cleaned_data
        grounds = [values.get(name) for name in ("number", "bill", "territory")]
        if sum(map(bool, grounds)) > 1:
            self.add_error("number", _("Choose one ground: a recommendation, a bill or a region."))
        kk, ru = lines_in(values.get("seeds_kk", "")), lines_in(values.get("seeds_ru", ""))
        if len(kk) != len(ru) and not self.has_error("seeds_kk"):
            self.add_error(
                "seeds_ru",
                _("Each statement needs both texts: there are %(kk)s in Kazakh, %(ru)s in Russian.")
                % {"kk": len(kk), "ru": len(ru)},
            )
        values["seeds"] = list(zip(kk, ru, strict=False))
        self._ask_contest(values)
        return values

    def _ask_contest(self, values: dict[str, Any]) -> None:
        """Ask for the answer where a period runs that binds what is asked."""
        today: date = self.case.today if self.case else timezone.localdate()
        period = campaign_on(today, values.get("territory") or None)
        if period is not None and not values.get("contest"):
            self.add_error(
                "contest", _("Answer this: %(law)s binds polls now.") % {"law": period.law}
            )


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
        field = self.fields["numbers"]
        field.choices = [  # type: ignore[attr-defined]
            (n, f"№ {n}. {texts[n].in_language(queries.text_language()).text}") for n in agreed
        ]
        field.initial = agreed


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
    """Into which statement."""

    into = forms.IntegerField(
        label=_("Number of the statement that says the same"), min_value=1, max_value=2**31 - 1
    )


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


def lines_in(text: str) -> list[str]:
    """Return the lines of a text that hold anything."""
    return [line for line in text.splitlines() if line.strip()]
