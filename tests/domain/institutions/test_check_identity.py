"""An identity checked in person is a dated fact that an administrator notes, never their own."""

import pytest

from kenes.domain.accounts.models import IdentityFact
from kenes.domain.institutions.actions import check_identity
from kenes.domain.shared.refusals import NotPermitted
from tests.factories.institutions import make_host
from tests.factories.recommendations import NOW, make_body, make_mandate, make_person

pytestmark = pytest.mark.django_db


def checked(admin, person):
    return check_identity(person=person, method="passport", by=admin.person, mandate=admin, now=NOW)


def test_an_administrator_notes_whose_document_was_looked_at():
    admin, person = make_host(), make_person()

    checked(admin, person)

    fact = IdentityFact.objects.get(person=person, level=IdentityFact.Level.IN_PERSON)
    assert (fact.at, fact.checked_by) == (NOW, admin.person.public_id)


def test_nobody_vouches_for_themselves_and_only_an_administrator_for_others():
    admin, secretary = make_host(), make_mandate(make_body())

    with pytest.raises(NotPermitted) as own:
        checked(admin, admin.person)
    with pytest.raises(NotPermitted):
        checked(secretary, make_person())

    assert own.value.refusal.code == "own_identity"
    assert not IdentityFact.objects.filter(level=IdentityFact.Level.IN_PERSON).exists()
