import hashlib
import hmac
import itertools
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from kenes.domain.accounts import keyed, support_keys
from kenes.domain.accounts.actions import issue_support_key, note_identity, store_personal_number
from kenes.domain.accounts.models import IdentityFact
from kenes.domain.recommendations.actions import following, moderation, support
from kenes.domain.recommendations.models import Recommendation, Support
from kenes.domain.recommendations.queries import intake
from kenes.domain.register.models import Entry
from kenes.domain.shared import keys
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def give(recommendation, key):
    return support.give(public_id=recommendation.public_id, key=key, now=NOW)


def test_support_is_counted_and_leaves_neither_event_nor_time_nor_person():
    recommendation = make.admitted()
    before = Recommendation.objects.values().get()
    entries = Entry.objects.count()

    assert give(recommendation, support_keys.make_key()) == 1
    assert give(recommendation, support_keys.make_key()) == 2

    assert intake.support_count(recommendation) == 2
    assert Recommendation.objects.values().get() == before
    assert Entry.objects.count() == entries
    assert {field.name for field in Support._meta.get_fields()} == {"pseudonym", "recommendation"}


def test_a_second_support_with_the_same_key_is_refused_calmly():
    recommendation = make.admitted()
    key = support_keys.make_key()
    give(recommendation, key)

    with pytest.raises(NotPermitted) as caught:
        give(recommendation, key.lower().replace("-", " "))

    assert caught.value.refusal.code == "already_supported"
    assert intake.support_count(recommendation) == 1


def test_one_key_supports_two_texts_under_two_pseudonyms_and_only_its_holder_takes_them_back():
    first, second = make.admitted(), make.admitted()
    key = support_keys.make_key()
    give(first, key)
    give(second, key)

    kept = {bytes(row.pseudonym) for row in Support.objects.all()}
    assert len(kept) == 2
    assert support.take_back(public_id=first.public_id, key=key, now=NOW) == 0
    with pytest.raises(NotPermitted) as caught:
        support.take_back(public_id=second.public_id, key=support_keys.make_key(), now=NOW)
    assert caught.value.refusal.code == "not_supported"
    assert intake.support_count(second) == 1


@pytest.mark.parametrize("key", ["", "ABCD-EFGH", "x" * 1_000_000, "\u202e\x00"])
def test_what_is_no_key_of_this_server_supports_nothing(key):
    recommendation = make.admitted()

    with pytest.raises(Invalid) as caught:
        give(recommendation, key)

    assert list(caught.value.problems) == ["key"]
    assert not Support.objects.exists()


def test_a_text_that_is_not_under_consideration_or_is_hidden_takes_no_support():
    hidden = make.admitted()
    secretary = make.make_mandate(hidden.body)
    moderation.hide(
        public_id=hidden.public_id, ground="court", explanation="x",
        by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip

    for recommendation in (hidden, make.filed_by()):
        with pytest.raises(NotPermitted) as caught:
            give(recommendation, support_keys.make_key())
        assert caught.value.refusal.code == "takes_no_support"


def test_the_order_of_the_rows_tells_nothing_about_who_came_first():
    recommendation = make.admitted()
    for _turn in range(12):
        give(recommendation, support_keys.make_key())

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Support._meta.db_table}")
        place = [column[0] for column in cursor.description].index("pseudonym")
        as_stored = [bytes(row[place]) for row in cursor.fetchall()]

    assert as_stored == sorted(as_stored)


def test_a_text_with_many_supporters_is_mixed_once_a_day(monkeypatch):
    monkeypatch.setattr(support, "MIXED_AT_ONCE", 2)
    recommendation = make.admitted()
    for number in (9, 3, 7, 1):
        Support.objects.create(pseudonym=bytes([number]) * 32, recommendation=recommendation)

    few = make.admitted()
    Support.objects.create(pseudonym=b"f" * 32, recommendation=few)

    assert support.mix_all() == 1

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Support._meta.db_table}")
        place = [column[0] for column in cursor.description].index("pseudonym")
        stored = [bytes(row[place])[0] for row in cursor.fetchall()]
    assert [first for first in stored if first < 10] == [1, 3, 7, 9]


