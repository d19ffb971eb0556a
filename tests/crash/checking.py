"""What must hold however the worker ended: every entry once, and one history for all who look."""

import hashlib
from pathlib import Path

from kenes.domain.register.log.integrating import check_record, own_log
from kenes.domain.register.models import Entry
from kenes.domain.register.queries import entry_bytes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.notes import Note
from kenes.engines.log.reading import TileReader
from kenes.engines.log.tiles import WIDTH
from kenes.verify.checks import check_log
from kenes.verify.trust import read_trust


def keep_checkpoint(home: Path) -> None:
    """Put by the checkpoint that is out, as an observer would who saw it, with the key."""
    for name in ("checkpoint", "log.vkey"):
        place = home / "register" / name
        if place.exists():
            seen = home / "seen" / name
            seen.mkdir(parents=True, exist_ok=True)
            octets = place.read_bytes()
            (seen / hashlib.sha256(octets).hexdigest()).write_bytes(octets)


def accept(home: Path) -> int:
    """Let the observers' program check what is out against all that was ever out.

    Returns how many entries that is, -1 where nothing is out yet. Raises LogError.
    """
    if not (home / "register/checkpoint").exists():
        return -1
    keep_checkpoint(home)
    kept = {name: sorted((home / "seen" / name).iterdir()) for name in ("checkpoint", "log.vkey")}
    trust = read_trust(
        vkeys=[str(path) for path in kept["log.vkey"]],
        witnesses=[],
        policy_file=None,
        receipts=[],
    )
    check_log(str(home / "register"), trust, since=[str(path) for path in kept["checkpoint"]])
    return published_tree(home).size


def published_tree(home: Path) -> Checkpoint:
    return Checkpoint.parse(Note.parse((home / "register/checkpoint").read_bytes()).text)


def expect_each_once(home: Path, count: int) -> None:
    """See that the log holds each of `count` entries of the database once, and no other."""
    tree = check_record(own_log())
    reader = TileReader(own_log().folder.read, tree.size)
    numbers = range((tree.size + WIDTH - 1) // WIDTH)
    published = [one for number in numbers for one in reader.entries(number)]
    rows = Entry.objects.order_by("index")
    hashes = [bytes(stored) for stored in rows.values_list("leaf_hash", flat=True)]
    assert [leaf_hash(one) for one in published] == hashes
    assert len(set(published)) == len(published) == count
    assert entry_bytes(rows.last()) == published[-1]
