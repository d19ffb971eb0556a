"""Results as tables, and the digest by which anybody can tell which votes they rest on."""

import hashlib
from pathlib import Path

import numpy as np
import polars as pl

from kenes.engines.opinion.errors import MissingColumn
from kenes.engines.opinion.polis.result import PolisMap
from kenes.engines.opinion.reading.frames import find_column, names_in, open_table
from kenes.engines.opinion.stable.holding import LastMap
from kenes.engines.opinion.stable.maps import StableMap
from kenes.engines.opinion.votes import Votes


def digest_of(votes: Votes) -> str:
    """Return the SHA-256 of the vote log: lines of person, statement, vote, time, as they came."""
    log = pl.DataFrame(
        {
            "person": votes.people[votes.person],
            "statement": votes.statements[votes.statement],
            "vote": votes.vote,
            "at": votes.at,
        }
    )
    return hashlib.sha256(log.write_csv().encode()).hexdigest()


def write_people(path: Path, found: PolisMap) -> None:
    """Write participant, group, x, y, sd, votes; positions in Polis's sign, which has no sd."""
    tick = found.tick
    ids = np.array([*(group.id for group in tick.groups), 0])
    inside = tick.group >= 0
    pl.DataFrame(
        {
            "participant": tick.people,
            "group": pl.Series(ids[tick.group]).set(pl.Series(~inside), None),
            "x": tick.positions[:, 0],
            "y": tick.positions[:, 1],
            "sd": pl.Series([None] * len(tick.people), dtype=pl.Float64),
            "votes": tick.matrix.row_counts,
        }
    ).write_csv(path)


def write_statements(path: Path, found: PolisMap) -> None:
    """Write a line a statement: votes of all, figures of the map, votes of each group."""
    tick, moderation = found.tick, found.moderation
    names = tick.statements.tolist()
    agrees, disagrees, votes = found.everybody.T
    columns = {
        "statement": tick.statements,
        "moderated": [-1 if name in moderation.out else int(name in moderation.accepted)
                      for name in names],
        "meta": [name in moderation.meta for name in names],
        "agrees": agrees, "disagrees": disagrees, "passes": votes - agrees - disagrees,
        "votes": votes,
        "consensus": found.group_consensus, "priority": found.priorities,
        "extremity": found.extremity,
    }  # fmt: skip
    for group, counts in zip(tick.groups, found.counts, strict=True):
        for at, kind in enumerate(("agrees", "disagrees", "votes")):
            columns[f"{kind}_{group.id}"] = counts[:, at]
    pl.DataFrame(columns).write_csv(path)


def write_stable_people(path: Path, found: StableMap) -> None:
    """Write participant, group, x, y, sd, votes, and the chance that the group is the right one."""
    points, group = found.positions.points, found.group
    names = np.array([*found.names, 0])[group]
    pl.DataFrame(
        {
            "participant": found.layout.people,
            "group": pl.Series(names).set(pl.Series(group < 0), None),
            "x": points[:, 0],
            "y": points[:, 1],
            "sd": found.positions.sd,
            "votes": found.layout.matrix.row_counts,
            "membership": pl.Series(found.membership).fill_nan(None),
        }
    ).write_csv(path)


def write_stable_statements(path: Path, found: StableMap) -> None:
    """Write a line a statement; cells that might expose somebody are left empty."""
    agrees, disagrees, votes = found.everybody.T
    columns = {
        "statement": found.layout.statements, "out": found.layout.out,
        "agrees": agrees, "disagrees": disagrees, "passes": votes - agrees - disagrees,
        "votes": votes,
        "loading_1": found.directions.loadings[:, 0],
        "loading_2": found.directions.loadings[:, 1],
        "consensus_product": found.agreed.product, "consensus_geometric": found.agreed.geometric,
        "consensus_lower": found.agreed.lower,
    }  # fmt: skip
    for name, counts, hidden in zip(found.names, found.counts, found.hidden, strict=True):
        for at, kind in enumerate(("agrees", "disagrees", "votes")):
            columns[f"{kind}_{name}"] = pl.Series(counts[:, at]).set(pl.Series(hidden), None)
    pl.DataFrame(columns).fill_nan(None).write_csv(path)


def read_last(folder: Path) -> LastMap:
    """Read what the next map holds on to from the files of a stable map.

    Raises UnreadableFile for absent files, MissingColumn for those of another kind of map.
    """
    statements = open_table(folder / "statements.csv")
    people = open_table(folder / "participants.csv").drop_nulls("group")
    loadings = [
        find_column(statements, (name,), "statements.csv").cast(pl.Float64, strict=False).to_numpy()
        for name in ("loading_1", "loading_2")
    ]
    if not np.isfinite(np.array(loadings, np.float64)).all():
        raise MissingColumn(f"{folder} has statements without loadings: name the folder of a map.")
    names = names_in(find_column(people, ("participant",), "participants.csv"), "participants.csv")
    group = dict(zip(names.tolist(), people["group"].to_list(), strict=True))
    named = names_in(find_column(statements, ("statement",), "statements.csv"), "statements.csv")
    return LastMap(named, np.stack(loadings, axis=1), group)
