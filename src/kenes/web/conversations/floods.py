"""How much may come from one network address, counted in memory alone and forgotten at once.

Behind one address may stand a whole village, so the limits are wide. Each worker counts for itself.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kenes.domain.shared import floods
from kenes.domain.shared.refusals import Refusal, permit

TOO_MANY = Refusal(
    "too_many_from_network",
    _("Too much came from your network in a short time, so nothing more is taken for now."),
    _("Wait a quarter of an hour, then go on where you stopped: your votes are kept."),
    status=429,
)


class Flood(floods.Flood):
    """At most `many` of something from one network address within `span`."""

    def guard(self, address: str, now: datetime) -> None:
        """Count one more. Raises NotPermitted (429) where there were too many."""
        permit(TOO_MANY if self.is_over(address, now) else None)


NEW_VOICES = Flood(200, timedelta(minutes=15))
STATEMENTS = Flood(30, timedelta(minutes=15))
TOKENS = Flood(500, timedelta(minutes=15))
VOTES = Flood(20_000, timedelta(minutes=15))
EVERY = (NEW_VOICES, STATEMENTS, TOKENS, VOTES)
