"""One table of votes: a row a vote."""

from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from kenes.engines.opinion.arrays import Places
from kenes.engines.opinion.reading.frames import (
    find_column,
    names_in,
    open_table,
    signs_in,
    times_in,
)
from kenes.engines.opinion.votes import Votes

PERSON = ("person", "voter-id", "participant", "voter_id", "pid")
STATEMENT = ("statement", "comment-id", "comment_id", "tid")
TIME = ("at", "timestamp", "created", "time")

type Agree = Literal[1, -1]


def read_votes(path: Path, *, agree: Agree = 1) -> Votes:
    """Read a table with the columns person, statement, vote and, if there is one, time.

    Polis's own names of the columns do as well. Without a time the votes came in the order of the
    lines. `agree=-1` is for tables in the sign of Polis's database.

    Raises UnreadableFile, MissingColumn, NotAVote or NotATime, each with the place and a remedy.
    """
    table = open_table(path)
    signs = signs_in(find_column(table, ("vote",), path.name), path.name) * np.int8(agree)
    person = names_in(find_column(table, PERSON, path.name), path.name)
    statement = names_in(find_column(table, STATEMENT, path.name), path.name)
    return Votes.of(person, statement, signs, _times(table, path.name))


def _times(table: pl.DataFrame, file: str) -> Places | None:
    named = [name for name in TIME if name in table.columns]
    return times_in(table[named[0]], file) if named else None
