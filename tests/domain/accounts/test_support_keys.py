import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.core import serializers

from kenes.domain.accounts import support_keys
from kenes.domain.accounts.actions import erase_person, issue_support_key
from kenes.domain.accounts.models import SupportKeyCount
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.accounts import Level, make_person

ONE, TWO = UUID(int=1), UUID(int=2)


def dump():
    """Return every row of every table as text."""
    rows = (row for model in apps.get_models() for row in model.objects.order_by("pk"))
    return serializers.serialize("json", rows)


def test_a_key_is_read_back_however_it_is_typed():
    key = support_keys.make_key()

    secret = support_keys.read_key(key)

    assert len(secret) == 32
    assert support_keys.read_key(f" {key.lower().replace('-', ' ')}\n") == secret
    assert support_keys.read_key(key.replace("O", "0").replace("B", "8")) == secret


def test_no_two_keys_are_alike():
    assert len({support_keys.make_key() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "text", ["", "ABCD", "☭" * 72, "A" * 72, "A" * 71, "=" * 72, "A" * 100_000]
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(Invalid):
        support_keys.read_key(text)


def test_a_changed_letter_is_noticed():
    key = support_keys.make_key()
    changed = ("A" if key[0] != "A" else "B") + key[1:]

    with pytest.raises(Invalid):
        support_keys.read_key(changed)


def test_a_key_of_another_server_is_refused(settings):
    key = support_keys.make_key()
    settings.PERSON_KEY = "another-" + "k" * 50

    with pytest.raises(Invalid):
        support_keys.read_key(key)


def test_a_key_outlives_the_change_of_the_secret_key(settings):
    key = support_keys.make_key()
    settings.SECRET_KEY = "another-" + "k" * 50

    assert support_keys.read_key(key)


def test_each_recommendation_sees_another_pseudonym():
    secret = support_keys.read_key(support_keys.make_key())

    assert support_keys.pseudonym(secret, ONE) == support_keys.pseudonym(secret, ONE)
    assert support_keys.pseudonym(secret, ONE) != support_keys.pseudonym(secret, TWO)
    assert len(support_keys.pseudonym(secret, ONE)) == 32


@pytest.mark.django_db
def test_the_server_keeps_nothing_of_a_key_but_the_day():
    person = make_person(level=Level.EMAIL)

    key = issue_support_key(person=person, now=NOW)

    secret = support_keys.read_key(key)
    kept = dump()
    person.refresh_from_db()
    assert person.support_key_issued_on == NOW.date()
    assert person.email in kept
    for trace in (key, secret.hex(), hashlib.sha256(secret).hexdigest(), key.replace("-", "")):
        assert trace not in kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "days", "code"),
    [
        (None, None, "identity_not_shown"),
        (Level.EMAIL, 400, "key_already_issued"),
        (Level.OIDC, 30, "key_issued_lately"),
    ],
)
def test_a_key_is_not_given_to_anybody_at_any_time(level, days, code):
    person = make_person(level=level)
    if days is not None:
        issue_support_key(person=person, now=NOW - timedelta(days=days))

    with pytest.raises(NotPermitted) as caught:
        issue_support_key(person=person, now=NOW)

    assert caught.value.refusal.code == code


@pytest.mark.django_db
def test_a_key_given_again_is_counted_in_public():
    person = make_person(level=Level.OIDC)
    issue_support_key(person=person, now=NOW - timedelta(days=181))

    issue_support_key(person=person, now=NOW)

    counted = SupportKeyCount.objects.order_by("month").values_list("first", "again")
    assert list(counted) == [(1, 0), (0, 1)]


@pytest.mark.django_db
def test_an_erased_account_gets_no_key():
    person = make_person(level=Level.EMAIL)
    erase_person(person=person, now=NOW)

    with pytest.raises(NotPermitted) as caught:
        issue_support_key(person=person, seed=support_keys.make_key(), now=NOW)

    assert caught.value.refusal.code == "account_erased"
