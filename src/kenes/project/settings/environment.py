"""Everything that may be set from outside, in one typed place.

Only `KENES_*` and `DATABASE_URL` are read, and only here. The reference page
`docs/reference/settings.md` is generated from this class.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingsError(ValueError):
    """A setting is missing or unusable; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one installation.

    Field metadata: `env` is the variable's name, `doc` what it means.
    """

    home: Path = field(
        default=Path("var"),
        metadata={"env": "KENES_HOME", "doc": "Folder for database, files and keys."},
    )
    database_url: str = field(
        default="",
        metadata={
            "env": "DATABASE_URL",
            "doc": "postgresql://user:password@host:port/name; empty means SQLite in KENES_HOME.",
        },
    )
    secret_key: str = field(
        default="",
        metadata={"env": "KENES_SECRET_KEY", "doc": "Signs sessions; 50 random characters."},
    )
    person_key: str = field(
        default="",
        metadata={
            "env": "KENES_PERSON_KEY",
            "doc": "Keys the digest of personal numbers; 50 random characters, never changed.",
        },
    )
    hosts: tuple[str, ...] = field(
        default=(),
        metadata={"env": "KENES_HOSTS", "doc": "Host names this server answers to, by comma."},
    )
    address: str = field(
        default="",
        metadata={
            "env": "KENES_ADDRESS",
            "doc": "This server's address in mails (https://kenes.example); empty: the first host.",
        },
    )
    mail_url: str = field(
        default="",
        metadata={
            "env": "KENES_MAIL_URL",
            "doc": "smtp://user:password@host:587; empty means mail is written to KENES_HOME/mail.",
        },
    )
    mail_from: str = field(
        default="kenes@localhost",
        metadata={"env": "KENES_MAIL_FROM", "doc": "Sender's address of every mail."},
    )
    oidc: str = field(
        default="",
        metadata={
            "env": "KENES_OIDC",
            "doc": "JSON list of OpenID Connect providers: id, name, client_id, secret, server_url "
            "and, where it gives one, personal_number_claim.",
        },
    )
    operator: str = field(
        default="",
        metadata={
            "env": "KENES_OPERATOR",
            "doc": "Who runs this server, as every page names it; one line.",
        },
    )
    scan_command: str = field(
        default="",
        metadata={
            "env": "KENES_SCAN_COMMAND",
            "doc": "Command that gets a file's path and exits 0 when it is clean.",
        },
    )
    register_key: str = field(
        default="",
        metadata={
            "env": "KENES_REGISTER_KEY",
            "doc": "File of the key that signs the register; empty: KENES_HOME/keys/register.key. "
            "Only `kenes work` needs to read it.",
        },
    )
    register_origin: str = field(
        default="",
        metadata={
            "env": "KENES_REGISTER_ORIGIN",
            "doc": "Name a new register key gets, as kenes.example/log; empty: this server's "
            "address and /log. Never changed once a checkpoint is out.",
        },
    )
    telegram_token: str = field(
        default="",
        repr=False,
        metadata={
            "env": "KENES_TELEGRAM_TOKEN",
            "doc": "Token of the Telegram bot, from BotFather; only `kenes telegram_bot` reads it.",
        },
    )
    telegram_bot: str = field(
        default="",
        metadata={
            "env": "KENES_TELEGRAM_BOT",
            "doc": "User name of that bot without @; pages then offer to add it to a group.",
        },
    )
    telegram_api: str = field(
        default="https://api.telegram.org",
        metadata={
            "env": "KENES_TELEGRAM_API",
            "doc": "Address of the Bot API: Telegram's, or a Bot API server of your own.",
        },
    )
    env: str = field(
        default="",
        metadata={
            "env": "KENES_ENV",
            "doc": "prod or dev; empty: `serve` and machines with KENES_SECRET_KEY are prod.",
        },
    )
    demo: bool = field(
        default=False,
        metadata={"env": "KENES_DEMO", "doc": "1 opens one-click sign-in; `kenes demo` sets it."},
    )
    debug: bool = field(
        default=False,
        metadata={"env": "KENES_DEBUG", "doc": "1 shows Django's error pages in a workplace."},
    )
    real_data: Path = field(
        default=Path("../shared/data"),
        metadata={"env": "KENES_REAL_DATA", "doc": "Folder of real data for tests and imports."},
    )

    @property
    def origin(self) -> str:
        """Where links in mails lead: scheme and host, without a slash at the end."""
        host = f"https://{self.hosts[0]}" if self.hosts else "http://localhost:8000"
        return (self.address or host).rstrip("/")

    @property
    def files(self) -> Path:
        """Where uploaded files are stored, by SHA-256."""
        return self.home / "files"


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment once; unknown `KENES_*` names are left to the caller."""
    found: dict[str, object] = {}
    for item in fields(Environment):
        raw = variables.get(item.metadata["env"])
        if raw is None or raw == "":
            continue
        if item.type is Path:
            found[item.name] = Path(raw)
        elif item.type is bool:
            found[item.name] = raw == "1"
        elif item.name == "hosts":
            found[item.name] = tuple(part.strip() for part in raw.split(",") if part.strip())
        else:
            found[item.name] = raw
    found["home"] = Path(found.get("home", Path("var"))).resolve()  # type: ignore[arg-type]
    return Environment(**found)  # type: ignore[arg-type]


