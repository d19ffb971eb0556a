"""The shape of what an administrator enters; whether it may be done is for the rules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions import queries
from kenes.domain.institutions.actions.calendars import DayKind
from kenes.domain.shared.languages import name_of
from kenes.web.acting.forms import ActForm
from kenes.web.shared.forms import DayField, offer

ZONES = ("Asia/Almaty", "Asia/Aqtobe", "Asia/Aqtau", "Asia/Oral", "Asia/Qyzylorda", "UTC")


class NamesForm(ActForm):
    """A name in three languages; English may be empty."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=300)


class OpenForm(NamesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=queries.Kind.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES])
    valid_from = DayField(
        label=_("First day"), required=False, help_text=_("Leave empty if it is older than known.")
    )


class RenameForm(NamesForm):
    valid_from = DayField(label=_("First day of the new name"))
    grounds = forms.CharField(label=_("Grounds"), max_length=500)


class EndForm(ActForm):
    last_on = DayField(label=_("Last day"))
    grounds = forms.CharField(label=_("Grounds"), max_length=500)


class SucceedForm(ActForm):
    successor: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Successor"), queryset=None
    )
    on = DayField(label=_("First day of the successor"))
    grounds = forms.CharField(label=_("Grounds"), max_length=500)
    goes_on = forms.BooleanField(
        label=_("The institution goes on: only a part of it passes"), required=False
    )


class SeatForm(ActForm):
    side = forms.ChoiceField(label=_("Side"), choices=queries.Side.choices)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    valid_from = DayField(label=_("First day"))


class HolderForm(ActForm):
    """Somebody with an account, found by address, and the office the public sees."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The person must have signed in once. The address is never shown in public."),
    )
    office_kk = forms.CharField(label=_("Office in Kazakh"), max_length=200, required=False)
    office_ru = forms.CharField(label=_("Office in Russian"), max_length=200, required=False)
    office_en = forms.CharField(label=_("Office in English"), max_length=200, required=False)
    grounds = forms.CharField(label=_("Grounds"), max_length=500)
    valid_from = DayField(label=_("First day"))


class IdentityForm(ActForm):
    """Whose identity was checked, and by what."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The person must have signed in once. The address is never shown in public."),
    )
    method = forms.CharField(
        label=_("What was shown, and where"),
        help_text=_("For example: identity card, at the council's office. No numbers."),
        max_length=100,
    )


class GrantForm(HolderForm):
    role = forms.ChoiceField(label=_("Role"))
    side = forms.ChoiceField(
        label=_("Side"), choices=[("", "-"), *queries.Side.choices], required=False
    )
    seat: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Seat"), queryset=None, required=False
    )
    valid_to = DayField(label=_("Last day"), required=False)


class SubstituteForm(HolderForm):
    valid_to = DayField(label=_("Last day"))


class EndMandateForm(ActForm):
    last_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty to end it at once.")
    )
    grounds = forms.CharField(label=_("Grounds"), max_length=500)


class ProcedureForm(ActForm):
    grades_on = forms.BooleanField(label=_("Authors grade the answers"), required=False)
    rejoinder_on = forms.BooleanField(label=_("A body may rejoin once"), required=False)
    rejoinder_working_days = forms.IntegerField(label=_("Working days to rejoin"), min_value=1)
    appeal_working_days = forms.IntegerField(label=_("Working days to appeal"), min_value=1)
    admission_working_days = forms.IntegerField(
        label=_("Working days to decide on admission"), min_value=1
    )
    translation_working_days = forms.IntegerField(label=_("Working days to translate"), min_value=1)
    stalled_months = forms.IntegerField(
        label=_("Months without evidence until it counts as stalled"), min_value=1
    )
    demand_months = forms.TypedChoiceField(
        label=_("Letters that demand execution are prepared"),
        help_text=_("For each body in arrears; a person sends them."),
        coerce=int,
        choices=(
            (0, _("never")),
            (1, _("every month")),
            (3, _("every quarter")),
            (6, _("every half-year")),
            (12, _("every year")),
        ),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    valid_from = DayField(label=_("First day"))


class RuleForm(ActForm):
    code = forms.SlugField(label=_("Code"), max_length=60)
    duty = forms.ChoiceField(label=_("Duty"), choices=queries.Duty.choices)
    basis = forms.ChoiceField(label=_("Basis"), choices=queries.Basis.choices)
    law_kk = forms.CharField(label=_("Law in Kazakh"), max_length=300)
    law_ru = forms.CharField(label=_("Law in Russian"), max_length=300)
    law_en = forms.CharField(label=_("Law in English"), max_length=300, required=False)
    article = forms.CharField(label=_("Article"), max_length=60, required=False)
    amount = forms.IntegerField(label=_("Term"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(label=_("Unit"), choices=queries.Unit.choices)
    start = forms.ChoiceField(label=_("Counted from"), choices=queries.Start.choices)
    is_default = forms.BooleanField(label=_("Holds where no other rule is named"), required=False)
    extension_amount = forms.IntegerField(
        label=_("Longest extension"), min_value=1, max_value=1000, required=False
    )
    extension_unit = forms.ChoiceField(
        label=_("Unit of the extension"),
        choices=[("", "-"), *queries.Unit.choices],
        required=False,
    )
    next_step_kk = forms.CharField(
        label=_("Next lawful step in Kazakh"), max_length=500, required=False
    )
    next_step_ru = forms.CharField(
        label=_("Next lawful step in Russian"), max_length=500, required=False
    )
    next_step_en = forms.CharField(
        label=_("Next lawful step in English"), max_length=500, required=False
    )
    valid_from = DayField(label=_("First day"))
    source = forms.CharField(label=_("Source"), max_length=300)


class CampaignForm(ActForm):
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("The same for every version of one period.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=queries.CampaignKind.choices)
    law_kk = forms.CharField(label=_("Law in Kazakh"), max_length=300)
    law_ru = forms.CharField(label=_("Law in Russian"), max_length=300)
    law_en = forms.CharField(label=_("Law in English"), max_length=300, required=False)
    article = forms.CharField(label=_("Article"), max_length=60)
    first_on = DayField(label=_("First day"))
    voting_on = DayField(label=_("Voting day"))
    hidden_days = forms.IntegerField(
        label=_("Days before the vote without results"), min_value=0, max_value=60
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions; none for the whole country"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_called_off = forms.BooleanField(label=_("It was called off"), required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The decree, with number and date.")
    )

    def prepare(self, case: Any) -> None:  # noqa: ARG002  the signature is every form's
        """Offer the regions that exist."""
        regions = queries.territories_in_force(timezone.localdate())
        offer(self, "regions", [(one.kato, name_of(one)) for one in regions])


class DayForm(ActForm):
    on = DayField(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("What the day becomes"),
        choices=[
            (DayKind.OFF.value, _("a day off")),
            (DayKind.ON.value, _("a weekend day that is worked")),
            (DayKind.PLAIN.value, _("an ordinary day")),
        ],
    )
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    grounds = forms.CharField(label=_("Grounds"), max_length=500)


def own_names(form: type[ActForm]) -> list[str]:
    """Return the fields that tell what the row on record says: all but its first day."""
    return [name for name in form.base_fields if name not in {"key", "valid_from"}]
