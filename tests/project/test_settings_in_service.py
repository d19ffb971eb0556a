"""An installation in service starts with everything it needs, or says what is missing."""

import pytest

from tests.project.processes import SERVICE, kenes


def test_with_everything_set_the_deployment_check_is_clean(tmp_path):
    done = kenes("check", "--deploy", "--fail-level", "DEBUG", KENES_HOME=str(tmp_path), **SERVICE)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KENES_SECRET_KEY", "", "KENES_SECRET_KEY"),
        ("KENES_SECRET_KEY", "short", "KENES_SECRET_KEY"),
        ("KENES_SECRET_KEY", "a" * 60, "KENES_SECRET_KEY"),
        ("KENES_SECRET_KEY", "demonstration-only-never-in-service-" + "x" * 20, "too weak"),
        ("KENES_PERSON_KEY", "", "KENES_PERSON_KEY"),
        ("KENES_PERSON_KEY", "short", "KENES_PERSON_KEY"),
        ("KENES_HOSTS", "", "KENES_HOSTS"),
        ("KENES_HOSTS", "*", "KENES_HOSTS"),
        ("KENES_HOSTS", "kenes.example,*", "KENES_HOSTS"),
        ("DATABASE_URL", "", "DATABASE_URL"),
        ("DATABASE_URL", "mysql://kenes@127.0.0.1/kenes", "DATABASE_URL"),
        ("KENES_MAIL_URL", "mail.example", "KENES_MAIL_URL"),
    ],
)
def test_a_missing_or_weak_setting_stops_the_start(tmp_path, name, value, said):
    done = kenes("check", "--deploy", KENES_HOME=str(tmp_path), **{**SERVICE, name: value})

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_without_settings_never_falls_back_to_those_of_the_demonstration(tmp_path):
    done = kenes("serve", KENES_HOME=str(tmp_path))

    assert done.returncode == 2
    assert "KENES_SECRET_KEY" in done.stderr
