"""Results as tables, and the digest by which anybody can tell which votes they rest on."""

import hashlib
from pathlib import Path

import numpy as np
import polars as pl

from kenes.engines.opinion.polis.result import PolisMap
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
