"""The settings of service, but for HTTPS: the measurement speaks HTTP on the loopback."""

from kenes.project.settings.base import *  # noqa: F403

ROOT_URLCONF = "benchmarks.pages.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
