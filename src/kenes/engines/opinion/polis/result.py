"""Everything that a map says, computed once from its last tick."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Places
from kenes.engines.opinion.polis.base_clusters import bases_of
from kenes.engines.opinion.polis.consensus import Agreed, choose_consensus, group_consensus
from kenes.engines.opinion.polis.participants import Standing, stand
from kenes.engines.opinion.polis.priorities import prioritise
from kenes.engines.opinion.polis.projection import extremities, project_statements
from kenes.engines.opinion.polis.representative import Representative, choose_representatives
from kenes.engines.opinion.polis.tests_of_shares import Shares, compare_groups
from kenes.engines.opinion.polis.ticks import Tick
from kenes.engines.opinion.votes import Moderation


@dataclass(frozen=True, slots=True)
class PolisMap:
    """A map and what it says of groups, statements and people (clauses 2-16).

    `counts` are by group and statement, `base_counts` by base cluster and statement,
    `everybody` by statement of all who voted.
    """

    tick: Tick
    moderation: Moderation
    counts: Counts
    base_counts: Counts
    everybody: Counts
    shares: Shares
    statement_points: Floats
    extremity: Floats
    representatives: list[list[Representative]]
    agreed: list[Agreed]
    disagreed: list[Agreed]
    group_consensus: Floats
    priorities: Floats
    standing: Standing

    @property
    def sizes(self) -> Places:
        """Number of people in each group."""
        group = self.tick.group
        return np.bincount(group[group >= 0], minlength=len(self.tick.groups))


def describe(tick: Tick, moderation: Moderation) -> PolisMap:
    """Compute counts, chosen statements, priorities and standings of a tick."""
    matrix, counts = tick.matrix, tick.counts
    everybody = matrix.count(np.zeros(matrix.height, np.int64), 1)[0]
    points = project_statements(tick.pca)
    extremity = extremities(points)
    shares = compare_groups(counts)
    agreed, disagreed = choose_consensus(everybody, tick.statements, tick.out)
    meta = np.isin(tick.statements, list(moderation.meta))
    return PolisMap(
        tick, moderation, counts,
        matrix.count(bases_of(tick.bases, matrix.height), len(tick.bases)),
        everybody, shares, points, extremity,
        choose_representatives(shares, tick.statements, tick.out), agreed, disagreed,
        group_consensus(counts), prioritise(tick.counts_before, extremity, meta),
        stand(tick.positions, tick.group, len(tick.groups)),
    )  # fmt: skip
