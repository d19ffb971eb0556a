"""`kenes invite_admin [EMAIL]`: a one-time link for the first administrator; no mail is needed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from kenes.domain.accounts.actions import invite


class Command(BaseCommand):
    help = "Print a link with which an administrator signs in once and sets a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", default="", help="their address, if it is known")
        parser.add_argument("--site", default="", help="https://host of this server")

    def handle(self, *_args: Any, email: str, site: str, **_options: Any) -> None:
        """Invite, and print the link. Raises CommandError for an address that is none."""
        if email:
            _check(email)
        code = invite(purpose="administrator", email=email, now=timezone.now())
        path = reverse("invitation", args=[code])
        self.stdout.write("Open this link within three days. It works once:")
        self.stdout.write(f"{(site or _own_address()).rstrip('/')}{path}")
        self.stdout.write("Then, once: kenes appoint_admin EMAIL --name-kk NAME --name-ru NAME")


def _check(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(
            f"{email!r} is no e-mail address, so nobody was invited. Write it as name@example.org."
        ) from None


def _own_address() -> str:
    """Return where this server is reached, as far as its settings tell."""
    host = next((host for host in settings.ALLOWED_HOSTS if host != "*"), "")
    return f"https://{host}" if host else "http://localhost:8000"
