"""The works that are measured; each runs in a process of its own, so that its memory is its own."""

import random
import statistics
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import aics_tlog
import pymerkle
from pymerkle import core as pymerkle_core

from benchmarks.log import rooted
from benchmarks.log.clock import Clock
from benchmarks.log.entries import batches, entries
from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.standing_tree import path_to
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.proofs import prove_inclusion
from kenes.engines.log.reading import TileReader, state_at
from kenes.engines.log.tiles import Writer, integrate
from kenes.engines.log.verification import verify_log

PROOFS = 1000
SINGLES = 5000
COMMITS = 10_000


def kenes(count: int, folder: Path) -> dict[str, float]:
    """Integrate into tiles and bundles on disk."""
    with Clock() as clock:
        writer = Writer()
        rooted.write(folder, writer.write(entries(count)), set())
        root = writer.state().root()
    (folder / "root").write_bytes(root)
    return clock.found


def aics(count: int, folder: Path) -> dict[str, float]:
    """Integrate into tiles and bundles on disk, without waiting for the disk, as above."""
    folder.mkdir(parents=True, exist_ok=True)
    with Clock() as clock:
        store = aics_tlog.DirectoryTileStore(folder, fsync=False)
        writer = aics_tlog.IncrementalTileWriter(store, prune_partials=False)
        for batch in batches(count):
            writer.append(batch)
        root = writer.root()
    (folder / "root").write_bytes(root)
    return clock.found


def pymerkle_memory(count: int, _folder: Path) -> dict[str, float]:
    """Grow a tree in memory, and prove from it."""
    return _pymerkle(pymerkle.InmemoryTree(algorithm="sha256"), count)


def pymerkle_sqlite(count: int, folder: Path) -> dict[str, float]:
    """Grow a tree in an SQLite file, in batches, and prove from it."""
    folder.mkdir(parents=True, exist_ok=True)
    with pymerkle.SqliteTree(str(folder / "tree.sqlite"), algorithm="sha256") as tree:
        return _pymerkle(tree, count)


def _pymerkle(tree: pymerkle_core.BaseMerkleTree, count: int) -> dict[str, float]:
    with Clock() as clock:
        for batch in batches(count):
            tree.append_entries(batch)
        # Here the tree is hashed; appending alone only stores leaves.
        tree.get_root()
    tree.cache_clear()
    return clock.found | _proofs(count, lambda index: tree.prove_inclusion(index + 1))


def kenes_proofs(count: int, folder: Path) -> dict[str, float]:
    """Prove entries from tiles on disk: by readers that know nothing yet, by one kept, as pages do.

    Pages keep one, too, and follow each path up to the root before they give it away.
    """
    read = _reading(folder)
    fresh = _proofs(count, lambda at: prove_inclusion(at, count, TileReader(read, count).node))
    kept = TileReader(read, count)
    again = _proofs(count, lambda at: prove_inclusion(at, count, kept.node))
    tree = Checkpoint("log.example", count, (folder / "root").read_bytes())
    pages = _proofs(count, lambda at: path_to(at, Folder(folder), tree))
    return fresh | _named("kept", again) | _named("pages", pages)


def _named(word: str, found: dict[str, float]) -> dict[str, float]:
    return {f"{word}_{name}": value for name, value in found.items()}


def aics_proofs(count: int, folder: Path) -> dict[str, float]:
    """Prove entries from tiles on disk."""

    def prove(index: int) -> object:
        reader = aics_tlog.FileSystemTileReader(folder)
        return aics_tlog.inclusion_proof_from_tiles(reader, index, count)

    return _proofs(count, prove, number=50)


