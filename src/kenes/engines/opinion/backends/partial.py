"""Partial sums as files, for machines that share nothing: each counts its people, one adds up.

Rules: docs/specs/opinion.md, clause 57.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import Any, Self
from zipfile import BadZipFile

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Mask, Names
from kenes.engines.opinion.errors import OpinionError, UnreadableFile
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.shards import split, sum_over, threads_for
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.maps import tables_of
from kenes.engines.opinion.tables import Tables
from kenes.engines.opinion.votes import Moderation, Votes
from kenes.engines.opinion.writing import digest_of

TABLES = ("covotes", "sums", "products")
ROWS = ("starts", "columns", "values")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Partial:
    """What a file holds: the latest votes of some people, and the additive tables of them.

    `votes` is the length of the log they come from, `digest` its digest (clause 24).
    """

    layout: Layout
    tables: Tables
    votes: int
    digest: str

    @classmethod
    def of(cls, votes: Votes, moderation: Moderation) -> Self:
        """Lay out `votes` and count every pair of them, on all cores."""
        layout = Layout.of(votes, moderation)
        parts = split(layout.matrix, threads_for(layout.matrix.height))
        return cls(layout, sum_over(parts, tables_of), len(votes), digest_of(votes))


def write_partial(path: Path, partial: Partial) -> None:
    """Write the tables, and the votes they rest on, to one .npz file."""
    layout = partial.layout
    arrays: dict[str, Any] = dict(zip(TABLES, partial.tables.parts, strict=True))
    arrays |= {name: getattr(layout.matrix, name) for name in ROWS}
    arrays |= {name: getattr(layout, name) for name in ("people", "statements", "out")}
    with path.open("wb") as file:
        np.savez_compressed(file, votes=partial.votes, digest=partial.digest, **arrays)


def merge_partials(paths: Sequence[Path]) -> tuple[Layout, Tables, list[Partial]]:
    """Return all people and statements in sorted order, the sum of all tables, and what was read.

    Raises UnreadableFile for a file that holds no sums, or without any file; OpinionError where
    two files hold votes of one person, moderate a statement differently, or name people or
    statements by numbers in one and by text in the other.
    """
    if not paths:
        raise UnreadableFile("No partial sums were given: name at least one .npz file.")
    read = [_read(path) for path in paths]
    layouts = [one.layout for one in read]
    people, statements = (
        _in_one(kind, [getattr(layout, kind) for layout in layouts])
        for kind in ("people", "statements")
    )
    order = np.argsort(people, kind="stable")
    people = people[order]
    _refuse_twice(people)
    statements = np.unique(statements)
    out = _moderated(layouts, statements)
    layout = Layout(people, statements, _joined(layouts, statements, order), out)
    tables = (_spread(one.layout.statements, one.tables, statements) for one in read)
    return layout, reduce(add, tables), read


def _read(path: Path) -> Partial:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            tables = Tables(*(found[part].astype(np.int32) for part in TABLES))
            starts, columns, values = (found[part] for part in ROWS)
            matrix = VoteMatrix(starts, columns, values, len(found["statements"]))
            layout = Layout(found["people"], found["statements"], matrix, found["out"])
            return Partial(layout, tables, int(found["votes"]), str(found["digest"]))
    except (OSError, EOFError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise UnreadableFile(
            f"{path} holds no partial sums ({error}): write it again on its machine."
        ) from error


def _in_one(kind: str, names: list[Names]) -> Names:
    """Return the names of all files; those of files without any are of no kind."""
    told = [some for some in names if len(some)] or names[:1]
    if len({some.dtype.kind for some in told}) > 1:
        raise OpinionError(
            f"Some files name {kind} by numbers and some by text: write all from tables of one "
            "kind."
        )
    return np.concatenate(told)


def _refuse_twice(people: Names) -> None:
    """Refuse votes of one person in two files: the sums would count that person as two."""
    twice = np.unique(people[1:][people[1:] == people[:-1]])
    if len(twice):
        raise OpinionError(
            f"{len(twice)} people have votes in two of the files, such as "
            f"{', '.join(map(str, twice[:SHOWN].tolist()))}: put all votes of a person into one."
        )


def _moderated(layouts: Sequence[Layout], statements: Names) -> Mask:
    """Mark the statements that are out; all files that know one must agree on it."""
    out, known = (np.zeros(len(statements), np.int64) for _count in range(2))
    for layout in layouts:
        at = np.searchsorted(statements, layout.statements)
        known[at] += 1
        out[at] += layout.out
    torn = statements[(out > 0) & (out < known)]
    if len(torn):
        raise OpinionError(
            f"Statement {torn[0]} is moderated out in one file and open in another: moderate alike "
            "on all machines, then write the files again."
        )
    return np.asarray(out > 0, np.bool_)


def _joined(layouts: Sequence[Layout], statements: Names, order: Any) -> VoteMatrix:
    """Return the rows of all layouts, one after the other, in `order`."""
    matrices = [layout.matrix for layout in layouts]
    columns = [
        np.searchsorted(statements, layout.statements).astype(np.int32)[layout.matrix.columns]
        for layout in layouts
    ]
    ends = accumulate((len(matrix.columns) for matrix in matrices), initial=0)
    begins = [matrix.starts[:-1] + end for matrix, end in zip(matrices, ends, strict=False)]
    values = np.concatenate([matrix.values for matrix in matrices])
    starts = np.zeros(len(order) + 1, np.int64)
    np.cumsum(np.concatenate([matrix.row_counts for matrix in matrices])[order], out=starts[1:])
    rows = (np.append(np.concatenate(begins), len(values)), np.concatenate(columns), values)
    into = (np.empty_like(rows[1]), np.empty_like(values))
    kernels.copy_rows(np.asarray(order), starts, rows, rows, into)
    return VoteMatrix(starts, *into, len(statements))


def _spread(names: Names, tables: Tables, statements: Names) -> Tables:
    """Return tables with room for all statements, each at its place."""
    cells: Any = np.ix_(*[np.searchsorted(statements, names)] * 2)
    wide = [np.zeros((len(statements),) * 2, np.int32) for _part in TABLES]
    for room, part in zip(wide, tables.parts, strict=True):
        room[cells] = part
    return Tables(*wide)
