"""Forms of a body's desk."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kenes.domain.files.actions import store_file
from kenes.domain.recommendations.actions.execution import EvidenceFacts
from kenes.domain.recommendations.values import Implementation, Position
from kenes.domain.shared.languages import Language
from kenes.web.acting.finding import choices
from kenes.web.acting.forms import ActForm
from kenes.web.shared.axes import IMPLEMENTATION, POSITION
from kenes.web.shared.forms import DayInput, RecordTextarea

GIVEN = [(code, POSITION[code][1]) for code in Position.values if code != Position.AWAITING]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **more)


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Language of the text"),
        choices=Language,
        widget=forms.RadioSelect,
        initial=lambda: (get_language() or "kk")[:2],
    )


def kept_evidence(values: dict[str, Any], by: Any, now: Any) -> list[EvidenceFacts]:
    """Take the evidence out of a form's values and keep its file. Raises Invalid for a bad file."""
    title, link = values.pop("evidence_title"), values.pop("link")
    upload = values.pop("file")
    stored = store_file(upload=upload, name=upload.name, by=by, now=now) if upload else None
    if stored is None and not link:
        return []
    return [EvidenceFacts(title or (stored.name if stored else link), stored, link)]


class DeliveryForm(ActForm):
    """The body's own incoming number and date."""

    incoming_number = forms.CharField(label=_("Incoming number"))
    on = _day(_("Received on"))

    def prepare(self, case: Any) -> None:
        self.fields["on"].initial = case.today


class ReasonForm(ActForm):
    """Why; the author and the public read it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The author and everybody read this."),
        widget=RecordTextarea(rows=5),
    )


class PrivateForm(ActForm):
    """A private remark."""

    text = forms.CharField(
        label=_("Remark"),
        help_text=_("Only officers of your body read this; it never becomes public."),
        widget=RecordTextarea(rows=4),
    )


class ForwardForm(ReasonForm):
    """The competent body, found by name, and why."""

    to = forms.ChoiceField(label=_("Competent body"), widget=forms.RadioSelect)

    def prepare(self, case: Any) -> None:
        self.fields["to"].choices = choices(case.found)  # type: ignore[attr-defined]


class AnswerForm(ActForm):
    """A draft reply; what it still lacks is said when it is handed in."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=_("Position of the body"), choices=GIVEN, widget=forms.RadioSelect
    )
    language = _language()
    body = forms.CharField(
        label=_("Text of the answer"), required=False, widget=RecordTextarea(rows=10)
    )
    part = forms.CharField(
        label=_("Which part is accepted, which is not"),
        required=False,
        widget=RecordTextarea(rows=3),
    )
    reason = forms.CharField(label=_("Reason"), required=False, widget=RecordTextarea(rows=3))
    evidence_link = forms.CharField(
        label=_("Address of the evidence"), help_text=_("It begins with https://"), required=False
    )
    evidence_due_on = _day(_("Evidence to follow by"), required=False)
    file = forms.FileField(
        label=_("File of evidence"),
        help_text=_("PDF, DOCX, XLSX, ODT, CSV, TXT or a picture; at most 20 MB."),
        required=False,
    )
    forward_to = forms.ChoiceField(
        label=_("Forward to the competent body"), required=False, widget=forms.RadioSelect
    )
    is_nobody_known = forms.BooleanField(label=_("We know of no competent body"), required=False)

    def prepare(self, case: Any) -> None:
        """Show what a kind of reply needs; only a position has a position."""
        if case.kind != "position":
            for name in ("position", "part", "forward_to", "is_nobody_known"):
                del self.fields[name]
            return
        none = ("", _("To nobody"))
        self.fields["forward_to"].choices = [none, *choices(case.found)]  # type: ignore[attr-defined]

    def clean_forward_to(self) -> UUID | None:
        """Return the public id of the chosen body."""
        chosen = self.cleaned_data.get("forward_to")
        return UUID(chosen) if chosen else None


class SignForm(ActForm):
    """The edition that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class _MeasureForm(ActForm):
    measure = forms.ChoiceField(label=_("Measure"), widget=forms.RadioSelect)

    def prepare(self, case: Any) -> None:
        rows = [row for row in case.papers.measures if row.done_on is None]
        titles = [
            (str(row.public_id), row.title_kk or row.title_ru or row.title_en) for row in rows
        ]
        self.fields["measure"].choices = titles  # type: ignore[attr-defined]
        if titles:
            self.fields["measure"].initial = titles[0][0]


class MeasureForm(ActForm):
    """A promise: what, by when."""

    title_kk = forms.CharField(label=_("What will be done, in Kazakh"), required=False)
    title_ru = forms.CharField(label=_("What will be done, in Russian"), required=False)
    due_on = _day(_("By which day"))
    budget = forms.CharField(label=_("Budget"), required=False)


class FinishForm(_MeasureForm):
    """Which measure is done."""


class IndicatorForm(_MeasureForm):
    """What is counted for a measure."""

    name_kk = forms.CharField(label=_("What is counted, in Kazakh"), required=False)
    name_ru = forms.CharField(label=_("What is counted, in Russian"), required=False)
    unit_kk = forms.CharField(label=_("Unit, in Kazakh"), required=False)
    unit_ru = forms.CharField(label=_("Unit, in Russian"), required=False)
    target = forms.DecimalField(label=_("Target"), max_digits=18, decimal_places=2)
    every_months = forms.IntegerField(label=_("Every how many months"), min_value=1, max_value=120)
    first_due_on = _day(_("First due on"))


class _EvidenceForm(ActForm):
    evidence_title = forms.CharField(label=_("Name of the evidence"), required=False)
    file = forms.FileField(
        label=_("File of evidence"),
        help_text=_("PDF, DOCX, XLSX, ODT, CSV, TXT or a picture; at most 20 MB."),
        required=False,
    )
    link = forms.CharField(
        label=_("Address of the evidence"), help_text=_("It begins with https://"), required=False
    )


class ReportForm(_MeasureForm, _EvidenceForm):
    """What was done on a measure in a period, with evidence."""

    text = forms.CharField(label=_("What was done"), widget=RecordTextarea(rows=6))
    language = _language()
    period_from = _day(_("Period from"))
    period_to = _day(_("Period to"))
    value = forms.DecimalField(
        label=_("Figure of the indicator"), required=False, max_digits=18, decimal_places=2
    )
    is_final = forms.BooleanField(label=_("This is the last report"), required=False)


class AssessForm(_EvidenceForm):
    """How far it is carried out, as one side sees it."""

    value = forms.ChoiceField(
        label=_("How far is it carried out?"),
        choices=[(code, IMPLEMENTATION[code][1]) for code in Implementation.values],
        widget=forms.RadioSelect,
    )
    period_from = _day(_("Period from"))
    period_to = _day(_("Period to"))
    grounds = forms.CharField(label=_("What it rests on"), widget=RecordTextarea(rows=5))
    language = _language()


class RejoinForm(ActForm):
    """The one reply to the author's grade."""

    text = forms.CharField(
        label=_("Reply to the grade"),
        help_text=_("Once only; everybody reads it."),
        widget=RecordTextarea(rows=5),
    )
    language = _language()


class AnswerTranslationForm(ActForm):
    """The signed answer in another language."""

    language = _language()
    body = forms.CharField(label=_("Text of the answer"), widget=RecordTextarea(rows=8))
    part = forms.CharField(
        label=_("Which part is accepted, which is not"), required=False,
        widget=RecordTextarea(rows=3),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), required=False, widget=RecordTextarea(rows=3))
