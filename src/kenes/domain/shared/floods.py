"""How much may come from one sender, counted in memory alone and forgotten at once.

Counts stand under digests made with a key of chance that lives no longer than they do: neither is
ever written down, so nobody can say later from where somebody took part. Each process counts for
itself.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

KEY_BYTES = 32


class Flood:
    """At most `many` of something from one sender within `span`."""

    def __init__(self, many: int, span: timedelta) -> None:
        self.many, self.span = many, span
        self._lock = Lock()
        self._begin(None)

    def is_over(self, sender: str, now: datetime) -> bool:
        """Count one more, and tell whether there were too many."""
        with self._lock:
            if self._until is None or not now < self._until:
                self._begin(now)
            found = hmac.digest(self._key, sender.encode(), hashlib.sha256)
            self._counts[found] += 1
            return self._counts[found] > self.many

    def forget(self) -> None:
        """Forget every count, and the key they stood under."""
        with self._lock:
            self._begin(None)

    def _begin(self, now: datetime | None) -> None:
        self._until = now + self.span if now else None
        self._key = secrets.token_bytes(KEY_BYTES)
        self._counts: Counter[bytes] = Counter()
