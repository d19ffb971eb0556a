"""What is promised to whoever acts: a signed receipt, and the time after which it is evidence.

Signed where the act is done, by the key of receipts alone (docs/adr/0014). Ed25519 gives the same
signature for the same text, so nothing is stored: whoever lost a receipt is given it again.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kenes.domain.register.log import places
from kenes.domain.register.log.errors import KeyUnusable
from kenes.domain.register.log.keys import load_keys
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entry_bytes
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.receipts import Receipt

PROMISED = timedelta(hours=1)
"""The worker takes a minute at most; the rest is for restarts and repairs."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Promise:
    """A receipt of one entry: the signed note, and by when the log holds the entry (UTC).

    The note names the entry by its leaf hash alone, so it holds nothing of a person.
    """

    entry: UUID
    due_at: datetime
    note: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.entry}.receipt"


def promise_of(entry: Entry) -> Promise | None:
    """Sign the receipt of one entry; the same bytes every time, while the key is the same.

    None when this server's key of receipts cannot be used: an act is never refused for that.
    """
    try:
        keys = load_keys(places.receipt_key_path())
    except KeyUnusable as error:
        logger.warning("No receipt is given. %s", error)
        return None
    due_at = entry.at + PROMISED
    leaf = leaf_hash(entry_bytes(entry))
    receipt = Receipt(places.log_name(keys), leaf, entry.at, due_at)
    return Promise(entry.public_id, due_at, receipt.signed(keys.first))
