import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core import serializers

from kenes.domain.accounts.actions import (
    erase_person,
    invite,
    issue_support_key,
    store_personal_number,
)
from kenes.domain.accounts.models import IdentityFact, Person, PersonalNumber
from kenes.domain.shared.refusals import NotPermitted
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, Level, make_person

pytestmark = pytest.mark.django_db


def somebody():
    person = make_person("aigerim@mail.example", level=Level.OIDC, full_name="Айгерім Canary")
    store_personal_number(person=person, number="900101300123", now=NOW)
    issue_support_key(person=person, now=NOW)
    invite(purpose="administrator", email=person.email, now=NOW)
    SocialAccount.objects.create(user=person, provider="gov", uid="canary-uid")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "canary-secret"})
    return person


def dump():
    rows = (row for model in apps.get_models() for row in model.objects.order_by("pk"))
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_nothing_personal_is_left_anywhere():
    person = somebody()
    before = dump()

    erase_person(person=person, now=NOW)

    after = dump()
    for word in ("aigerim@mail.example", "Canary", "canary-uid", "canary-secret"):
        assert word in before
        assert word not in after


def test_the_row_stays_nameless_and_closed():
    person = somebody()

    erase_person(person=person, now=NOW)

    left = Person.objects.get(public_id=person.public_id)
    assert (left.full_name, left.is_active, left.erased_at) == ("", False, NOW)
    assert left.support_key_issued_on is None
    for model in (EmailAddress, Authenticator, SocialAccount, IdentityFact, PersonalNumber):
        assert not model.objects.exists()


def test_every_session_ends(client):
    person = somebody()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    key = person.get_session_auth_hash()

    erase_person(person=person, now=NOW)

    left = Person.objects.get(pk=person.pk)
    assert left.get_session_auth_hash() != key
    assert not client.login(email="aigerim@mail.example", password=PASSWORD)


def test_the_number_is_free_for_a_new_account():
    erase_person(person=somebody(), now=NOW)

    store_personal_number(person=make_person(), number="900101300123", now=NOW)

    assert PersonalNumber.objects.count() == 1


def test_two_erased_accounts_do_not_collide():
    for _count in range(2):
        erase_person(person=make_person(), now=NOW)

    assert Person.objects.exclude(erased_at=None).count() == 2


def test_an_erased_account_is_not_erased_again():
    person = somebody()
    erase_person(person=person, now=NOW)

    with pytest.raises(NotPermitted) as caught:
        erase_person(person=person, now=NOW)

    assert caught.value.refusal.code == "account_erased"
