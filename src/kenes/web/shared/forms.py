"""What forms share: fields that speak a language, a date field, and the list of what is wrong."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


class RecordTextarea(forms.Textarea):
    """A field for words of the record: set in the serif, with its language for screen readers.

    With Kazakh the template adds the row of nine letters (`components/kk_keys.html`).
    """

    def __init__(
        self, language: str = "", rows: int = 7, attrs: dict[str, Any] | None = None
    ) -> None:
        given = {"class": "record", "rows": rows, **({"lang": language} if language else {})}
        super().__init__({**given, **(attrs or {})})


class DayInput(forms.DateInput):
    """A day picked from the browser's own calendar; sent and kept as YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def _refuse_far_day(day: date) -> None:
    """Refuse a day that no act can mean; counting from it would leave the calendar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Give a day between %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class DayField(forms.DateField):
    """A day within the years that the record can hold."""

    widget = DayInput
    default_validators: list[Any] = [_refuse_far_day]


def control_id(bound: BoundField) -> str:
    """Return the id to jump to for a field: of its first box where it is a group of boxes."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def problems_of(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Yield (id of the control or "", sentence) for everything wrong in a form, in its order.

    "This field is required." says nothing away from its field: there the label goes before it.
    """
    for sentence in form.non_field_errors():
        yield "", str(sentence)
    unnamed = str(forms.Field.default_error_messages["required"])
    for bound in form:
        for sentence in bound.errors:
            said = f"{bound.label}: {sentence}" if sentence == unnamed else str(sentence)
            yield control_id(bound), said


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let one field of a form offer these values, each with what it says."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"The field {name} is a {type(field).__name__}: only choices are offered.")
    field.choices = list(choices)