def _proofs(count: int, prove: Callable[[int], object], number: int = PROOFS) -> dict[str, float]:
    """Time single proofs of entries drawn with a fixed seed."""
    drawn = random.Random(7)
    times, work = [], []
    for _ in range(min(number, count)):
        index = drawn.randrange(count)
        began, spent = time.perf_counter(), time.process_time()
        prove(index)
        work.append(1000 * (time.process_time() - spent))
        times.append(1000 * (time.perf_counter() - began))
    return {"proof_ms": statistics.median(times), "proof_cpu_ms": statistics.median(work)}


def kenes_verify(count: int, folder: Path) -> dict[str, float]:
    """Recompute the whole log from disk, between two bare loops of the same hash calls."""
    tree = Checkpoint("log.example", count, (folder / "root").read_bytes())
    before = bare(count)
    with Clock() as clock:
        verify_log(_reading(folder), tree)
    both = before + bare(count)
    clock.found["bare_seconds"] = both / 2
    clock.found["ratio_to_bare"] = clock.found["cpu_seconds"] / (both / 2)
    return clock.found


def aics_verify(count: int, folder: Path) -> dict[str, float]:
    """Let it audit every tile and entry."""
    with Clock() as clock:
        reader = aics_tlog.FileSystemTileReader(folder)
        aics_tlog.audit_tiles(reader, count, (folder / "root").read_bytes())
    return clock.found


def bare(count: int) -> float:
    """Return the seconds of CPU that a loop of the log's own 2N SHA-256 calls takes."""
    node, spent = b"\x01" * 65, 0.0
    for batch in batches(count, 1000):
        began = time.process_time()
        for entry in batch:
            sha256(b"\x00" + entry).digest()
        for _ in batch:
            sha256(node).digest()
        spent += time.process_time() - began
    return spent


def singles(count: int) -> int:
    """Return how many entries to add one at a time."""
    return min(SINGLES, count // 20)


def kenes_single(count: int, folder: Path) -> dict[str, float]:
    """Add one entry at a time to a log of `count`, each with its files and its root."""
    state, made = state_at(count, _reading(folder)), set[Path]()
    with Clock() as clock:
        for entry in entries(singles(count)):
            state, files = integrate(state, [entry])
            rooted.write(folder, files, made)
            state.root()
    return clock.found | {"entries": singles(count)}


def pymerkle_sqlite_single(count: int, folder: Path) -> dict[str, float]:
    """Add one entry at a time to an SQLite file, each with its commit and its root."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = pymerkle.SqliteTree(str(folder / "tree.sqlite"), algorithm="sha256")
    with opened as tree, Clock() as clock:
        for entry in entries(singles(count)):
            tree.append_entry(entry)
            tree.get_root()
    return clock.found | {"entries": singles(count)}


def pymerkle_sqlite_ordinary(count: int, folder: Path) -> dict[str, float]:
    """Grow a tree in an SQLite file by its `append_entry`, a commit each; one root at the end.

    Its rate does not hang on the number, so fewer entries are enough.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = min(COMMITS, count // 20)
    opened = pymerkle.SqliteTree(str(folder / "tree.sqlite"), algorithm="sha256")
    with opened as tree, Clock() as clock:
        for entry in entries(number):
            tree.append_entry(entry)
        tree.get_root()
    return clock.found | {"entries": number}


def _reading(folder: Path) -> Callable[[str], bytes]:
    return lambda path: (folder / path).read_bytes()


WORKS = {
    work.__name__: work
    for work in (
        kenes, aics, pymerkle_memory, pymerkle_sqlite, kenes_proofs, aics_proofs,
        kenes_verify, aics_verify, kenes_single, pymerkle_sqlite_single,
        pymerkle_sqlite_ordinary,
    )
} | rooted.WORKS  # fmt: skip


def run(name: str, count: int, folder: Path) -> dict[str, float]:
    """Run one work; add by how many MB the process grew at most beyond its start."""
    before = _memory("VmRSS")
    found = WORKS[name](count, folder)
    return found | {"grown_mb": (_memory("VmHWM") - before) / 1024}


def _memory(field: str) -> int:
    """Return a size in KB that the kernel tells of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
