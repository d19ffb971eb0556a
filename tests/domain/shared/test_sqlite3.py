"""Statements reach SQLite with its own marks, whichever way values are given."""

import sqlite3

import pytest

from kenes.domain.shared.sqlite3.base import LONGEST, Cursor


@pytest.fixture
def cursor():
    connection = sqlite3.connect(":memory:")
    yield connection.cursor(factory=Cursor)
    connection.close()


def test_values_stand_where_they_are_marked_the_first_time_and_again(cursor):
    for value in (1, 2):
        found = cursor.execute("SELECT %s, '100 %%', %s", (value, "%s")).fetchone()

        assert found == (value, "100 %", "%s")


def test_named_values_stand_at_their_names(cursor):
    assert cursor.execute("SELECT %(b)s, %(a)s", {"a": 1, "b": 2}).fetchone() == (2, 1)


def test_a_long_statement_is_read_as_a_short_one(cursor):
    long = f"SELECT %s /* {'x' * LONGEST} */"

    assert cursor.execute(long, (7,)).fetchone() == (7,)
