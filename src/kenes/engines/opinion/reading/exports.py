"""A folder as Polis exports it: votes, statements, and what Polis itself found.

Forms, times and what is refused: docs/specs/opinion.md, clauses 21 to 23.
"""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from kenes.engines.opinion.arrays import Codes, Names
from kenes.engines.opinion.errors import SignsDisagree, UnreadableFile
from kenes.engines.opinion.polis.blob import Blob, moderation_of, part_of_result, read_blob
from kenes.engines.opinion.reading.frames import find_column, names_in, open_table, signs_in
from kenes.engines.opinion.reading.tables import Agree, read_votes
from kenes.engines.opinion.votes import Moderation, Votes

VOTES, STATEMENTS, PEOPLE, RESULT = (
    "votes.csv",
    "comments.csv",
    "participants-votes.csv",
    "math.json",
)
NAMED = {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
LINE, STATEMENT, VOTE = "\0line", "\0statement", "\0vote"
"""Columns of our own, under names that no export has."""
ALIKE = 0.5
"""Less than this share of equal votes, and two tables are of opposite sign or strangers."""


@dataclass(frozen=True, slots=True)
class Published:
    """The groups Polis published: for each of `people` a group, -1 outside the conversation."""

    people: Names
    group: Codes


@dataclass(frozen=True, slots=True)
class Conversation:
    """Votes, what was moderated, and the published result where one lies beside them.

    `is_timed` tells whether the order of the votes is known: a table with a column per statement
    has lost it.
    """

    votes: Votes
    moderation: Moderation
    is_timed: bool
    published: Published | None = None
    blob: Blob | None = None


def read_folder(folder: Path, *, agree: Agree = 1) -> Conversation:
    """Read an export; only votes.csv or participants-votes.csv must be there, either may be .gz.

    Raises UnreadableFile, MissingColumn, NotAVote or NotATime as `read_votes` does, and
    SignsDisagree where votes.csv contradicts participants-votes.csv.
    """
    wide_path, votes_path = _find(folder, PEOPLE), _find(folder, VOTES)
    if wide_path is None and votes_path is None:
        raise UnreadableFile(
            f"{folder} holds neither {VOTES} nor {PEOPLE} (.gz or plain): name the folder of the "
            "export, or a table of votes."
        )
    wide = open_table(wide_path) if wide_path else None
    final = _melt(wide, agree) if wide is not None else None
    votes = read_votes(votes_path, agree=agree) if votes_path else final
    assert votes is not None  # noqa: S101  # one of the two files is there
    if votes_path and final is not None:
        _refuse_opposite(votes, final)
    blob = _read_result(folder)
    with part_of_result("moderation and groups"):
        moderation = moderation_of(blob) if blob else _read_moderation(folder)
        published = _published(wide) if wide is not None else _grouped(blob)
    return Conversation(votes, moderation, votes_path is not None, published, blob)


def _find(folder: Path, name: str) -> Path | None:
    return next((p for p in (folder / name, folder / f"{name}.gz") if p.is_file()), None)


def _read_result(folder: Path) -> Blob | None:
    path = _find(folder, RESULT)
    if path is None:
        return None
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} is not whole ({error}): export it again.") from error
    return read_blob(text)


def _read_moderation(folder: Path) -> Moderation:
    """Read what was moderated out (-1) or in (1); without the file, nothing was."""
    path = _find(folder, STATEMENTS)
    if path is None:
        return Moderation()
    table = open_table(path)
    names = names_in(find_column(table, ("comment-id", "comment_id", "tid"), path.name), path.name)
    marks = find_column(table, ("moderated", "mod"), path.name).cast(pl.Int64, strict=False)
    out, accepted = (
        frozenset(names[(marks == mark).fill_null(value=False).to_numpy()].tolist())
        for mark in (-1, 1)
    )
    return Moderation(out, accepted, _meta(table, names))


def _meta(table: pl.DataFrame, names: Names) -> frozenset[int | str]:
    named = [name for name in ("is-meta", "is_meta") if name in table.columns]
    if not named:
        return frozenset()
    true = table[named[0]].cast(pl.String).str.to_lowercase().is_in(["true", "t", "1"])
    return frozenset(names[true.fill_null(value=False).to_numpy()].tolist())


def _melt(wide: pl.DataFrame, agree: Agree) -> Votes:
    """Return the latest votes out of the table with a column per statement, row by row."""
    people = names_in(find_column(wide, ("participant",), PEOPLE), PEOPLE)
    columns = [name for name in wide.columns if name not in NAMED]
    texts = wide.select(pl.col(columns).cast(pl.String))
    long = texts.with_row_index(LINE, offset=2).unpivot(
        columns, index=LINE, variable_name=STATEMENT, value_name=VOTE
    ).drop_nulls(VOTE).sort(LINE, maintain_order=True)  # fmt: skip
    statements = long[STATEMENT].cast(pl.Int64, strict=False)
    named = statements if not statements.null_count() else long[STATEMENT]
    return Votes.of(
        people[long[LINE].to_numpy().astype(np.int64) - 2],
        names_in(named, PEOPLE),
        signs_in(long[VOTE], PEOPLE, long[LINE]) * np.int8(agree),
    )


def _refuse_opposite(votes: Votes, final: Votes) -> None:
    """Compare the last votes of both tables; they may differ a little, not by their sign."""
    latest, beside = _cells(votes), _cells(final)
    shared = [(latest[cell], beside[cell]) for cell in latest.keys() & beside.keys()]
    told = [(a, b) for a, b in shared if a or b]
    equal = sum(a == b for a, b in told)
    if told and equal < ALIKE * len(told):
        opposite = sum(a == -b for a, b in told)
        raise SignsDisagree(
            f"Of {len(told)} votes in both, {VOTES} and {PEOPLE} have {equal} alike and {opposite} "
            "opposite: one of them writes -1 for agree, or they belong to two conversations. "
            "Export both again."
        )


def _cells(votes: Votes) -> dict[tuple[int | str, int | str], int]:
    people, statements = votes.people.tolist(), votes.statements.tolist()
    cells = zip(votes.person.tolist(), votes.statement.tolist(), votes.vote.tolist(), strict=True)
    return {(people[p], statements[s]): vote for p, s, vote in cells}


def _published(wide: pl.DataFrame) -> Published | None:
    if "group-id" not in wide.columns:
        return None
    group = wide["group-id"].cast(pl.Float64, strict=False).fill_null(-1).cast(pl.Int32)
    return Published(names_in(wide["participant"], PEOPLE), group.to_numpy())


def _grouped(blob: Blob | None) -> Published | None:
    """Return the groups of a stored result, each by its id."""
    if blob is None:
        return None
    members = dict(zip(blob["base-clusters"]["id"], blob["base-clusters"]["members"], strict=True))
    group = {
        person: one["id"]
        for one in blob["group-clusters"]
        for base in one["members"]
        for person in members[base]
    }
    return Published(np.array(list(group)), np.array(list(group.values()), np.int32))
