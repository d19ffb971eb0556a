from pathlib import Path

import pytest

from kenes.project.settings.environment import (
    Environment,
    SettingsError,
    database_settings,
    mail_settings,
    oidc_origins,
    oidc_settings,
    read_environment,
)
from kenes.project.settings.reference import reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_page_is_what_the_settings_say():
    assert (ROOT / "docs/reference/settings.md").read_text() == reference()


def test_an_empty_variable_counts_as_left_out():
    assert (
        read_environment({"KENES_MAIL_FROM": "", "KENES_HOME": ""}).mail_from == "kenes@localhost"
    )


def test_hosts_are_parted_by_commas():
    assert read_environment({"KENES_HOSTS": "a.kz, b.kz,"}).hosts == ("a.kz", "b.kz")


@pytest.mark.parametrize(("raw", "is_on"), [("1", True), ("0", False), ("true", False)])
def test_a_switch_is_on_at_1_alone(raw, is_on):
    assert read_environment({"KENES_DEMO": raw}).demo is is_on


def test_home_does_not_move_with_the_working_folder():
    assert read_environment({"KENES_HOME": "here"}).home == Path.cwd() / "here"


def test_a_database_address_is_taken_apart():
    found = database_settings(Environment(database_url="postgresql://us%40er:w%2Frd@db:5433/kenes"))

    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("us@er", "w/rd", "db")
    assert (found["PORT"], found["NAME"]) == ("5433", "kenes")


def test_sqlite_waits_its_turn_instead_of_failing():
    found = database_settings(Environment())

    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["timeout"] == 20


def test_another_kind_of_database_is_refused():
    with pytest.raises(SettingsError, match="'mysql'"):
        database_settings(Environment(database_url="mysql://db/kenes"))


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://u:p@mail.kz", 587, False, True),
        ("smtps://u:p@mail.kz", 465, True, False),
        ("smtp://mail.kz:2525", 2525, False, True),
    ],
)
def test_mail_goes_by_smtp_and_encrypted(url, port, ssl, tls):
    options = mail_settings(Environment(mail_url=url))["OPTIONS"]

    assert (options["port"], options["use_ssl"], options["use_tls"]) == (port, ssl, tls)


def test_without_a_mail_server_mail_is_kept_in_files():
    found = mail_settings(Environment(home=Path("/home/kenes")))

    assert found["OPTIONS"] == {"file_path": "/home/kenes/mail"}


def test_another_way_of_mail_is_refused():
    with pytest.raises(SettingsError, match="SMTP"):
        mail_settings(Environment(mail_url="imap://mail.kz"))


@pytest.mark.parametrize(
    "oidc",
    [
        "{",
        '{"id": "gov"}',
        '["gov"]',
        '[{"id": "gov", "name": "Gov"}]',
        '[{"id": "", "name": "G", "client_id": "c", "secret": "s", "server_url": "https://x"}]',
    ],
)
def test_providers_that_cannot_be_used_are_refused_with_an_example(oidc):
    with pytest.raises(SettingsError, match=r"KENES_OIDC.*Write \[\{"):
        oidc_settings(Environment(oidc=oidc))


def test_a_provider_is_handed_on_whole_and_its_origin_may_be_gone_to():
    given = Environment(
        oidc='[{"id": "gov", "name": "Gov", "client_id": "c", "secret": "s", '
        '"server_url": "https://id.example/realm", "personal_number_claim": "iin"}]'
    )

    [provider] = oidc_settings(given)

    assert (provider["provider_id"], provider["client_id"]) == ("gov", "c")
    assert provider["settings"] == {
        "server_url": "https://id.example/realm",
        "personal_number_claim": "iin",
    }
    assert oidc_origins(given) == ["https://id.example"]
