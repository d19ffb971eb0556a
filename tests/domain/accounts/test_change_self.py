"""A person changes the own name and language, and no other thing."""

import pytest

from kenes.domain.accounts.actions import change_self
from kenes.domain.shared.refusals import Invalid
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db


def test_the_name_is_cleaned_and_the_language_kept():
    person = make_person(language="kk")

    change_self(person=person, full_name="  Айгүл \u202eСерік ", language="ru")

    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Айгүл Серік", "ru")


def test_a_language_we_do_not_speak_changes_nothing():
    person = make_person(full_name="Айгүл", language="kk")

    with pytest.raises(Invalid) as caught:
        change_self(person=person, full_name="Other", language="fr")

    assert set(caught.value.problems) == {"language"}
    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Айгүл", "kk")