def mail_settings(environment: Environment) -> dict[str, object]:
    """Return the entry of Django's `MAILERS` that takes mail away: SMTP, or files in KENES_HOME.

    Raises SettingsError when `KENES_MAIL_URL` names another way.
    """
    if not environment.mail_url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(environment.home / "mail")},
        }
    url = urlsplit(environment.mail_url)
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise SettingsError(
            f"KENES_MAIL_URL starts with {url.scheme!r}. Mail goes by SMTP: write "
            "smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465."
        )
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": url.hostname,
            "port": url.port or (465 if url.scheme == "smtps" else 587),
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_ssl": url.scheme == "smtps",
            "use_tls": url.scheme == "smtp",
            "timeout": 20,
        },
    }


def database_settings(environment: Environment) -> dict[str, object]:
    """Return Django's `DATABASES["default"]` for SQLite (WAL, IMMEDIATE) or PostgreSQL.

    Raises SettingsError when `DATABASE_URL` names another kind of database.
    """
    if not environment.database_url:
        return {
            "ENGINE": "kenes.domain.shared.sqlite3",
            "NAME": environment.home / "kenes.sqlite3",
            # Opening the file and setting it up costs more than the queries of a kept page.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    url = urlsplit(environment.database_url)
    if url.scheme not in {"postgres", "postgresql"}:
        raise SettingsError(
            f"DATABASE_URL starts with {url.scheme!r}. Kenes runs on PostgreSQL or SQLite: "
            "write postgresql://user:password@host:port/name, or leave it empty for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


PROVIDER_FIELDS = ("id", "name", "client_id", "secret", "server_url")


def oidc_settings(environment: Environment) -> list[dict[str, object]]:
    """Return the sign-in library's list of OpenID Connect providers from `KENES_OIDC`.

    Raises SettingsError when it is no JSON list, or a provider lacks a field.
    """
    return [_provider(item) for item in _oidc_list(environment)]


def oidc_origins(environment: Environment) -> list[str]:
    """Return the origins that a sign-in form may lead to (the policy's `form-action`)."""
    urls = (urlsplit(str(item.get("server_url", ""))) for item in _oidc_list(environment))
    return sorted({f"{url.scheme}://{url.netloc}" for url in urls})


def _oidc_list(environment: Environment) -> list[dict[str, object]]:
    try:
        found = json.loads(environment.oidc or "[]")
    except json.JSONDecodeError as error:
        raise SettingsError(f"KENES_OIDC is not JSON ({error}). {_OIDC_HINT}") from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise SettingsError(f"KENES_OIDC is not a list of objects. {_OIDC_HINT}")
    return found


def _provider(item: dict[str, object]) -> dict[str, object]:
    missing = [name for name in PROVIDER_FIELDS if not item.get(name)]
    if missing:
        raise SettingsError(f"A provider in KENES_OIDC lacks {', '.join(missing)}. {_OIDC_HINT}")
    return {
        "provider_id": item["id"],
        "name": item["name"],
        "client_id": item["client_id"],
        "secret": item["secret"],
        "settings": {
            "server_url": item["server_url"],
            "personal_number_claim": item.get("personal_number_claim", ""),
        },
    }


_OIDC_HINT = (
    'Write [{"id": "gov", "name": "Gov", "client_id": "...", "secret": "...", '
    '"server_url": "https://id.example"}], or leave it empty.'
)
