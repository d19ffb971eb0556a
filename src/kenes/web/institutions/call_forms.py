"""Forms of a call for seats: what it asks for, a later last day, its outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import CallOutcome, Side
from kenes.domain.shared.languages import name_of
from kenes.web.acting.finding import choices
from kenes.web.acting.forms import ActForm
from kenes.web.shared.forms import DayField, RecordTextarea

OUTCOMES = [(one.value, one.label) for one in (CallOutcome.FILLED, CallOutcome.NOBODY)]


class CallForm(ActForm):
    """A call as it is published."""

    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, initial=Side.CIVIL)
    places = forms.IntegerField(label=_("How many seats?"), initial=1)
    criteria_kk = forms.CharField(
        label=_("Criteria in Kazakh"),
        help_text=_("By what an organisation is chosen. They do not change afterwards."),
        widget=RecordTextarea("kk"),
    )
    criteria_ru = forms.CharField(label=_("Criteria in Russian"), widget=RecordTextarea("ru"))
    criteria_en = forms.CharField(
        label=_("Criteria in English"), widget=RecordTextarea("en", rows=4), required=False
    )
    apply_kk = forms.CharField(
        label=_("How to apply, in Kazakh"),
        help_text=_("To which address or e-mail, and with which papers."),
        max_length=500,
    )
    apply_ru = forms.CharField(label=_("How to apply, in Russian"), max_length=500)
    apply_en = forms.CharField(label=_("How to apply, in English"), max_length=500, required=False)
    source = forms.CharField(
        label=_("Document that the call rests on"),
        help_text=_("The order or minutes, with number and day."),
        max_length=300,
    )
    opens_on = DayField(label=_("First day to apply"))
    closes_on = DayField(label=_("Last day to apply"))


class ExtendForm(ActForm):
    """A later last day, with the reason."""

    closes_on = DayField(label=_("New last day to apply"))
    reason = forms.CharField(label=_("Reason"), max_length=500)


class CancelForm(ActForm):
    """Why a call is called off."""

    reason = forms.CharField(label=_("Reason"), widget=RecordTextarea(rows=4))


class CloseForm(ActForm):
    """Who was given which seat by which criteria, or nobody, and why."""

    outcome = forms.ChoiceField(
        label=_("How did the call end?"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reasons of the decision"),
        help_text=_("How many applied, how they were compared, who decided. Everybody reads this."),
        widget=RecordTextarea(rows=5),
    )

    def prepare(self, case: Any) -> None:
        """Offer a seat, an organisation and the criteria that it met, once for each place."""
        nothing = ("", "-")
        seat, organisation, criteria = _("Seat"), _("Organisation"), _("Criteria that it met")
        seats = [(str(one.number), _seat_words(one)) for one in case.seats]
        for place in range(1, case.call.places + 1):
            end = f": {place}" if case.call.places > 1 else ""
            self.fields[f"seat_{place}"] = forms.ChoiceField(
                label=f"{seat}{end}", choices=[nothing, *seats], required=False
            )
            self.fields[f"organisation_{place}"] = forms.ChoiceField(
                label=f"{organisation}{end}",
                choices=[nothing, *choices(case.found)],
                required=False,
            )
            self.fields[f"criteria_{place}"] = forms.CharField(
                label=f"{criteria}{end}",
                widget=RecordTextarea(rows=4),
                required=False,
            )
        self.order_fields(["outcome", *self.of_places(), "reason"])

    def of_places(self) -> list[str]:
        """Return the names of the fields of all places, in order."""
        return [name for name in self.fields if name[-1].isdigit()]

    def clean(self) -> dict[str, Any]:
        """Ask for whole places where seats were given, for none where nobody was."""
        values = super().clean() or {}
        given = [self._place(values, place) for place in range(1, self.case.call.places + 1)]
        if any(any(parts) and not all(parts) for parts in given):
            self.add_error(None, _("Fill in seat, organisation and criteria together."))
        filled = [parts for parts in given if all(parts)]
        if bool(filled) != (values.get("outcome") == CallOutcome.FILLED) and values.get("outcome"):
            said = _("The outcome and the seats below do not agree: change one of them.")
            self.add_error("outcome", said)
        values["given"] = filled
        return values

    def _place(self, values: dict[str, Any], place: int) -> tuple[str, str, str]:
        seat, chosen = values.get(f"seat_{place}", ""), values.get(f"organisation_{place}", "")
        return seat, chosen, values.get(f"criteria_{place}", "")


def _seat_words(seat: Any) -> str:
    name = name_of(seat)
    return f"{seat.number}. {name}" if name else str(seat.number)
