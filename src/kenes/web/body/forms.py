"""Forms of a body's desk."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.values import Position
from kenes.domain.shared.languages import pick
from kenes.web.acting.evidence import EvidenceForm, day_field, language_field
from kenes.web.acting.finding import choices
from kenes.web.acting.forms import ActForm
from kenes.web.shared.axes import POSITION
from kenes.web.shared.forms import RecordTextarea, offer

GIVEN = [(code, POSITION[code][1]) for code in Position.values if code != Position.AWAITING]


class DeliveryForm(ActForm):
    """The body's own incoming number and date."""

    incoming_number = forms.CharField(label=_("Incoming number"))
    on = day_field(_("Received on"))

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

    field_order = ("to", "reason")

    def prepare(self, case: Any) -> None:
        offer(self, "to", choices(case.found))


class AnswerForm(ActForm):
    """A draft reply; what it still lacks is said when it is handed in."""

    needed_in_the_end = ("position", "body")

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=_("Position of the body"),
        help_text=_("It may stay open while you write; it is needed to hand the draft in."),
        choices=GIVEN,
        required=False,
        widget=forms.RadioSelect,
    )
    language = language_field()
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
    evidence_due_on = day_field(_("Evidence to follow by"), required=False)
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
        offer(self, "forward_to", [none, *choices(case.found)])

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
            (str(row.public_id), pick(row.title_kk, row.title_ru, row.title_en)) for row in rows
        ]
        offer(self, "measure", titles)
        if titles:
            self.fields["measure"].initial = titles[0][0]


class MeasureForm(ActForm):
    """A promise: what, by when."""

    title_kk = forms.CharField(label=_("What will be done, in Kazakh"), required=False)
    title_ru = forms.CharField(label=_("What will be done, in Russian"), required=False)
    due_on = day_field(_("By which day"))
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
    first_due_on = day_field(_("First due on"))


class ReportForm(_MeasureForm, EvidenceForm):
    """What was done on a measure in a period, with evidence."""

    text = forms.CharField(label=_("What was done"), widget=RecordTextarea(rows=6))
    language = language_field()
    period_from = day_field(_("Period from"))
    period_to = day_field(_("Period to"))
    value = forms.DecimalField(
        label=_("Figure of the indicator"), required=False, max_digits=18, decimal_places=2
    )
    is_final = forms.BooleanField(label=_("This is the last report"), required=False)

    field_order = (
        "measure", "text", "language", "period_from", "period_to", "value",
        "evidence_title", "file", "link", "is_final",
    )  # fmt: skip


class RejoinForm(ActForm):
    """The one reply to the author's grade."""

    text = forms.CharField(
        label=_("Reply to the grade"),
        help_text=_("Once only; everybody reads it."),
        widget=RecordTextarea(rows=5),
    )
    language = language_field()


class AnswerTranslationForm(ActForm):
    """The signed answer in another language."""

    language = language_field()
    body = forms.CharField(label=_("Text of the answer"), widget=RecordTextarea(rows=8))
    part = forms.CharField(
        label=_("Which part is accepted, which is not"), required=False,
        widget=RecordTextarea(rows=3),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), required=False, widget=RecordTextarea(rows=3))
