"""People for tests."""

from itertools import count

from allauth.account.models import EmailAddress

from kenes.domain.accounts.actions import note_identity
from kenes.domain.accounts.models import IdentityFact, Person
from tests.factories import NOW

_numbers = count(1)
PASSWORD = "a long enough secret 1"


def make_person(email="", *, level=None, password=PASSWORD, **fields):
    """Return somebody who can sign in by password; `level` notes how sure the identity is."""
    address = email or f"person{next(_numbers)}@mail.example"
    person = Person.objects.create_user(address, password, **fields)
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    if level is not None:
        note_identity(person=person, level=level, method="test", now=NOW)
    return person


Level = IdentityFact.Level
