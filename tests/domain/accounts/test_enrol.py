"""An account without a password, for somebody whose address is known."""

import pytest

from kenes.domain.accounts.actions import enrol
from kenes.domain.accounts.queries import identity_level
from kenes.domain.shared.refusals import Invalid
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def make(email="new@mail.example", language="ru"):
    return enrol(email=email, full_name="  Имя  Фамилия ", language=language, now=NOW)


def test_somebody_enrolled_has_a_name_an_address_and_no_password():
    person = make()

    assert person.full_name == "Имя Фамилия"
    assert not person.has_usable_password()
    assert identity_level(person) == "email"


def test_an_address_that_is_taken_is_refused():
    make()

    with pytest.raises(Invalid):
        make()


@pytest.mark.parametrize(("email", "language"), [("no address", "ru"), ("a@mail.example", "de")])
def test_an_unusable_address_or_language_is_refused(email, language):
    with pytest.raises(Invalid):
        make(email, language)
