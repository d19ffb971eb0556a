"""Migrations carry the databases of earlier releases over: no row is lost, no reference broken."""

import sqlite3
from contextlib import closing

import pytest

from tests.project.processes import kenes
from tests.project.released import DATABASES, restore, rows_by_table

PLACES_WITHOUT_ROW = """
SELECT count(*) FROM recommendations_legaltarget AS place WHERE NOT EXISTS (
    SELECT 1 FROM norms_tablerow AS line
    WHERE line.bill_id = place.act_id AND line.element_key = place.element_key)
"""
RELEASES = sorted(DATABASES.glob("*.sqlite3.xz"))


def test_there_is_a_release_to_carry_over():
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_releases_database_is_carried_over_whole(tmp_path, release):
    database = tmp_path / "kenes.sqlite3"
    before = restore(release, database)

    done = kenes("migrate", "--no-input", KENES_HOME=str(tmp_path))
    left = kenes("migrate", "--check", KENES_HOME=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert left.returncode == 0, left.stdout
    after = rows_by_table(database)
    assert before["recommendations_recommendation"] > 60
    assert {name: after.get(name) for name in before} == before
    with closing(sqlite3.connect(database)) as found:
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert found.execute(PLACES_WITHOUT_ROW).fetchone() == (0,)
