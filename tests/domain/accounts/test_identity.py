from datetime import timedelta

import pytest

from kenes.domain.accounts.actions import note_identity, store_personal_number
from kenes.domain.accounts.models import IdentityFact, PersonalNumber
from kenes.domain.accounts.queries import identity_level
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.accounts import Level, make_person

pytestmark = pytest.mark.django_db
NUMBER = "900101300123"


def test_a_new_person_has_shown_nothing():
    assert identity_level(make_person()) == Level.NONE


def test_the_latest_fact_counts_and_keeps_date_and_method():
    person = make_person(level=Level.EMAIL)

    fact = note_identity(person=person, level=Level.OIDC, method="eGov", now=NOW)

    assert identity_level(person) == Level.OIDC
    assert (fact.method, fact.at) == ("eGov", NOW)


def test_a_weaker_sign_in_does_not_lower_the_level():
    person = make_person(level=Level.OIDC)

    later = NOW + timedelta(days=1)
    note_identity(person=person, level=Level.EMAIL, method="e-mail code", now=later)

    assert identity_level(person) == Level.OIDC


def test_the_same_sign_in_is_noted_once():
    person = make_person()

    for day in range(3):
        now = NOW + timedelta(days=day)
        note_identity(person=person, level=Level.EMAIL, method="e-mail code", now=now)

    assert IdentityFact.objects.get(person=person).at == NOW


def test_a_personal_number_is_kept_as_a_keyed_digest_only(settings):
    person = make_person()

    store_personal_number(person=person, number="900101 300 123", now=NOW)
    first = PersonalNumber.objects.get().digest
    PersonalNumber.objects.all().delete()
    settings.PERSON_KEY = "another-" + "k" * 50
    store_personal_number(person=person, number=NUMBER, now=NOW)

    assert NUMBER not in first
    assert PersonalNumber.objects.get().digest != first


def test_one_number_belongs_to_one_account():
    store_personal_number(person=make_person(), number=NUMBER, now=NOW)
    second = make_person()

    with pytest.raises(NotPermitted) as caught:
        store_personal_number(person=second, number=NUMBER, now=NOW)

    assert caught.value.refusal.code == "number_in_use"
    assert not PersonalNumber.objects.filter(person=second).exists()


def test_one_account_has_one_number():
    person = make_person()
    store_personal_number(person=person, number=NUMBER, now=NOW)

    with pytest.raises(NotPermitted) as caught:
        store_personal_number(person=person, number="900101300124", now=NOW)

    assert caught.value.refusal.code == "other_number"


def test_the_same_number_again_changes_nothing():
    person = make_person()
    for _again in range(2):
        store_personal_number(person=person, number=NUMBER, now=NOW)

    assert PersonalNumber.objects.count() == 1


def test_an_empty_number_is_refused():
    with pytest.raises(Invalid):
        store_personal_number(person=make_person(), number=" - ", now=NOW)
