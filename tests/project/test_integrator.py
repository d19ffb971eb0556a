"""The worker's part of the log: it begins, goes on, waits, and stops when it must."""

import threading

import pytest

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, is_signed_by_all, own_log
from kenes.domain.register.log.locks import alone
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import has_waiting
from kenes.domain.shared.models import Pulse
from kenes.project.integrator import EVERY, EVERY_IN_DEMO, Integrator
from tests.factories.register import light_lamp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    settings.KENES_REGISTER_KEY = ""
    return tmp_path


@pytest.fixture
def keys(home):
    return places.make_keys()


def pulse():
    found = Pulse.objects.get(name="register")
    return found.is_ok, found.detail


def test_a_worker_that_begins_puts_what_waits_into_the_log(keys):
    light_lamp()

    assert Integrator().begin()

    assert Entry.objects.get().index == 0
    assert pulse() == (True, "")


def test_a_missing_key_is_noted_and_the_other_tasks_go_on(caplog):
    light_lamp()

    assert Integrator().begin()

    assert pulse() == (False, "key_missing")
    assert "kenes register_keygen" in caplog.text
    assert Entry.objects.get().index is None


def test_a_refused_log_stops_the_worker_with_its_reason(keys, caplog):
    integrate(own_log())
    (places.folder().root / "checkpoint").write_bytes(
        own_log().keys.sign("localhost:8000/log\n7\n" + "A" * 43 + "=\n")
    )
    integrator = Integrator()

    assert not integrator.begin()

    assert integrator.stopped_by.code == "rollback"
    assert pulse() == (False, "rollback")
    assert "older copy of the database" in caplog.text


def test_another_worker_at_it_is_waited_for(keys, caplog):
    with alone(places.folder().root):
        assert Integrator().step()

    assert "another_integrates" in caplog.text


def test_a_disk_that_cannot_be_written_is_waited_out(keys, home, caplog):
    light_lamp()
    (home / "register" / "tile").write_text("not a folder")

    assert Integrator().step()

    assert pulse()[0] is False
    assert Entry.objects.get().index == 0
    (home / "register" / "tile").unlink()
    assert Integrator().step()
    assert integrate(own_log()).size == 1


def test_a_stopped_worker_ends_its_loop_at_once(keys):
    stop = threading.Event()
    stop.set()

    Integrator().run_until(stop)

    assert not (places.folder().root / "checkpoint").exists()


def test_entries_are_gathered_for_less_than_a_minute():
    assert EVERY_IN_DEMO.total_seconds() <= 1
    assert EVERY.total_seconds() < 60


def test_a_try_that_was_broken_off_is_made_again_though_no_entry_waits(keys, home):
    light_lamp()
    (home / "register" / "tile").write_text("not a folder")
    integrator = Integrator()
    integrator.step()

    assert not has_waiting()
    assert integrator._is_needed()
    (home / "register" / "tile").unlink()
    integrator.step()
    assert not integrator._is_needed()


def test_a_new_key_signs_though_no_entry_waits(keys):
    integrator = Integrator()
    integrator.begin()
    assert not integrator._is_needed()

    places.rotate_log_key()

    assert integrator._is_needed()
    integrator.step()
    assert is_signed_by_all(own_log())
    assert not integrator._is_needed()


def test_a_checkpoint_that_no_key_signed_is_looked_at_at_once(keys):
    integrator = Integrator()
    integrator.begin()

    (places.folder().root / "checkpoint").write_bytes(b"nothing that was signed")

    assert integrator._is_needed()
    assert not integrator.step()
    assert integrator.stopped_by.code == "checkpoint_foreign"
