"""The name of a passkey, asked in the reader's language: the library leaves it in English."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey; without a name the library gives it one."""

    name = forms.CharField(label=_("Name"), required=False)


class RenamePasskeyForm(EditWebAuthnForm):
    """The new name of a passkey."""

    name = forms.CharField(label=_("Name"))
