"""Sentences of the sign-in library that people see, named here for our catalogues.

The library speaks little Kazakh. Its words pass through the same catalogues as ours, so a
translation under the same English sentence is the one that is shown.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("Email"),
    _("Email address"),
    _("Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Current Password"),
    _("Code"),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Please type your current password."),
    _("You must type the same password each time."),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("This account is currently inactive."),
    _("This email address is already associated with this account."),
    _("A user is already registered with this email address."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Invalid or expired key."),
    _("Authenticator code"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes "
        "additional requirements such as biometrics or PIN protection."
    ),
    _("Name"),
    _("Master key"),
    _("Backup key"),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("You cannot add an email address to an account protected by two-factor authentication."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot disconnect your last remaining third-party account."),
    _("Your account has no password set up."),
    _("Your account has no verified email address."),
    _("This field is required."),
    _("Enter a valid email address."),
    _("This password is too common."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
