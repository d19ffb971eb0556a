"""How much may come from one network address, counted in memory alone and forgotten at once.

Counts stand under digests made with a key of chance that lives no longer than they do: neither is
ever written down, so nobody can say later from which address somebody took part. Each worker
counts for itself. Behind one address may stand a whole village, so the limits are wide.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.refusals import Refusal, permit

KEY_BYTES = 32
TOO_MANY = Refusal(
    "too_many_from_network",
    _("Too much came from your network in a short time, so nothing more is taken for now."),
    _("Wait a quarter of an hour, then go on where you stopped: your votes are kept."),
    status=429,
)


class Flood:
    """At most `many` of something from one address within `span`."""

    def __init__(self, many: int, span: timedelta) -> None:
        self.many, self.span = many, span
        self._lock = Lock()
        self._begin(None)

    def guard(self, address: str, now: datetime) -> None:
        """Count one more. Raises NotPermitted (429) where there were too many."""
        with self._lock:
            if self._until is None or not now < self._until:
                self._begin(now)
            found = hmac.digest(self._key, address.encode(), hashlib.sha256)
            self._counts[found] += 1
            is_over = self._counts[found] > self.many
        permit(TOO_MANY if is_over else None)

    def forget(self) -> None:
        """Forget every count, and the key they stood under."""
        with self._lock:
            self._begin(None)

    def _begin(self, now: datetime | None) -> None:
        self._until = now + self.span if now else None
        self._key = secrets.token_bytes(KEY_BYTES)
        self._counts: Counter[bytes] = Counter()


NEW_VOICES = Flood(200, timedelta(minutes=15))
STATEMENTS = Flood(30, timedelta(minutes=15))
VOTES = Flood(20_000, timedelta(minutes=15))
EVERY = (NEW_VOICES, STATEMENTS, VOTES)
