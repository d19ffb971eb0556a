"""What only this installation's `PERSON_KEY` can make: digests of numbers, marks of support keys.

`SECRET_KEY` may be changed at any time; `PERSON_KEY` never is, so what must stay recognisable for
years is keyed by it. Each use has a key of its own, derived by the name of the use.
"""

import hashlib
import hmac

from django.conf import settings


def keyed_digest(use: str, content: bytes) -> bytes:
    """Return 32 bytes: HMAC-SHA-256 of `content` under the key derived for `use`."""
    key = hmac.digest(settings.PERSON_KEY.encode(), f"kenes {use}".encode(), hashlib.sha256)
    return hmac.digest(key, content, hashlib.sha256)
