"""The folder of open data: written by whoever publishes, computed again by anybody."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.opendata.figures import coarse, figures_of, figures_of_tables
from kenes.engines.opinion.opendata.pairs import (
    ALONE,
    PAIR,
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

VOTES, TABLES, STATEMENTS, LAST, RESULT = (
    "votes.csv", "tables.csv", "statements.csv", "last.json", "result.json",
)  # fmt: skip
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
    found = compute_map(_votes_of(kept), Moderation(), last=last, seed=seed)
    now = figures_of(found)
    figures = (
        now if with_votes else hold_map(coarse(now), before.figures if before else None, merged)
    )
    moved = moved_in(now, figures)
    pairs = None if with_votes else _pairs(found, figures, moved, before)
    basis_file = _write_votes(found.layout) if pairs is None else _write_tables(pairs)
    basis = _Basis(
        "votes" if with_votes else "tables", hashlib.sha256(basis_file).hexdigest(), seed,
        dict(facts or {}),
    )  # fmt: skip
    files = {
        VOTES if with_votes else TABLES: basis_file,
        STATEMENTS: _write_statements(kept, texts or {}),
    }
    if last is not None and with_votes:
        files[LAST] = _json(_last(last, found.layout))
    if pairs is None:
        result = _result(basis, figures)
    else:
        names = found.layout.statements.tolist()
        result = _result(basis, figures_of_tables(pairs.tables, names)) | {"stated": figures}
    files[RESULT] = _json(result)
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
        return figures_of_tables(_read_tables(folder / TABLES, kept), kept)
    votes = read_votes(folder / VOTES)
    last = _read_last(folder / LAST) if (folder / LAST).exists() else None
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
    last = _read_pairs(before.tables) if before else None
    merged = [row["statement"] for row in figures.get("sums", ())]
    is_merged = np.isin(found.layout.statements, merged)
    return hold_pairs(pairs, last, np.array(moved, np.bool_), is_merged)


def _votes_of(layout: Layout) -> Votes:
    """Return the latest votes without their times, in the order of names."""
    rows = np.repeat(np.arange(layout.matrix.height), layout.matrix.row_counts)
    names = (layout.people[rows], layout.statements[layout.matrix.columns])
    return Votes.of(*names, layout.matrix.values)


def _write_votes(layout: Layout) -> bytes:
    votes = _votes_of(layout)
    person, statement = votes.people[votes.person], votes.statements[votes.statement]
    return _csv({"person": person, "statement": statement, "vote": votes.vote})


def _write_tables(pairs: Pairs) -> bytes:
    first, second = np.nonzero(pairs.sums[:, :, 0])
    columns = {"first": pairs.names[first], "second": pairs.names[second]}
    parts = enumerate((*PAIR, *ALONE))
    return _csv(columns | {name: pairs.sums[first, second, at] for at, name in parts})


def _read_pairs(content: bytes) -> Pairs | None:
    """Read the sums that were published last; None from a file without those answered alone."""
    table = pl.read_csv(content)
    if ALONE[0] not in table.columns:
        return None
    names = np.unique(np.concatenate([table["first"].to_numpy(), table["second"].to_numpy()]))
    sums = np.zeros((len(names), len(names), len(PAIR) + len(ALONE)), np.int32)
    first, second = (np.searchsorted(names, table[side].to_numpy()) for side in ("first", "second"))
    sums[first, second] = table.select(*PAIR, *ALONE).to_numpy()
    return Pairs(names, sums)


def _read_tables(path: Path, statements: list[Any]) -> Tables:
    table = open_table(path)
    place = {name: at for at, name in enumerate(statements)}
    sides = [names_in(find_column(table, (side,), TABLES), TABLES).tolist()
             for side in ("first", "second")]  # fmt: skip
    unknown = {name for side in sides for name in side} - place.keys()
    if unknown:
        raise UnreadableFile(
            f"{TABLES} names the statement {min(map(str, unknown))}, which {STATEMENTS} lacks: "
            "fetch both again."
        )
    first, second = (np.array([place[name] for name in side], np.int64) for side in sides)
    covotes, mine, theirs, products = (
        counts_in(find_column(table, (name,), TABLES), TABLES) for name in PAIR
    )
    parts = [np.zeros((len(statements),) * 2, np.int32) for _part in range(3)]
    for part, one, other in zip(
        parts, (covotes, mine, products), (covotes, theirs, products), strict=True
    ):
        part[first, second], part[second, first] = one, other
    return Tables(*parts)


def _write_statements(layout: Layout, texts: Mapping[Any, Mapping[str, str]]) -> bytes:
    names = layout.statements.tolist()
    languages = sorted({language for of in texts.values() for language in of})
    columns: dict[str, Any] = {"statement": layout.statements, "out": layout.out.astype(np.int8)}
    for language in languages:
        columns[language] = [texts.get(name, {}).get(language) for name in names]
    return _csv(columns)


def _last(last: LastMap, layout: Layout) -> dict[str, Any]:
    """Return what of the last map the next one holds on to, people still here only."""
    here = [name for name in layout.people.tolist() if name in last.group]
    return {
        "statements": last.statements.tolist(),
        "loadings": last.loadings.tolist(),
        "people": here,
        "groups": [int(last.group[name]) for name in here],
    }


def _read_last(path: Path) -> LastMap:
    last = read_json(path)
    try:
        statements = np.array(last["statements"])
        loadings = np.array(last["loadings"], np.float64).reshape(len(statements), 2)
        groups = dict(zip(last["people"], np.array(last["groups"], np.int64), strict=True))
        return LastMap(statements, loadings, groups)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise UnreadableFile(f"{LAST} is not whole ({error}): fetch it again.") from error


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; raises UnreadableFile where there is none."""
    try:
        found = json.loads(bytes_of(path))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path.name} is not JSON ({error}): fetch it again.") from error
    if not isinstance(found, dict):
        raise UnreadableFile(f"{path.name} is not a JSON object: fetch it again.")
    return found


def _csv(columns: Mapping[str, Any]) -> bytes:
    return pl.DataFrame(columns).write_csv().encode()


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