def test_a_click_on_a_text_with_many_supporters_waits_for_no_mixing(monkeypatch):
    monkeypatch.setattr(support, "MIXED_AT_ONCE", 2)
    recommendation = make.admitted()
    for number in (9, 7):
        Support.objects.create(pseudonym=bytes([number]) * 32, recommendation=recommendation)

    assert give(recommendation, support_keys.make_key()) == 3


NUMBERS = [f"9001013000{number:02d}" for number in range(40)]


def supporters(recommendation):
    """Forty people with numbers from a small domain; the first five support the text."""
    people, issued = [], []
    for place, number in enumerate(NUMBERS):
        person = make.make_person()
        note_identity(person=person, level=IdentityFact.Level.OIDC, method="oidc", now=NOW)
        store_personal_number(person=person, number=number, now=NOW)
        people.append(person)
        if place < 5:
            issued.append(issue_support_key(person=person, now=NOW + timedelta(days=place)))
    for key in issued:
        give(recommendation, key)
    return people, issued


def every_cell():
    """Yield table, column and value of everything the database holds."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from (
                    (table, column, value) for column, value in zip(columns, row, strict=True)
                )


def as_bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def guesses(people, cells):
    """Every secret that somebody with the whole database and all keys of the application can form.

    Everything stored, what identifies people, and what the code base makes of both with its keys.
    """
    known = {as_bytes(value) for _table, _column, value in cells if value not in (None, "")}
    known |= {number.encode() for number in NUMBERS}
    for person in people:
        known |= {str(person.pk).encode(), person.public_id.bytes, str(person.public_id).encode()}
        known |= {person.email.encode(), person.full_name.encode()}
    application = [settings.SECRET_KEY.encode(), settings.PERSON_KEY.encode(), b""]
    made = set(known)
    for value in known:
        made.add(hashlib.sha256(value).digest())
        made.add(keys.digest_code(value.decode(errors="replace")).encode())
        made |= {keyed.keyed_digest(use, value) for use in ("support key", "personal number")}
        made |= {hmac.digest(secret, value, "sha256") for secret in application}
    return made


def test_with_every_key_of_the_application_nobody_finds_out_who_supports():
    recommendation = make.admitted()
    people, issued = supporters(recommendation)
    cells = [cell for cell in every_cell() if cell[0] != Support._meta.db_table]
    stored = {bytes(row.pseudonym) for row in Support.objects.all()}

    found = {
        support_keys.pseudonym(guess, recommendation.public_id) for guess in guesses(people, cells)
    }
    found |= guesses(people, cells)

    assert len(stored) == 5
    assert not stored & found
    holder = support_keys.pseudonym(support_keys.read_key(issued[0]), recommendation.public_id)
    assert holder in stored, "the search must find what the holder of a key can compute"


def test_neither_a_pseudonym_nor_a_key_stands_anywhere_but_in_the_table_of_support():
    recommendation = make.admitted()
    _people, issued = supporters(recommendation)
    following.follow(person=_people[0], public_id=recommendation.public_id, now=NOW)
    secrets = [support_keys.read_key(key) for key in issued]
    pseudonyms = [bytes(row.pseudonym) for row in Support.objects.all()]

    needles = [
        form
        for secret in (*secrets, *pseudonyms)
        for form in (secret, secret.hex().encode(), secret.hex().upper().encode())
    ] + [key.encode() for key in issued]
    seen = [
        (table, column)
        for (table, column, value), needle in itertools.product(every_cell(), needles)
        if value is not None and needle in as_bytes(value)
    ]

    assert set(seen) == {(Support._meta.db_table, "pseudonym")}


def test_no_other_table_refers_to_support_and_it_refers_to_the_text_alone():
    to_support = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Support
    ]
    own = [f.name for f in Support._meta.get_fields() if f.is_relation]

    assert to_support == []
    assert own == ["recommendation"]
