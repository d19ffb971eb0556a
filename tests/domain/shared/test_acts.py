from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from kenes.domain.shared.actions import (
    forget_done,
    forget_expired,
    next_number,
    note_pulse,
    once,
    take_turn,
)
from kenes.domain.shared.models import CacheRow, DoneOnce
from kenes.domain.shared.queries import last_pulse
from tests.factories import NOW

KEY = UUID("01930000-0000-7000-8000-00000000000a")


@pytest.mark.django_db
def test_numbers_count_from_one_for_each_kind_and_year():
    taken = [next_number("r", 2026), next_number("r", 2026), next_number("r", 2027)]

    assert taken == [1, 2, 1]
    assert next_number("act", 2026) == 1


@pytest.mark.django_db
def test_the_second_click_gets_the_first_result_and_does_nothing():
    ran = []

    def run():
        ran.append(1)
        return "2026-000001"

    results = [once(KEY, "file", run, now=NOW) for _ in range(2)]

    assert results == ["2026-000001"] * 2
    assert ran == [1]


@pytest.mark.django_db
def test_an_act_that_fails_may_be_tried_again():
    def fail():
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        once(KEY, "file", fail, now=NOW)

    assert not DoneOnce.objects.exists()
    assert once(KEY, "file", lambda: "done", now=NOW) == "done"


@pytest.mark.django_db
def test_keys_of_old_forms_are_forgotten_and_newer_ones_kept():
    newer = UUID("01930000-0000-7000-8000-00000000000b")
    once(KEY, "file", lambda: "old", now=NOW - timedelta(days=31))
    once(newer, "file", lambda: "new", now=NOW)

    assert forget_done(before=NOW - timedelta(days=30)) == 1
    assert DoneOnce.objects.get().key == newer


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_the_same_time_have_no_gap_and_no_double():
    def take(_):
        try:
            with transaction.atomic():
                return next_number("r", 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(take, range(12)))

    assert sorted(numbers) == list(range(1, 13))


@pytest.mark.django_db
def test_a_turn_is_taken_once_in_its_time_and_noted():
    hour = timedelta(hours=1)

    turns = [
        take_turn("sweep", every=hour, now=NOW + timedelta(minutes=m)) for m in (0, 59, 60, 61)
    ]

    assert turns == [True, False, True, False]
    note_pulse("sweep", is_ok=False, detail="x" * 300, now=NOW)
    assert (last_pulse("sweep").is_ok, len(last_pulse("sweep").detail)) == (False, 200)


@pytest.mark.django_db
def test_what_the_cache_holds_past_its_time_is_forgotten():
    for name, expires in (("old", NOW - timedelta(days=1)), ("new", NOW + timedelta(days=1))):
        CacheRow.objects.create(cache_key=name, value="", expires=expires)

    assert forget_expired(now=NOW) == 1
    assert CacheRow.objects.get().cache_key == "new"
