"""The like beside the like: append batch by batch, with a root to sign after each.

That is what integrating means: what was appended is not in the log before a root over it is out.
Neither waits for the disk here, so that the times are those of the work and not of the disk.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pymerkle

from benchmarks.log.clock import Clock
from benchmarks.log.entries import batches
from benchmarks.log.sizes import SIZES
from kenes.engines.log.tiles import File, TreeState, integrate


def kenes_rooted(size: int, count: int, folder: Path) -> dict[str, float]:
    """Write the files that each batch adds, those of the right edge too, and take its root."""
    state, made, root = TreeState(), set[Path](), b""
    with Clock() as clock:
        for batch in batches(count, size):
            state, files = integrate(state, batch)
            write(folder, files, made)
            root = state.root()
    (folder / "root").write_bytes(root)
    return clock.found


def write(folder: Path, files: Iterable[File], made: set[Path]) -> None:
    """Write files below `folder`; `made` holds the folders that are there, and learns of new."""
    for path, octets in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(octets)


def pymerkle_sqlite_rooted(size: int, count: int, folder: Path) -> dict[str, float]:
    """Append each batch in one transaction by `append_entries`, and take the tree's root."""
    with pymerkle.SqliteTree(str(folder / "tree.sqlite"), algorithm="sha256") as tree:
        tree.con.execute("PRAGMA synchronous = OFF")
        with Clock() as clock:
            for batch in batches(count, size):
                tree.append_entries(batch)
                root = tree.get_root()
    (folder / "root").write_bytes(root)
    return clock.found


def _sized(work: Callable[[int, int, Path], dict[str, float]]) -> dict[
    str, Callable[[int, Path], dict[str, float]]
]:  # fmt: skip
    return {f"{work.__name__}_{size}": partial(work, size) for size in SIZES}


WORKS = _sized(kenes_rooted) | _sized(pymerkle_sqlite_rooted)
