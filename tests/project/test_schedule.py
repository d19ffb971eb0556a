import threading
from datetime import UTC, datetime, timedelta

import pytest

from kenes.domain.shared.models import Pulse
from kenes.project.schedule import ENTRIES, Entry, run_due, run_until

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def fail():
    raise OSError("no disk")


def test_an_entry_runs_at_once_and_then_only_when_its_time_has_come():
    done: list[int] = []
    entries = [Entry("count", HOUR, lambda: done.append(1))]

    for minutes in (0, 1, 59, 60, 61):
        run_due(entries, now=NOW + timedelta(minutes=minutes))

    assert len(done) == 2


def test_an_entry_that_fails_is_noted_and_the_next_one_runs(caplog):
    done: list[int] = []
    entries = [Entry("broken", HOUR, fail), Entry("count", HOUR, lambda: done.append(1))]

    run_due(entries, now=NOW)

    assert done == [1]
    pulse = Pulse.objects.get(name="schedule: broken")
    assert (pulse.is_ok, pulse.detail) == (False, "OSError")
    assert "'broken' failed" in caplog.text


def test_each_look_is_the_workers_heartbeat():
    run_due([], now=NOW)

    assert Pulse.objects.get(name="worker").at == NOW


def test_names_of_entries_are_different():
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)


def test_every_entry_of_the_site_runs():
    assert run_due(now=NOW) == [entry.name for entry in ENTRIES]
    assert not Pulse.objects.filter(is_ok=False).exists()


def test_the_loop_ends_when_it_is_told():
    stop = threading.Event()
    stop.set()

    run_until(stop, pause=0)
