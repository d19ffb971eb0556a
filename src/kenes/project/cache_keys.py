"""Under which keys the workers' common cache keeps its rows: none can be read.

The sign-in library counts attempts under network addresses and e-mail addresses. In the database
stands a keyed digest in place of each key, and what is past its time is deleted every hour.
"""

import hashlib
import hmac

from django.conf import settings


def digested(key: str, key_prefix: str, version: int) -> str:
    """Return the 64 letters under which `key` is kept; without `SECRET_KEY` it tells nothing."""
    secret = f"kenes cache {settings.SECRET_KEY}".encode()
    return hmac.digest(secret, f"{key_prefix}:{version}:{key}".encode(), hashlib.sha256).hex()
