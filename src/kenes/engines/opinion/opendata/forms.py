"""The files of the folder of open data: what is written into each, and read back from it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kenes.engines.opinion.errors import UnreadableFile
from kenes.engines.opinion.opendata.pairs import ALONE, PAIR, Pairs
from kenes.engines.opinion.opendata.sums import bytes_of
from kenes.engines.opinion.reading.frames import counts_in, find_column, names_in, open_table
from kenes.engines.opinion.stable.holding import LastMap
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.tables import Tables
from kenes.engines.opinion.votes import Votes

VOTES, TABLES, STATEMENTS, LAST, RESULT = (
    "votes.csv", "tables.csv", "statements.csv", "last.json", "result.json",
)  # fmt: skip


def votes_of(layout: Layout) -> Votes:
    """Return the latest votes without their times, in the order of names."""
    rows = np.repeat(np.arange(layout.matrix.height), layout.matrix.row_counts)
    names = (layout.people[rows], layout.statements[layout.matrix.columns])
    return Votes.of(*names, layout.matrix.values)


def write_votes(layout: Layout) -> bytes:
    """Return the file of votes: a row for each latest vote, by the names of both (clause 49)."""
    votes = votes_of(layout)
    person, statement = votes.people[votes.person], votes.statements[votes.statement]
    return csv_of({"person": person, "statement": statement, "vote": votes.vote})


def write_tables(pairs: Pairs) -> bytes:
    """Return the file of tables: a row for each pair that may be published (clause 61)."""
    first, second = np.nonzero(pairs.sums[:, :, 0])
    columns = {"first": pairs.names[first], "second": pairs.names[second]}
    parts = enumerate((*PAIR, *ALONE))
    return csv_of(columns | {name: pairs.sums[first, second, at] for at, name in parts})


def read_pairs(content: bytes) -> Pairs | None:
    """Read the sums that were published last; None from a file without those answered alone."""
    table = pl.read_csv(content)
    if ALONE[0] not in table.columns:
        return None
    names = np.unique(np.concatenate([table["first"].to_numpy(), table["second"].to_numpy()]))
    sums = np.zeros((len(names), len(names), len(PAIR) + len(ALONE)), np.int32)
    first, second = (np.searchsorted(names, table[side].to_numpy()) for side in ("first", "second"))
    sums[first, second] = table.select(*PAIR, *ALONE).to_numpy()
    return Pairs(names, sums)


def read_tables(path: Path, statements: list[Any]) -> Tables:
    """Read the additive tables of `statements`; raises UnreadableFile for one that is not there."""
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


def write_statements(layout: Layout, texts: Mapping[Any, Mapping[str, str]]) -> bytes:
    """Return the file of statements: whether each is moderated out, and its texts by language."""
    names = layout.statements.tolist()
    languages = sorted({language for of in texts.values() for language in of})
    columns: dict[str, Any] = {"statement": layout.statements, "out": layout.out.astype(np.int8)}
    for language in languages:
        columns[language] = [texts.get(name, {}).get(language) for name in names]
    return csv_of(columns)


def holds_of(last: LastMap, layout: Layout) -> dict[str, Any]:
    """Return what of the last map the next one holds on to, people still here only."""
    here = [name for name in layout.people.tolist() if name in last.group]
    return {
        "statements": last.statements.tolist(),
        "loadings": last.loadings.tolist(),
        "people": here,
        "groups": [int(last.group[name]) for name in here],
    }


def read_last(path: Path) -> LastMap:
    """Read what of the last map the next one holds on to; raises UnreadableFile where not whole."""
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


def csv_of(columns: Mapping[str, Any]) -> bytes:
    """Return columns as CSV in UTF-8."""
    return pl.DataFrame(columns).write_csv().encode()


def json_of(content: Mapping[str, Any]) -> bytes:
    """Return an object as JSON in UTF-8, a line for each value."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
