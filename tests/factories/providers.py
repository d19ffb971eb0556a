"""A real OpenID Connect provider on this machine, and settings that know it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import oidc_provider_mock
import requests
from django.core.cache import cache


@contextmanager
def running_provider(settings: Any) -> Iterator[str]:
    """Run a provider named Gov and let people sign in by it; give its address."""
    cache.clear()
    with oidc_provider_mock.run_server_in_thread() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        app = {
            "provider_id": "gov",
            "name": "Gov",
            "client_id": "kenes",
            "secret": "secret",
            "settings": {"server_url": address, "personal_number_claim": "iin"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield address


def know(provider: str, sub: str, **claims: Any) -> None:
    """Let the provider know somebody by these claims."""
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=60).raise_for_status()
