"""Password sign-in. Apart from `forms`, which the library imports while its own forms load."""

from allauth.account.forms import LoginForm


class PasswordSignInForm(LoginForm):
    """E-mail address and password, although sign-up asks for no password."""

    def _setup_password_field(self) -> None:
        self.fields["password"].help_text = ""
