"""An installation in service: secrets from the environment, HTTPS only, PostgreSQL."""

from kenes.project.settings.base import *
from kenes.project.settings.environment import SettingsError

LENGTH, VARIETY = 50, 5


def _must_be_secret(name: str, value: str) -> str:
    """Return `value` when it is long and varied enough, else refuse to start."""
    if len(value) < LENGTH or len(set(value)) < VARIETY or value.startswith("demonstration"):
        raise SettingsError(
            f"{name} is missing or too weak for service. Kenes does not start without it. "
            f"Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


SECRET_KEY = _must_be_secret("KENES_SECRET_KEY", SECRET_KEY)
PERSON_KEY = _must_be_secret("KENES_PERSON_KEY", PERSON_KEY)
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise SettingsError("KENES_HOSTS must name the hosts of this server, by comma, without '*'.")
if not ENVIRONMENT.database_url:
    raise SettingsError("DATABASE_URL is missing. In service Kenes runs on PostgreSQL 15 or newer.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = 1
