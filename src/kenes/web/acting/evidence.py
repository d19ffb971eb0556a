"""What forms of several desks ask alike: a day, a language, evidence, an assessment."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kenes.domain.files.actions import store_file
from kenes.domain.recommendations.actions.execution import EvidenceFacts
from kenes.domain.recommendations.values import Implementation
from kenes.domain.shared.languages import Language
from kenes.web.acting.forms import ActForm
from kenes.web.shared.axes import IMPLEMENTATION
from kenes.web.shared.forms import DayField, RecordTextarea


def day_field(label: Any, **more: Any) -> DayField:
    """Return a field for a day."""
    return DayField(label=label, **more)


def language_field() -> forms.ChoiceField:
    """Return the choice of the language that a text is written in; first the reader's own."""
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


class EvidenceForm(ActForm):
    """One piece of evidence: a file, an address, or both."""

    evidence_title = forms.CharField(label=_("Name of the evidence"), required=False)
    file = forms.FileField(
        label=_("File of evidence"),
        help_text=_("PDF, DOCX, XLSX, ODT, CSV, TXT or a picture; at most 20 MB."),
        required=False,
    )
    link = forms.CharField(
        label=_("Address of the evidence"), help_text=_("It begins with https://"), required=False
    )


class AssessForm(EvidenceForm):
    """How far it is carried out, as one side sees it."""

    value = forms.ChoiceField(
        label=_("How far is it carried out?"),
        choices=[(code, IMPLEMENTATION[code][1]) for code in Implementation.values],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is carried out.")},
    )
    period_from = day_field(_("Period from"))
    period_to = day_field(_("Period to"))
    grounds = forms.CharField(
        label=_("What it rests on"),
        help_text=_("What did you see, read or count? Everybody reads this."),
        widget=RecordTextarea(rows=5),
    )
    language = language_field()

    field_order = (
        "value", "period_from", "period_to", "grounds", "language",
        "evidence_title", "file", "link",
    )  # fmt: skip
