import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

import pytest
import rfc8785
from django.db import DatabaseError, IntegrityError, transaction

from kenes.domain.register.actions import Order, place_entry, record, remove_content
from kenes.domain.register.models import Entry, Trail
from kenes.domain.register.queries import entries_about, entry_bytes
from kenes.domain.shared.refusals import NotFound, NotPermitted
from tests.factories import NOW

THING = UUID("01930000-0000-7000-8000-000000000001")
ACTOR = UUID("01930000-0000-7000-8000-0000000000aa")


@dataclass(frozen=True, slots=True)
class LampLit:
    TYPE: ClassVar[str] = "lamp-lit"
    V: ClassVar[int] = 1
    lamp: UUID
    on: date
    colours: tuple[str, ...] = ()


def light(**fields):
    return record(
        LampLit(THING, date(2026, 11, 9), ("ақ", "көк")),
        object=THING,
        actor_role="secretary",
        now=NOW,
        **fields,
    )


def remove(entry, order):
    return remove_content(
        entry_id=entry.public_id, order=order, actor_role="administrator", now=NOW
    )


@pytest.mark.django_db
def test_an_entry_holds_the_salted_digest_of_its_public_content():
    entry = light(person=ACTOR)

    content = {"lamp": str(THING), "on": "2026-11-09", "colours": ["ақ", "көк"]}
    assert entry.content == content
    digest = hashlib.sha256(bytes(entry.salt) + rfc8785.dumps(content)).digest()
    assert bytes(entry.digest) == digest
    assert entry.index is None


@pytest.mark.django_db
def test_the_published_bytes_are_canonical_json_in_the_format_of_the_register():
    entry = light()

    raw = entry_bytes(entry)

    assert json.loads(raw) == {
        "v": 1,
        "type": "lamp-lit",
        "at": "2026-11-09T09:00:00Z",
        "object": str(THING),
        "object_version": 1,
        "actor_role": "secretary",
        "digest": bytes(entry.digest).hex(),
        "prev_version_digest": None,
    }
    assert raw == rfc8785.dumps(json.loads(raw))
    assert len(raw) < 65_535


@pytest.mark.django_db
def test_acts_on_one_object_form_a_chain():
    first, second = light(), light()

    assert [entry.object_version for entry in entries_about(THING)] == [1, 2]
    assert bytes(second.prev_version_digest) == bytes(first.digest)


@pytest.mark.django_db
def test_who_acted_stays_in_the_inner_trail():
    entry = light(person=ACTOR)

    assert Trail.objects.get(entry=entry).person == ACTOR
    assert str(ACTOR).encode() not in entry_bytes(entry)
    assert str(ACTOR) not in json.dumps(entry.content)


@pytest.mark.django_db
def test_two_entries_of_the_same_content_do_not_show_that_they_are_the_same():
    assert bytes(light().digest) != bytes(light().digest)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside its act's transaction"):
        light()

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry():
    def act():
        with transaction.atomic():
            light()
            raise ValueError("the act failed after its entry was written")

    with pytest.raises(ValueError, match="the act failed"):
        act()

    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "lamp-broken"), ("digest", b"\0" * 32), ("at", NOW.replace(year=2020)), ("v", 2)],
)
def test_the_database_refuses_to_change_an_entry(field, value):
    entry = light()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**{field: value})


@pytest.mark.django_db
def test_an_index_is_given_once():
    entry = light()
    Entry.objects.filter(pk=entry.pk).update(index=0, leaf_hash=bytes(32))

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(index=1)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")


@pytest.mark.django_db
def test_an_entry_of_the_published_log_takes_the_index_that_it_has_there():
    first = light()
    row = Entry(
        type="lamp-lit", v=1, at=NOW, object=THING, object_version=2, actor_role="secretary",
        digest=bytes(32), prev_version_digest=first.digest,
    )  # fmt: skip

    place_entry(row, index=7, leaf=b"\1" * 32)

    kept = Entry.objects.get(index=7)
    assert (kept.object_version, bytes(kept.leaf_hash), kept.content) == (2, b"\1" * 32, None)
    again = Entry(
        type="lamp-lit", v=1, at=NOW, object=THING, object_version=2, actor_role="x",
        digest=bytes(32),
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        place_entry(again, index=8, leaf=bytes(32))


@pytest.mark.django_db
def test_what_is_no_entry_and_what_was_emptied_is_not_removed():
    entry = light()
    order = Order(ground="court", ordered_by="A court", document="No. 1", ordered_on=NOW.date())
    tombstone = remove(entry, order).tombstone

    for emptied, code in ((entry, "content_removed"), (tombstone, "tombstone_stays")):
        with pytest.raises(NotPermitted) as caught:
            remove(emptied, order)
        assert caught.value.refusal.code == code
    with pytest.raises(NotFound):
        remove(Entry(public_id=THING), order)


@pytest.mark.django_db
def test_a_lawful_removal_empties_the_content_and_keeps_the_published_bytes():
    entry = light()
    before = entry_bytes(entry)

    order = Order(ground="court", ordered_by="A court", document="No. 1", ordered_on=NOW.date())
    remove(entry, order)

    emptied = Entry.objects.get(pk=entry.pk)
    assert (emptied.salt, emptied.content) == (None, None)
    assert entry_bytes(Entry.objects.get(pk=entry.pk)) == before
