"""The shape of what a person sets for themself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.support_keys import new_seed
from kenes.domain.notices.queries import Delivery
from kenes.domain.shared.languages import Language
from kenes.web.acting.forms import ActForm


class SettingsForm(forms.Form):
    """Name, language of mails, and how to be told."""

    full_name = forms.CharField(
        label=_("Your name (optional)"),
        help_text=_("It is public only where you choose so, text by text."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=Language.choices)
    delivery = forms.ChoiceField(
        label=_("How to tell you news"), choices=Delivery.choices, widget=forms.RadioSelect
    )


class SupportKeyForm(ActForm):
    """What a support key is made of: it goes to the page and back, and is kept nowhere."""

    sown = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_seed)

    @property
    def seed(self) -> str:
        """The seed as it came back, empty where it did not."""
        return str(self.data.get("sown", ""))
