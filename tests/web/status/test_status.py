"""The status pages tell everybody whether, and administrators why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from kenes.domain.institutions.actions import bootstrap_host
from kenes.domain.register.log.promise import PROMISED
from kenes.domain.shared.actions import note_pulse
from kenes.web.status import checks
from tests.factories.register import light_lamp

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    return tmp_path


@pytest.fixture
def recorded_at_now():
    light_lamp()


def finding(name: str, now: datetime = NOW) -> checks.Finding:
    return next(item for item in checks.all_findings(now) if item.name == name)


def all_is_well() -> None:
    note_pulse("worker", is_ok=True, now=timezone.now())
    note_pulse("register", is_ok=True, now=timezone.now())


def test_the_checks_are_these_five():
    names = [item.name for item in checks.all_findings(NOW)]

    assert names == ["database", "worker", "register", "mail", "disk"] == list(checks.LABELS)


def test_a_worker_counts_as_running_for_two_minutes_after_its_heartbeat():
    assert not finding("worker").is_ok
    note_pulse("worker", is_ok=True, now=NOW)

    assert finding("worker", NOW + timedelta(minutes=2)).is_ok
    assert not finding("worker", NOW + timedelta(minutes=2, seconds=1)).is_ok


def test_a_register_without_a_key_is_not_in_order_and_the_command_is_named():
    found = finding("register")

    assert not found.is_ok
    assert "kenes register_keygen" in str(found.advice)


def test_a_register_is_in_order_until_it_is_refused():
    note_pulse("register", is_ok=True, now=NOW)
    assert finding("register").is_ok

    note_pulse("register", is_ok=False, detail="rollback", now=NOW)

    assert not finding("register").is_ok
    assert "rollback" in [value for _, value in finding("register").facts]


def test_a_full_disk_is_told_with_what_to_do():
    note_pulse("register", is_ok=False, detail="disk_full", now=NOW)

    with translation.override("en"):
        assert "Make room" in str(finding("register").advice)


def test_an_entry_that_waits_longer_than_promised_shows(recorded_at_now):
    note_pulse("register", is_ok=True, now=NOW)

    assert finding("register", NOW + PROMISED).is_ok
    assert not finding("register", NOW + PROMISED + timedelta(seconds=1)).is_ok


def test_mail_is_in_order_until_one_was_not_taken():
    assert finding("mail").is_ok
    note_pulse("mail", is_ok=False, detail="ConnectionRefusedError", now=NOW)
    assert not finding("mail").is_ok
    assert "ConnectionRefusedError" in [value for _, value in finding("mail").facts]

    note_pulse("mail", is_ok=True, now=NOW)

    assert finding("mail").is_ok


def test_a_database_with_all_its_migrations_is_in_order():
    assert finding("database").is_ok
    assert connection.display_name in [value for _, value in finding("database").facts]


def test_a_nearly_full_disk_is_out_of_order(monkeypatch):
    assert finding("disk").is_ok
    monkeypatch.setattr(checks, "FREE_BYTES_NEEDED", 2**62)

    assert not finding("disk").is_ok


def test_a_home_that_does_not_exist_yet_is_no_failure(settings, tmp_path):
    settings.KENES_HOME = tmp_path / "not/yet"

    assert finding("disk").is_ok


def test_a_monitor_is_told_well_or_not_and_nothing_else(client):
    assert client.get("/status.json").json() == {"ok": False}
    all_is_well()

    assert client.get("/status.json").json() == {"ok": True}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("kk", "Бәрі жұмыс істейді."), ("ru", "Всё работает."), ("en", "Everything works.")],
)
def test_the_page_says_it_in_the_readers_language(client, code, sentence):
    all_is_well()

    answer = client.get(f"/{code}/status/")

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_a_passer_by_sees_no_details(client):
    text = client.get("/en/status/").content.decode()

    assert "Something is out of order" in text
    assert connection.display_name not in text
    assert reverse("status:test_mail") not in text


def test_nobody_but_an_administrator_sends_a_test_mail(client, django_user_model):
    with translation.override("en"):
        path = reverse("status:test_mail")
    client.force_login(django_user_model.objects.create_user("bolat@example.org"))

    answer = client.post(path)

    assert answer.status_code == 403
    assert mail.outbox == []


def test_an_administrator_sees_each_check_and_gets_a_test_mail(client, django_user_model):
    person = django_user_model.objects.create_user("aigerim@example.org")
    bootstrap_host(name_kk="Орталық", name_ru="Центр", by=person, now=timezone.now())
    client.force_login(person)

    page = client.get("/en/status/").content.decode()
    checked = client.get("/status.json").json()["checks"]
    answer = client.post("/en/status/mail/")

    assert connection.display_name in page
    assert checked == {
        "database": True,
        "worker": False,
        "register": False,
        "mail": True,
        "disk": True,
    }
    assert answer.status_code == 302
    assert [message.to for message in mail.outbox] == [["aigerim@example.org"]]


def test_an_administrator_is_told_that_the_mail_server_is_away(client, django_user_model, settings):
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    nowhere = {"BACKEND": smtp, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2}}
    settings.MAILERS = {"default": nowhere}
    person = django_user_model.objects.create_user("aigerim@example.org")
    bootstrap_host(name_kk="Орталық", name_ru="Центр", by=person, now=timezone.now())
    client.force_login(person)

    answer = client.post("/en/status/mail/", follow=True)

    assert "The mail was not taken" in answer.content.decode()
