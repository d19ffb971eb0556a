"""`kenes backup` and `kenes restore`, told by `tests/restoring` in a process of their own."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from kenes.engines.log.notes import Verifier, opened
from kenes.project.backup import databases
from kenes.project.backup.anew import next_name
from kenes.project.backup.manifest import FORM, Manifest, hashes_of, read_manifest, write_manifest
from kenes.project.backup.refusing import BackupRefused
from kenes.project.backup.restoring import Wish, restore
from tests.factories import NOW
from tests.project.processes import clean_environment

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.database  # the story's process opens it
IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("restoring")
    database = {"DATABASE_URL": os.environ["DATABASE_URL"]} if IS_POSTGRESQL else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.restoring", str(folder)],
        env=clean_environment(
            DJANGO_SETTINGS_MODULE="kenes.project.settings.test",
            KENES_HOME=str(folder),
            **database,
        ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow  # a server is lost and restored four times
def test_a_backup_is_written_read_again_and_never_over_another(story):
    assert "each read again" in story["backup"]
    assert "SHA-256 of its manifest" in story["backup"]
    assert story["modes"] == ["600", "600"]
    assert story["again"].startswith("refused: folder_taken")


def test_an_older_database_below_a_newer_log_stops_the_worker_as_a_rollback(story):
    assert not story["worker begins"]
    assert story["worker stopped by"] == "rollback"


def test_a_restored_older_copy_is_brought_forward_from_the_published_log(story):
    assert "found again with their content: 1" in story["forward"]
    assert "from the published log, without content: 2" in story["forward"]
    assert story["emptied"] == 2
    assert story["file"]


def test_what_was_lost_is_told_in_a_public_signed_notice(story):
    (notice,) = story["notice"]

    assert notice.startswith("kenes-gap/v1\nkenes.example/log\nrestored ")
    assert "\nwithout content 2\n" in notice
    assert "\n— kenes.example/log " in notice


def test_a_copy_of_somebody_elses_is_believed_in_what_our_key_signed_alone(story):
    told = story["keys told"]

    assert told[:3] == told[3:]
    assert len(story["notice"]) == 1


def test_where_the_published_folder_is_left_it_is_used(story):
    assert "without content: 2" in story["folder kept"]
    assert "are as published" in story["checked"]
    assert story["log is there"].startswith("refused: log_is_there")


def test_without_any_copy_the_log_ends_and_another_begins_by_a_notice_that_both_sign(story):
    (notice,) = story["gap notice"]
    old, new = story["gap vkeys"]
    keys = [Verifier.parse(vkey) for vkey in (old, new)]

    assert "The register goes on as kenes.example/log/2 after" in story["gap"]
    assert "\nreason Fire in the server room\n" in notice
    assert "\npublished unknown\n" not in notice
    assert f"\ngoes on as kenes.example/log/2\nkey {new}\n" in notice
    assert opened(notice.encode(), keys).keys() == {key.key for key in keys}
    assert old.startswith("kenes.example/log+")
    assert story["gap policy"].startswith(f"log {new}\n")
    assert old not in story["gap policy"]


def test_the_keys_of_the_ended_log_are_kept_aside(story):
    assert story["gap keys"] == [
        "receipts.key", "receipts.key.ended-1", "register.key", "register.key.ended-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("kenes.example/log", "kenes.example/log/2"),
        ("kenes.example/log/2", "kenes.example/log/3"),
        ("kenes.example/log/9", "kenes.example/log/10"),
        ("kenes.example/log/02", "kenes.example/log/02/2"),
    ],
)
def test_the_next_log_has_the_next_name(name, following):
    assert next_name(name) == following


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("without keys", "keys_needed"),
        ("nothing published named", "published_unknown"),
        ("damaged published", "copy_damaged"),
        ("linked published", "copy_foreign"),
        ("restored twice", "target_taken"),
    ],
)
def test_a_restore_that_cannot_be_whole_is_refused(story, what, code):
    assert story[what].startswith(f"refused: {code}: ")


def test_a_refused_restore_leaves_the_server_empty(story):
    assert story["left in new"] == []
    assert story["is empty"]


def test_rows_that_are_not_the_beginning_of_the_published_log_are_refused(story):
    assert story["act between"] == "act_between"
    assert story["fork"] == "fork"


def restore_refused(kept, **changed):
    folder, _digest = kept
    manifest = read_manifest(folder)
    write_manifest(folder, dataclasses.replace(manifest, **changed))
    with pytest.raises(BackupRefused) as caught:
        restore(folder, Wish(), now=NOW)
    return caught.value.code


def test_a_backup_of_another_kind_of_database_or_of_a_newer_kenes_is_refused(kept):
    assert restore_refused(kept, database="mysql") == "other_database"
    newer = {"database": connection.vendor, "migrations": ["register.9999_later"]}
    assert restore_refused(kept, **newer) == "backup_newer"


def test_a_client_program_that_lacks_or_fails_is_named():
    with pytest.raises(BackupRefused, match="kenes-no-such-program is not installed") as caught:
        databases._run("kenes-no-such-program")
    assert caught.value.code == "program_missing"

    with pytest.raises(BackupRefused, match="false failed") as caught:
        databases._run("false")
    assert caught.value.code == "database_refused"


@pytest.fixture
def kept(tmp_path):
    """A small backup, and the SHA-256 of its manifest."""
    folder = tmp_path / "backup"
    (folder / "files").mkdir(parents=True)
    (folder / "files/one").write_bytes(b"one")
    (folder / "database.sqlite3").write_bytes(b"rows")
    manifest = Manifest(FORM, "2026-11-09T09:00:00Z", "sqlite", None, [], hashes_of(folder))
    return folder, write_manifest(folder, manifest)


def refused(folder, **given):
    with pytest.raises(BackupRefused) as caught:
        read_manifest(folder, **given)
    return caught.value


def test_a_backup_as_it_was_written_is_accepted(kept):
    folder, digest = kept

    assert read_manifest(folder, digest=digest).files.keys() == {"files/one", "database.sqlite3"}


def test_a_changed_a_missing_and_an_added_file_are_each_named(kept, tmp_path):
    folder, _digest = kept
    (folder / "files/one").write_bytes(b"One")
    assert refused(folder).code == "backup_tampered"
    assert "files/one has other bytes" in str(refused(folder))

    (folder / "files/one").unlink()
    assert "files/one is missing" in str(refused(folder))

    (folder / "files/one").write_bytes(b"one")
    (folder / "files/two").write_bytes(b"two")
    assert "files/two was put in since" in str(refused(folder))


def test_a_rewritten_manifest_is_seen_by_whoever_kept_its_digest(kept):
    folder, digest = kept
    (folder / "files/one").write_bytes(b"One")
    manifest = Manifest(FORM, "2026-11-09T09:00:00Z", "sqlite", None, [], hashes_of(folder))
    write_manifest(folder, manifest)

    assert refused(folder, digest=digest).code == "backup_rewritten"


def test_half_a_backup_and_something_else_are_no_backups(kept, tmp_path):
    folder, _digest = kept
    (folder / "files/link").symlink_to(tmp_path)
    assert refused(folder).code == "backup_foreign"
    shutil.rmtree(folder / "files")
    (folder / "manifest.json").write_text('{"form": "another"}')
    assert refused(folder).code == "backup_foreign"
    (folder / "manifest.json").unlink()
    assert refused(folder).code == "backup_incomplete"
