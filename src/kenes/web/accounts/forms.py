"""The shape of what people type when they come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The optional name at sign-up; the library adds the e-mail address."""

    full_name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: Any, user: Any) -> None:
        """Nothing is left to do: the adapter has saved the name."""


class InvitationForm(forms.Form):
    """What somebody invited tells: name, address, password."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=_("Password, 12 characters or more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
