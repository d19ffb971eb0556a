"""The three questions, and the code that opens a text again."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import search_institutions, territories_in_force
from kenes.domain.recommendations.queries.authoring import System
from kenes.domain.shared.languages import Language, name_of
from kenes.web.acting.forms import ActForm
from kenes.web.shared.forms import RecordTextarea, offer

FOUND_AT_MOST = 12
READ_AT_MOST = 40


class StepForm(ActForm):
    """A step of a draft: it carries the edition that it was filled from."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WrongForm(StepForm):
    """First question: what is wrong; in which language; for a new text also to whom it goes."""

    # One of each is chosen beforehand: nobody has to look for it, and it is never left empty.
    needed_in_the_end = ("body", "institution")

    language = forms.ChoiceField(
        label=_("Language of the text"), choices=Language, widget=forms.RadioSelect
    )
    problem = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Tell it as you would tell a neighbour: what happens, where, to whom."),
        widget=RecordTextarea(rows=8),
        error_messages={"required": _("Write what is wrong, in one sentence or more.")},
    )
    body = forms.ChoiceField(
        label=_("Which secretariat handles it"), required=False, widget=forms.RadioSelect
    )
    institution = forms.ChoiceField(
        label=_("In whose name"), required=False, widget=forms.RadioSelect
    )

    def prepare(self, case: Any) -> None:
        """`case` holds the bodies and the organisations to choose from; None changes a draft."""
        self.fields["language"].initial = (get_language() or "kk")[:2]
        if case is None:
            for name in ("language", "body", "institution"):
                del self.fields[name]
            return
        self._choose("body", [(str(one.public_id), name_of(one)) for one in case.bodies])
        named = [(str(one.institution.public_id), name_of(one.institution)) for one in case.offices]
        self._choose("institution", [("", _("In my own name")), *named])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Offer the choices; where there is only one, nothing is asked."""
        if len(choices) < 2:  # noqa: PLR2004 (one is no choice)
            del self.fields[name]
            return
        offer(self, name, choices)
        self.fields[name].initial = choices[0][0]


class AskedForm(StepForm):
    """Second question: what should be done, and by whom."""

    demand = forms.CharField(
        label=_("What should be done?"),
        help_text=_("One clear step is answered sooner than many."),
        widget=RecordTextarea(rows=8),
        required=False,
    )
    title = forms.CharField(
        label=_("A title"),
        help_text=_("One sentence: who should do what. Left empty, your first words become it."),
        required=False,
    )
    addressee = forms.CharField(
        label=_("Who should do it?"),
        help_text=_("In your own words, or find the body by a part of its name."),
        required=False,
    )
    found = forms.ChoiceField(
        label=_("Bodies found"), required=False, widget=forms.RadioSelect, choices=()
    )

    sought = ""
    """The written name, where no body on record is found by it."""

    def prepare(self, case: Any) -> None:
        """Offer the bodies that the written name finds, and the one that was chosen before."""
        text = self.data.get("addressee", "") if self.is_bound else self.initial.get("addressee")
        chosen = self.data.get("found", "") if self.is_bound else self.initial.get("found", "")
        rows = search_institutions(text)[:READ_AT_MOST] if text else []
        there = [row for row in rows if row.valid_to is None or row.valid_to >= case.today]
        choices = [(str(row.public_id), name_of(row)) for row in there[:FOUND_AT_MOST]]
        before = case.recommendation.wished_institution
        if before is not None and str(before.public_id) not in dict(choices):
            choices.insert(0, (str(before.public_id), name_of(before)))
        if not choices and not chosen:
            self.sought = text or ""
            del self.fields["found"]
            return
        none = ("", _("None of these: keep my own words"))
        offer(self, "found", [*choices, none])

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing only when going on; a draft is kept as it is."""
        data = super().clean() or {}
        if "next" not in self.data:
            return data
        if not data.get("demand"):
            self.add_error("demand", _("Write what you ask for, in one sentence or more."))
        if not data.get("addressee") and not data.get("found"):
            self.add_error(
                "addressee", _("Say who should act: in your own words, or from the list.")
            )
        return data

    def clean_found(self) -> UUID | None:
        """Return the public id of the chosen body."""
        chosen = self.cleaned_data.get("found")
        return UUID(chosen) if chosen else None


class WhereForm(StepForm):
    """Third question: where; and whether the name is shown."""

    territories = forms.MultipleChoiceField(
        label=_("Where is it?"),
        help_text=_("Leave all empty when it concerns the whole country."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    author_territory = forms.ChoiceField(label=_("Where do you live?"), required=False)
    is_name_public = forms.BooleanField(
        label=_("Show my name"),
        help_text=_("Off: the page says only that you are a resident of your region. You may "
                    "change it at any time."),
        required=False,
    )  # fmt: skip
    name = forms.CharField(label=_("The name to show"), required=False)
    eotinish = forms.CharField(label=_("Number in e-Otinish"), required=False)
    petition = forms.CharField(label=_("Number of the petition"), required=False)
    open_npa = forms.CharField(label=_("Number in Open NPA"), required=False)

    def prepare(self, case: Any) -> None:
        """Offer the regions there are today."""
        rows = [(str(row.kato), name_of(row)) for row in territories_in_force(case.today)]
        offer(self, "territories", rows)
        offer(self, "author_territory", [("", _("I do not say")), *rows])
        if case.recommendation.author_institution_id is not None:
            for name in ("author_territory", "is_name_public", "name"):
                del self.fields[name]

    @property
    def references(self) -> list[tuple[str, str]]:
        """The numbers elsewhere, as (system, number)."""
        given = ((system, self.cleaned_data.get(system, "")) for system in System.values)
        return [(str(system), number) for system, number in given if number]


class CodeForm(forms.Form):
    """The code from the receipt."""

    code = forms.CharField(
        label=_("Code from your receipt"),
        help_text=_("Sixteen letters and figures. Case, spaces and hyphens do not matter."),
        error_messages={"required": _("Enter the code that stands on your receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SubmitForm(ActForm):
    """Nothing but the key: the last press."""
