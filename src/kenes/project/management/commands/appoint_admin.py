"""`kenes appoint_admin EMAIL --name-kk ... --name-ru ...`: who runs this server, and its head.

It also puts territories, terms of law and the working calendar on record.

After `invite_admin`, once the person has an account. It works once: later administrators are
appointed on the site, by the first.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kenes.domain.accounts.queries import person_by_email
from kenes.domain.institutions.actions import bootstrap_host
from kenes.domain.institutions.seeds import seed_reference
from kenes.domain.shared.refusals import NotPermitted


class Command(BaseCommand):
    help = "Name the institution that runs this server and make a person its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name-kk", required=True, help="the institution's name in Kazakh")
        parser.add_argument("--name-ru", required=True, help="its name in Russian")
        parser.add_argument("--name-en", default="", help="its name in English")

    def handle(
        self, *_args: Any, email: str, name_kk: str, name_ru: str, name_en: str, **_options: Any
    ) -> None:
        """Appoint. Raises CommandError for an unknown address or a server that has a host."""
        person = person_by_email(email)
        if person is None:
            raise CommandError(
                f"Nobody here has the address {email!r}. "
                f"Let them in first: kenes invite_admin {email}"
            )
        now = timezone.now()
        try:
            bootstrap_host(name_kk=name_kk, name_ru=name_ru, name_en=name_en, by=person, now=now)
        except NotPermitted as error:
            raise CommandError(f"{error.refusal.message} {error.refusal.remedy}") from None
        seed_reference(now=now)
        self.stdout.write(f"{email} administers this server.")
