import pytest
from django.core.mail import EmailMessage

from kenes.domain.shared.models import Pulse

pytestmark = pytest.mark.django_db

WATCHED = {"BACKEND": "kenes.project.mail.WatchedBackend"}
NO_SERVER = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
}


def message() -> EmailMessage:
    return EmailMessage("Subject", "Body", "kenes@localhost", ["aigerim@example.org"])


def test_a_mail_that_was_taken_is_noted(settings, tmp_path):
    files = "django.core.mail.backends.filebased.EmailBackend"
    transport = {"BACKEND": files, "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": WATCHED, "transport": transport}

    message().send()

    assert len(list(tmp_path.iterdir())) == 1
    assert Pulse.objects.get(name="mail").is_ok


def test_a_mail_server_that_is_away_is_noted_and_the_sender_is_told(settings):
    settings.MAILERS = {"default": WATCHED, "transport": NO_SERVER}

    with pytest.raises(OSError):
        message().send()

    pulse = Pulse.objects.get(name="mail")
    assert (pulse.is_ok, pulse.detail) == (False, "ConnectionRefusedError")
