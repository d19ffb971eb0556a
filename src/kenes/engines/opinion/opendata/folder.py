"""The folder of open data: written by whoever publishes, computed again by anybody."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.opendata.figures import coarse, figures_of, figures_of_tables
from kenes.engines.opinion.opendata.forms import (
    LAST,
    RESULT,
    STATEMENTS,
    TABLES,
    VOTES,
    holds_of,
    json_of,
    read_json,
    read_last,
    read_pairs,
    read_tables,
    votes_of,
    write_statements,
    write_tables,
    write_votes,
)
from kenes.engines.opinion.opendata.pairs import (
    Pairs,
    counted_only,
    hold_pairs,
    pairs_of,
)
from kenes.engines.opinion.opendata.steps import hold_map, moved_in
from kenes.engines.opinion.opendata.sums import SUMS, Changed, bytes_of, first_changed, list_sums
from kenes.engines.opinion.reading import read_votes
from kenes.engines.opinion.reading.frames import counts_in, find_column, names_in, open_table
from kenes.engines.opinion.stable.holding import LastMap
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.maps import StableMap, compute_map
from kenes.engines.opinion.tables import Tables
from kenes.engines.opinion.votes import Moderation, Votes

FILES = frozenset({VOTES, TABLES, STATEMENTS, LAST, RESULT})
ENGINE, VERSION, FORM = "kenes.engines.opinion", 1, 2
SEEDS = 2**32


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of a folder by name, and the map they were made from.

    `figures` are all that is published of the map; what moved too little since the last time is
    in them as it was, and `moved` tells of each statement whether it is as the votes say now.
    """

    files: Mapping[str, bytes]
    result: Mapping[str, Any]
    found: StableMap
    figures: Mapping[str, Any]
    moved: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Before:
    """What was published last: the figures of its map, and the file of tables beside them."""

    figures: Mapping[str, Any]
    tables: bytes


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a result rests on: one file of votes or tables, statements, and the last map."""

    kind: str
    digest: str
    seed: int
    facts: Mapping[str, Any] = field(default_factory=dict)


def open_data(
    votes: Votes,
    moderation: Moderation,
    *,
    with_votes: bool,
    seed: int = 1,
    last: LastMap | None = None,
    texts: Mapping[Any, Mapping[str, str]] | None = None,
    facts: Mapping[str, Any] | None = None,
    before: Before | None = None,
    merged: Mapping[Any, Sequence[Any]] | None = None,
) -> Publication:
    """Compute the stable map of `votes` and return the folder's files (clauses 49 to 52).

    `votes` are published under the names of people they carry, without times: give numbers that
    lead to nobody. Only latest votes on statements not moderated out are, and the map is made of
    them: it may lack people whom the kept log has. Without `with_votes` the additive tables are
    published instead, pairs of fewer than 10 people left out; beside tables published `before`,
    what moved too little stays as it was (clauses 58 to 65); `merged` names the doubles that were
    merged into a statement. `texts` are columns beside each
    statement (its renderings), `facts` go into the result as they are (the digest of the kept vote
    log, the address of the conversation).
    """
    kept = Layout.of(votes, moderation)
    found = compute_map(votes_of(kept), Moderation(), last=last, seed=seed)
    now = figures_of(found)
    figures = (
        now if with_votes else hold_map(coarse(now), before.figures if before else None, merged)
    )
    moved = moved_in(now, figures)
    pairs = None if with_votes else _pairs(found, figures, moved, before)
    basis_file = write_votes(found.layout) if pairs is None else write_tables(pairs)
    basis = _Basis(
        "votes" if with_votes else "tables", hashlib.sha256(basis_file).hexdigest(), seed,
        dict(facts or {}),
    )  # fmt: skip
    files = {
        VOTES if with_votes else TABLES: basis_file,
        STATEMENTS: write_statements(kept, texts or {}),
    }
    if last is not None and with_votes:
        files[LAST] = json_of(holds_of(last, found.layout))
    if pairs is None:
        result = _result(basis, figures)
    else:
        names = found.layout.statements.tolist()
        result = _result(basis, figures_of_tables(pairs.tables, names)) | {"stated": figures}
    files[RESULT] = json_of(result)
    return Publication({**files, SUMS: list_sums(files)}, result, found, figures, moved)


def write_folder(folder: Path, publication: Publication) -> None:
    """Write the files of a publication into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in publication.files.items():
        (folder / name).write_bytes(content)


def changed_file(folder: Path) -> Changed | None:
    """Return the first file of `folder` that is not what its list of digests says (clause 53).

    Raises UnreadableFile where the list or a file that it names is not there.
    """
    return first_changed(folder, FILES)


def recompute(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the published result and the same computed anew from the other files of `folder`.

    Raises OpinionError (UnreadableFile, MissingColumn, NotAVote) for what cannot be read.
    """
    published = read_json(folder / RESULT)
    basis = _read_basis(folder, published)
    again = _result(basis, _figures(folder, basis.kind, basis.seed))
    return published, again | ({"stated": published["stated"]} if "stated" in published else {})


def _read_basis(folder: Path, published: Mapping[str, Any]) -> _Basis:
    """Return what a result says that it rests on, with the digest of that file as it is."""
    kind, seed, facts = (published.get(name) for name in ("basis", "seed", "facts"))
    if kind not in ("votes", "tables"):
        raise _other_form(f"the basis {kind!r}, not votes or tables")
    if type(seed) is not int or not 0 <= seed < SEEDS:
        raise _other_form(f"the seed {seed!r}, not a number from 0 to 4294967295")
    if not isinstance(facts, dict):
        raise _other_form(f"the facts {facts!r}, not an object of them")
    content = bytes_of(folder / (VOTES if kind == "votes" else TABLES))
    return _Basis(kind, hashlib.sha256(content).hexdigest(), seed, facts)


def _other_form(named: str) -> UnreadableFile:
    return UnreadableFile(
        f"{RESULT} names {named}: it is of another form, or not whole. Fetch the folder again."
    )


def _figures(folder: Path, kind: str, seed: int) -> dict[str, Any]:
    statements = open_table(folder / STATEMENTS)
    names = names_in(find_column(statements, ("statement",), STATEMENTS), STATEMENTS)
    out = counts_in(find_column(statements, ("out",), STATEMENTS), STATEMENTS) == 1
    if kind == "tables":
        kept = names[~out].tolist()
        return figures_of_tables(read_tables(folder / TABLES, kept), kept)
    votes = read_votes(folder / VOTES)
    last = read_last(folder / LAST) if (folder / LAST).exists() else None
    return figures_of(compute_map(votes, Moderation(), last=last, seed=seed))


def _result(basis: _Basis, figures: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "form": FORM, "engine": ENGINE, "version": VERSION, "mode": "stable", "seed": basis.seed,
        "basis": basis.kind, "sha256": basis.digest, "facts": dict(basis.facts),
        "map": dict(figures),
    }  # fmt: skip


def _pairs(
    found: StableMap, figures: Mapping[str, Any], moved: list[bool], before: Before | None
) -> Pairs:
    """Return the sums over pairs that may be published, of the people all other figures count."""
    tables = Tables.of(counted_only(found.layout.matrix, found.counted))
    pairs = pairs_of(found.layout.statements, tables)
    last = read_pairs(before.tables) if before else None
    merged = [row["statement"] for row in figures.get("sums", ())]
    is_merged = np.isin(found.layout.statements, merged)
    return hold_pairs(pairs, last, np.array(moved, np.bool_), is_merged)
