"""Hold everything against everything: rows, digests, leaf hashes, files, checkpoint.

`integrating.check_record` is the part that every start affords; this reads every row and file.
"""

from kenes.domain.register import queries
from kenes.domain.register.actions import digest_of
from kenes.domain.register.log import errors
from kenes.domain.register.log.integrating import Log, check_record
from kenes.domain.register.models import Entry
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.verification import verify_log


def check_everything(log: Log) -> Checkpoint | None:
    """Check each row against its leaf hash and digest, and each file against the checkpoint.

    Returns the published checkpoint, None before the first. Raises LogStopped with the first
    thing that does not hold.
    """
    published = check_record(log)
    for index, entry in enumerate(queries.whole_entries()):
        _check_entry(index, entry)
    if published is not None:
        try:
            verify_log(log.folder.read, published)
        except LogError as error:
            raise errors.damaged(str(error)) from None
    return published


def _check_entry(index: int, entry: Entry) -> None:
    stored = bytes(entry.leaf_hash or b"")
    if entry.index != index or leaf_hash(queries.entry_bytes(entry)) != stored:
        raise errors.altered(index)
    if entry.content is None or entry.salt is None:
        return  # a lawful removal took both; the entry stands
    if digest_of(entry.content, bytes(entry.salt)) != bytes(entry.digest):
        raise errors.content_altered(index)
