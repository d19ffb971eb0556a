"""The first administrator comes in by a link from the command line, and is appointed there."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kenes.domain.accounts.actions import use_invitation
from kenes.domain.accounts.models import Invitation
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.queries import current_rule
from kenes.domain.shared.refusals import NotPermitted
from tests.factories import NOW

pytestmark = pytest.mark.django_db

EMAIL = "aigerim@example.org"
NAMES = ("--name-kk", "Орталық", "--name-ru", "Центр")


def invited(settings) -> str:
    """Return the code in the link that the command prints."""
    settings.ROOT_URLCONF = "kenes.web.accounts.urls"
    said = StringIO()
    call_command("invite_admin", EMAIL, "--site", "https://kenes.example", stdout=said)
    return re.search(r"https://kenes\.example/.*invitation/([^/]+)/", said.getvalue())[1]


def let_in(code: str):
    return use_invitation(
        code, now=timezone.now(), full_name="Aigerim", password="correct horse battery"
    ).person


def test_the_link_lets_in_once_and_only_its_digest_is_kept(settings):
    code = invited(settings)
    assert code not in str(Invitation.objects.values_list("digest", flat=True).get())

    person = let_in(code)

    assert person.email == EMAIL
    assert person.check_password("correct horse battery")
    with pytest.raises(NotPermitted):
        let_in(code)


def test_an_address_that_is_none_invites_nobody():
    with pytest.raises(CommandError, match="'nobody'"):
        call_command("invite_admin", "nobody")

    assert not Invitation.objects.exists()


def test_who_came_in_is_appointed_once(settings):
    person = let_in(invited(settings))

    call_command("appoint_admin", EMAIL, *NAMES, stdout=StringIO())

    mandate = Mandate.objects.get()
    assert (mandate.person, mandate.role) == (person, Mandate.Role.ADMINISTRATOR)
    assert mandate.institution.is_host
    assert current_rule("answer", NOW.date()) is not None
    with pytest.raises(CommandError):
        call_command("appoint_admin", EMAIL, *NAMES)


def test_nobody_unknown_is_appointed():
    with pytest.raises(CommandError, match="kenes invite_admin"):
        call_command("appoint_admin", EMAIL, *NAMES)
