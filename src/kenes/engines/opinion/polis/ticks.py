"""One computation of the map after another, each starting from the one before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask, Names, Places
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.polis.admission import admit
from kenes.engines.opinion.polis.base_clusters import bases_of, gather_bases
from kenes.engines.opinion.polis.clusters import Clustering
from kenes.engines.opinion.polis.groups import group_bases, group_of_bases, silhouette
from kenes.engines.opinion.polis.in_conversation import enter_conversation
from kenes.engines.opinion.polis.moderation import taken_out
from kenes.engines.opinion.polis.pca import Pca, decompose
from kenes.engines.opinion.polis.projection import project_people
from kenes.engines.opinion.polis.smoothing import Smoother, smooth
from kenes.engines.opinion.votes import Moderation, Votes


@dataclass(frozen=True, slots=True)
class Tick:
    """The state of a map: what one computation leaves to the next and to the result.

    Rows and columns stand for `people` and `statements`. `group` is the place of each person's
    group in `groups`, -1 outside the conversation; `counts_before` are the counts by statement
    over the groups of the tick before, which the priorities are made of.
    """

    matrix: VoteMatrix
    people: Names
    statements: Names
    out: Mask
    inside: Mask
    pca: Pca
    positions: Floats
    bases: Clustering
    groupings: dict[int, Clustering]
    smoother: Smoother | None
    group: Places
    counts_before: Counts = field(repr=False)

    @property
    def groups(self) -> Clustering:
        """The groups that are shown; empty when nobody voted."""
        return self.groupings[self.smoother.shown] if self.smoother else ()

    @property
    def counts(self) -> Counts:
        """Agrees, disagrees and votes by group and statement, moderated ones too."""
        return self.matrix.count(self.group, len(self.groups))


def compute_tick(
    votes: Votes, moderation: Moderation, *, last: Tick | None = None, seed: int = 1
) -> Tick:
    """Compute the map of all `votes` so far, starting from the `last` tick (clauses 2-10).

    `votes` must continue the votes of the last tick: the same people and statements first.
    """
    matrix = VoteMatrix.of(votes)
    out = taken_out(votes.statements, moderation)
    silenced = matrix.without(out) if out.any() else matrix
    pca = decompose(silenced, last=last.pca.comps if last else None, seed=seed)
    positions = project_people(silenced, int(out.sum()), pca)
    before = last.inside if last else np.zeros(0, np.bool_)
    inside = enter_conversation(before, matrix.row_counts, matrix.width, votes.people)
    bases = gather_bases(positions, inside, last.bases if last else None)
    groupings = group_bases(bases, last.groupings if last else {})
    smoother = _smoothed(bases, groupings, last)
    groups = groupings[smoother.shown] if smoother else ()
    return Tick(
        matrix, votes.people, votes.statements, out, inside, pca, positions, bases, groupings,
        smoother, _group_of_people(bases, groups, matrix.height), _totals(last, matrix.width),
    )  # fmt: skip


def _smoothed(
    bases: Clustering, groupings: dict[int, Clustering], last: Tick | None
) -> Smoother | None:
    if not groupings:
        return None
    silhouettes = {k: silhouette(bases, groups) for k, groups in groupings.items()}
    return smooth(last.smoother if last else None, silhouettes)


def _group_of_people(bases: Clustering, groups: Clustering, people: int) -> Places:
    """Return the place of each person's group, -1 outside the conversation."""
    base = bases_of(bases, people)
    # The -1 at the end is what a person without a base (-1) finds.
    return np.append(group_of_bases(bases, groups), -1)[base]


def _totals(last: Tick | None, width: int) -> Counts:
    """Return last tick's counts summed over its groups; zero for statements new since then."""
    totals = np.zeros((width, 3), np.int32)
    if last is not None:
        totals[: last.matrix.width] = last.counts.sum(axis=0)
    return totals


def replay(
    votes: Votes,
    moderation: Moderation,
    *,
    ticks: int = 100,
    seed: int = 1,
    tell: Callable[[int, int], object] | None = None,
) -> Tick:
    """Compute the map in `ticks` batches of equal size, as if the votes came in now (clause 1).

    The statements out at the end are out from the beginning. `tell(done, of)` is called after
    each batch. Polis runs on the same votes again are as far apart as docs/specs/opinion.md says.

    Raises OpinionError for fewer than one tick.
    """
    if ticks < 1:
        raise OpinionError(f"{ticks} ticks are too few: a map needs at least one.")
    votes = admit(votes)
    last: Tick | None = None
    ends = batch_ends(len(votes), ticks)
    for done, end in enumerate(ends, start=1):
        last = compute_tick(votes.until(end), moderation, last=last, seed=seed)
        if tell is not None:
            tell(done, len(ends))
    return last or compute_tick(votes, moderation, seed=seed)


def batch_ends(votes: int, ticks: int) -> Sequence[int]:
    """Return where each batch ends; fewer batches than `ticks` where there are fewer votes.

    >>> batch_ends(10, 4)
    [3, 6, 9, 10]
    """
    size = max(1, -(-votes // ticks))
    return [*range(size, votes, size), votes] if votes else []
