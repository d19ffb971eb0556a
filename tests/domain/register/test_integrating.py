"""Rows become a published log that the engine's own verifier accepts."""

import pytest
from django.db import connection

from kenes.domain.register.log import places
from kenes.domain.register.log.checking import check_everything
from kenes.domain.register.log.errors import AnotherIntegrates, LogStopped
from kenes.domain.register.log.integrating import check_record, integrate, published_checkpoint
from kenes.domain.register.log.locks import alone
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entry_bytes
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.verification import verify_extension, verify_log
from tests.factories.register import light_lamp, light_lamps

pytestmark = pytest.mark.django_db


def files_of(folder):
    return {
        str(path.relative_to(folder.root)): path.read_bytes()
        for path in folder.root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def change_row(pk, **values):
    """Change a row as somebody with the database's own tools would: no trigger stands in the way."""
    names = ", ".join(f'"{name}" = %s' for name in values)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE register_entry DISABLE TRIGGER register_entry_stays")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS register_entry_unchanged")
            cursor.execute("DROP TRIGGER IF EXISTS register_entry_kept")
        cursor.execute(f"UPDATE register_entry SET {names} WHERE id = %s", [*values.values(), pk])


def test_an_empty_register_is_published_as_an_empty_tree(log):
    checkpoint = integrate(log)

    assert (checkpoint.origin, checkpoint.size) == ("kenes.example/log", 0)
    assert published_checkpoint(log) == checkpoint


def test_committed_entries_get_the_next_indexes_and_their_leaf_hashes(log):
    light_lamps(3)

    integrate(log)

    rows = list(Entry.objects.order_by("index"))
    assert [row.index for row in rows] == [0, 1, 2]
    assert [bytes(row.leaf_hash) for row in rows] == [leaf_hash(entry_bytes(row)) for row in rows]


def test_the_published_files_hold_against_the_signed_checkpoint(log):
    light_lamps(300)

    checkpoint = integrate(log)

    assert verify_log(log.folder.read, checkpoint).size == 300
    assert check_everything(log) == checkpoint


def test_a_later_run_extends_the_log_and_rewrites_no_file(log):
    light_lamps(5)
    before = integrate(log)
    files = files_of(log.folder)
    light_lamps(4, begin=6)

    after = integrate(log)

    verify_extension(log.folder.read, before, after)
    changed = {path for path, octets in files.items() if log.folder.read(path) != octets}
    assert changed == {"checkpoint"}


def test_a_run_with_nothing_new_writes_nothing(log):
    light_lamp()
    integrate(log)
    files = files_of(log.folder)

    integrate(log)

    assert files_of(log.folder) == files


def test_two_workers_by_mistake_the_second_is_told_to_wait(log):
    with alone(log.folder.root), pytest.raises(AnotherIntegrates) as caught:
        integrate(log)

    assert caught.value.code == "another_integrates"


def test_lost_files_are_written_anew_from_the_record(log):
    light_lamps(3)
    before = integrate(log)
    lost = "tile/entries/000.p/3"
    octets = log.folder.read(lost)
    (log.folder.root / lost).unlink()
    light_lamp(4)

    after = integrate(log)

    assert verify_log(log.folder.read, after).size == 4
    assert octets == log.folder.read("tile/entries/000.p/4")[: len(octets)]
    assert before.size == 3


def test_a_published_file_with_other_bytes_is_never_written_over(log):
    light_lamps(2)
    integrate(log)
    light_lamp(3)
    place = log.folder.root / "tile/0/000.p/3"
    place.write_bytes(bytes(96))

    with pytest.raises(LogStopped) as caught:
        integrate(log)

    assert caught.value.code == "path_rewritten"
    assert published_checkpoint(log).size == 2


def test_a_database_with_fewer_entries_than_published_is_a_rollback(log):
    light_lamps(3)
    integrate(log)
    last = Entry.objects.get(index=2)
    change_row(last.pk, index=None, leaf_hash=None)

    for look in (check_record, integrate):
        with pytest.raises(LogStopped) as caught:
            look(log)
        assert caught.value.code == "rollback"
    assert Entry.objects.get(pk=last.pk).index is None


def test_a_database_that_grew_on_from_an_older_copy_is_a_fork(log):
    light_lamps(3)
    integrate(log)
    change_row(Entry.objects.get(index=1).pk, leaf_hash=bytes(32))

    with pytest.raises(LogStopped) as caught:
        check_record(log)

    assert caught.value.code == "fork"


def test_another_entry_at_the_end_of_the_published_tree_is_seen_by_every_run(log):
    light_lamps(3)
    integrate(log)
    change_row(Entry.objects.get(index=2).pk, leaf_hash=bytes(32))
    light_lamp(4)

    with pytest.raises(LogStopped) as caught:
        integrate(log)

    assert caught.value.code == "fork"
    assert published_checkpoint(log).size == 3
    assert Entry.objects.filter(index=None).count() == 1


def test_a_changed_row_is_named_by_its_index(log):
    light_lamps(3)
    integrate(log)
    change_row(Entry.objects.get(index=1).pk, actor_role="secretarz")

    with pytest.raises(LogStopped) as caught:
        check_everything(log)

    assert caught.value.code == "entry_altered"
    assert "Entry 1 " in str(caught.value)


def test_a_changed_content_beside_its_entry_is_named(log):
    light_lamps(2)
    integrate(log)
    change_row(Entry.objects.get(index=1).pk, content='{"lamp": "another"}')

    with pytest.raises(LogStopped) as caught:
        check_everything(log)

    assert caught.value.code == "content_altered"


def test_a_changed_file_is_named(log):
    light_lamps(2)
    integrate(log)
    place = log.folder.root / "tile/entries/000.p/2"
    octets = bytearray(place.read_bytes())
    octets[40] ^= 1
    place.write_bytes(octets)

    with pytest.raises(LogStopped) as caught:
        check_everything(log)

    assert caught.value.code == "files_damaged"
    assert "tile/" in str(caught.value)


def test_a_row_changed_before_it_was_published_stops_the_log(log):
    light_lamp()
    integrate(log)
    (log.folder.root / "checkpoint").unlink()
    change_row(Entry.objects.get().pk, actor_role="secretarz")

    with pytest.raises(LogStopped) as caught:
        integrate(log)

    assert caught.value.code == "entry_altered"


def test_a_checkpoint_by_another_key_stops_the_log(log, home):
    integrate(log)
    places.log_key_path().unlink()
    places.make_keys()

    with pytest.raises(LogStopped) as caught:
        check_record(type(log)(log.folder, places.log_keys()))

    assert caught.value.code == "checkpoint_foreign"
