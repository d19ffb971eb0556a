"""Partial sums as files, for machines that share nothing: each counts its people, one adds up."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Names
from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.tables import Tables
from kenes.engines.opinion.votes import Moderation, Votes

PARTS = ("covotes", "sums", "products")


def write_partial(path: Path, votes: Votes, moderation: Moderation) -> None:
    """Write the additive tables of `votes` with the names of their statements.

    No person may have votes in two partial files: the sums would count that person as two.
    """
    layout = Layout.of(votes, moderation)
    tables: dict[str, Any] = dict(zip(PARTS, Tables.of(layout.matrix).parts, strict=True))
    with path.open("wb") as file:
        np.savez_compressed(file, statements=layout.statements, **tables)


def merge_partials(paths: Sequence[Path]) -> tuple[Names, Tables]:
    """Return all statements in sorted order, and the tables of all people of all files.

    Raises UnreadableFile for a file that holds none, or without any file.
    """
    if not paths:
        raise UnreadableFile("No partial sums were given: name at least one .npz file.")
    read = [_read(path) for path in paths]
    statements = np.unique(np.concatenate([names for names, _tables in read]))
    return statements, reduce(add, (_spread(*one, statements) for one in read))


def _read(path: Path) -> tuple[Names, Tables]:
    try:
        with np.load(path, allow_pickle=False) as found:
            tables = Tables(*(found[part].astype(np.int32) for part in PARTS))
            return found["statements"], tables
    except (OSError, KeyError, ValueError) as error:
        raise UnreadableFile(
            f"{path} holds no partial sums ({error}): write it again on its machine."
        ) from error


def _spread(names: Names, tables: Tables, statements: Names) -> Tables:
    """Return tables with room for all statements, each at its place."""
    cells: Any = np.ix_(*[np.searchsorted(statements, names)] * 2)
    wide = [np.zeros((len(statements),) * 2, np.int32) for _part in PARTS]
    for room, part in zip(wide, tables.parts, strict=True):
        room[cells] = part
    return Tables(*wide)
