"""One look at a log: what it shows now must be what it showed before, and more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.hashing import place_of
from kenes.engines.log.reading import Read, TileReader, state_at
from kenes.engines.log.receipts import Receipt
from kenes.engines.log.tiles import WIDTH, TreeState, bundle_path, tile_path
from kenes.engines.log.verification import verify_extension, verify_log
from kenes.verify.monitor.mirror import Mirror
from kenes.verify.sources import UnusableError, read_file
from kenes.verify.trust import Trust


@dataclass(slots=True)
class Look:
    """What one look found: how far the log is verified, and everything wrong."""

    origin: str = ""
    size: int = 0
    new: int = 0
    findings: list[tuple[LogError, Path]] = field(default_factory=list)


def follow(read: Read, mirror: Mirror, trust: Trust, *, now: datetime, again: int) -> Look:
    """Look at a log once and bring the copy up to date.

    `again` old bundles and tiles are fetched once more and compared with the copy; the next look
    goes on behind them, so that all come round. Raises UnusableError when the log cannot be
    reached or the folder not used: then nothing was found, good or bad.
    """
    look = Look()
    served = read("checkpoint")
    before = _before(mirror, trust)
    try:
        tree, _ = trust.policy.served(served)
    except LogError as error:
        _found(look, mirror, error, {"checkpoint": served})
        return look
    look.origin, look.size = tree.origin, before.size if before else 0
    try:
        _advance(read, mirror, before, tree, served)
        look.size, look.new = tree.size, tree.size - look.size
    except LogError as error:
        old = {"seen": mirror.read("checkpoint")} if before else {}
        mirror.keep_checkpoint(served)
        _found(look, mirror, error, {"checkpoint": served, **old})
    _read_again(read, mirror, look, before.size if before else 0, again)
    _check_receipts(mirror, trust, look, now)
    return look


def _before(mirror: Mirror, trust: Trust) -> Checkpoint | None:
    """Return the checkpoint that the copy stands at."""
    try:
        octets = mirror.read("checkpoint")
    except FileNotFoundError:
        return None
    try:
        return Checkpoint.parse(notes.opened(octets, trust.log_verifiers()).text)
    except LogError as error:
        raise UnusableError(f"The copy in {mirror.folder} is of another log: {error}") from None


def _advance(
    read: Read, mirror: Mirror, before: Checkpoint | None, tree: Checkpoint, served: bytes
) -> None:
    """Verify what is new and take it into the copy."""
    fetch = mirror.fetching(read)
    state = TreeState()
    if before:
        verify_extension(fetch, before, tree)
        state = _state_of(mirror, before)
    verify_log(fetch, tree, since=state)
    mirror.accept(served)


def _state_of(mirror: Mirror, before: Checkpoint) -> TreeState:
    """Return the tree at which the copy stands; that it is damaged is not the log's fault."""
    try:
        state = state_at(before.size, mirror.read)
    except LogError:
        state = TreeState()
    if state.root() != before.root:
        raise UnusableError(f"The copy in {mirror.folder} is damaged. Start a new one.")
    return state


def _read_again(read: Read, mirror: Mirror, look: Look, size: int, again: int) -> None:
    """Fetch files of the copy once more; a path must never serve other bytes."""
    whole = size // WIDTH
    start = mirror.cursor()
    count = min(again, whole)
    for step in range(count):
        for path in _paths((start + step) % whole):
            error = _compare(read, mirror, path)
            if error:
                _found(look, mirror, *error)
    if whole:
        mirror.move_cursor((start + count) % whole)


def _paths(number: int) -> Iterator[str]:
    """Give the full bundle and tile of a number, and the higher tiles that it begins."""
    yield bundle_path(number)
    yield tile_path(0, number)
    level = 0
    while number % WIDTH == 0 and level < 7:  # noqa: PLR2004 (levels of a tree below 2^63)
        level, number = level + 1, number // WIDTH
        yield tile_path(level, number)
        if number == 0:
            return


def _compare(read: Read, mirror: Mirror, path: str) -> tuple[LogError, dict[str, bytes]] | None:
    """Return what is wrong with a path that the copy has, if anything."""
    try:
        kept = mirror.read(path)
    except FileNotFoundError:
        return None
    try:
        octets = read(path)
    except FileNotFoundError:
        gone = "The log no longer serves a file that it served before."
        return LogError(gone, step="tile.gone", fault=Fault.LOG, place=path), {}
    if octets == kept:
        return None
    error = LogError(
        "The log serves other bytes than before under this path.",
        step="tile.rewritten",
        fault=Fault.LOG,
        place=path,
        expected=f"{len(kept)} bytes as in the copy",
        found=f"{len(octets)} bytes",
    )
    return error, {f"served/{path}": octets, f"kept/{path}": kept}


def _check_receipts(mirror: Mirror, trust: Trust, look: Look, now: datetime) -> None:
    """Put away the receipts that were honoured, and report those whose time has passed."""
    for path in mirror.receipts():
        try:
            receipt = Receipt.opened(read_file(path), trust.receipt_verifiers())
        except LogError as error:
            _found(look, mirror, error.blamed(Fault.FILE, path.name), {})
            continue
        if _has(mirror, look.size, receipt.leaf):
            mirror.honour(path)
        elif now > receipt.due_at:
            _found(look, mirror, _late(path, receipt), {"receipt": read_file(path)})


def _late(path: Path, receipt: Receipt) -> LogError:
    return LogError(
        "The time of the receipt has passed and its entry is not in the log.",
        step="receipt.missing",
        fault=Fault.LOG,
        place=path.name,
        expected=f"in the log by {receipt.due_at.isoformat()}",
    )


def _has(mirror: Mirror, size: int, leaf: bytes) -> bool:
    """Return whether the copy holds an entry with this leaf hash."""
    reader = TileReader(mirror.read, size)
    tiles = (reader.tile(0, number) for number in range(-(-size // WIDTH)))
    return any(place_of(leaf, tile) is not None for tile in tiles)


def _found(look: Look, mirror: Mirror, error: LogError, served: dict[str, bytes]) -> None:
    look.findings.append((error, mirror.reject(error.facts(), served)))
