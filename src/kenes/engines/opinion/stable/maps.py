"""The stable map as a whole: from votes to groups and to what they agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Counts, Floats, Mask, Places
from kenes.engines.opinion.errors import OpinionError
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.shards import Over, count_over, in_slices, split, sum_over, threads_for
from kenes.engines.opinion.stable.agreed import AgreedAcross, agree_across
from kenes.engines.opinion.stable.cells import gather
from kenes.engines.opinion.stable.directions import Directions, find_directions
from kenes.engines.opinion.stable.grouping import Grouping, choose_groups, nearest_group
from kenes.engines.opinion.stable.holding import GroupOf, LastMap, carry_names, turn_towards
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.ledger import Ledger
from kenes.engines.opinion.stable.positions import Positions, place_people
from kenes.engines.opinion.stable.suppression import hide_small
from kenes.engines.opinion.tables import WIDEST, Tables
from kenes.engines.opinion.votes import Moderation, Votes

ENOUGH_VOTES, ENOUGH_PEOPLE = 7, 30


class Verdict(StrEnum):
    """Whether there are groups, and if not, why not."""

    GROUPS = "groups"
    TOO_FEW_PEOPLE = "too_few_people"
    NO_STABLE_GROUPS = "no_stable_groups"


@dataclass(frozen=True, slots=True)
class StableMap:
    """Rows stand for `layout.people`, columns for `layout.statements`; +1 agrees.

    `group` is the place of a person's group in `names`, -1 for too few votes or no groups;
    `membership` the chance that it is the right one. `counts` are agrees, disagrees and votes by
    group and statement, `hidden` the cells of them that may not be shown. `counted` marks the
    people whose votes `everybody` sums: where there are groups, those in one, so that the few
    outside do not come out as a difference; else all.
    """

    layout: Layout
    directions: Directions
    positions: Positions
    verdict: Verdict
    grouping: Grouping | None
    names: tuple[int, ...]
    group: Places
    membership: Floats
    counts: Counts
    hidden: Mask
    counted: Mask
    everybody: Counts
    agreed: AgreedAcross

    @property
    def last(self) -> LastMap:
        """What the next map holds on to."""
        inside = self.group >= 0
        names = np.array([*self.names, -1], np.int64)[self.group[inside]]
        grouped = GroupOf(self.layout.people[inside], names)
        return LastMap(self.layout.statements, self.directions.loadings, grouped)

    @property
    def sizes(self) -> Places:
        """Number of people in each group."""
        return np.bincount(self.group[self.group >= 0], minlength=len(self.names))


def compute_map(
    votes: Votes,
    moderation: Moderation,
    *,
    last: LastMap | None = None,
    seed: int = 1,
    shards: int | None = None,
    over: Over = sum_over,
) -> StableMap:
    """Compute the map of `votes`; their order and the number of shards change nothing.

    `over` says where shards are computed, threads if left out; without `shards` there is one a
    core where there are people enough for it. Raises OpinionError for more statements than the
    tables hold (4,000).
    """
    layout = Layout.of(votes, moderation)
    if layout.matrix.width > WIDEST:
        raise OpinionError(
            f"{layout.matrix.width} statements are more than the {WIDEST} of one stable map: "
            "merge doubles, or split the conversation."
        )
    parts = split(layout.matrix, shards or threads_for(layout.matrix.height))
    return draw_map(layout, parts, over(parts, tables_of), last=last, seed=seed, over=over)


def compute_tick(ledger: Ledger, *, last: LastMap | None = None, seed: int = 1) -> StableMap:
    """Compute the map of a ledger from the tables it keeps: the bytes of `compute_map`.

    No pair of votes is counted again; what is left costs some passes over the votes (clause 55).
    """
    layout = ledger.layout()
    parts = split(layout.matrix, threads_for(layout.matrix.height))
    return draw_map(layout, parts, ledger.tables, last=last, seed=seed)


def draw_map(
    layout: Layout,
    parts: Sequence[VoteMatrix],
    tables: Tables,
    *,
    last: LastMap | None,
    seed: int,
    over: Over = sum_over,
) -> StableMap:
    """Draw the map that `tables` give over the people of `layout`, who lie in `parts`.

    `over` says where the parts are computed (in threads, processes, on a cluster).
    """
    directions = find_directions(tables)
    if last is not None:
        directions = turn_towards(directions, layout.statements, last)
    positions = over(parts, place_people, directions)
    return _group(layout, parts, directions, positions, last, seed)


def tables_of(shard: VoteMatrix, _nothing: object = None) -> Tables:
    """Return the additive tables of a shard."""
    return Tables.of(shard)


def _group(  # noqa: PLR0917  # what a map is made of, in the order of its making
    layout: Layout,
    parts: Sequence[VoteMatrix],
    directions: Directions,
    positions: Positions,
    last: LastMap | None,
    seed: int,
) -> StableMap:
    """Find the groups of those with enough votes, and count by group."""
    enough = layout.matrix.row_counts >= max(1, min(ENOUGH_VOTES, int((~layout.out).sum())))
    grouping = None
    if enough.sum() >= ENOUGH_PEOPLE:
        grouping = choose_groups(gather(positions.points[enough]), seed=seed)
    group, membership = _members(positions, enough, grouping)
    names, group = _named(group, layout, grouping, last)
    counts = count_over(parts, group, len(names))
    hidden = hide_small(counts)
    counted = group >= 0 if names else np.ones(len(group), np.bool_)
    # The votes of all who are counted are those of all groups, where there are any.
    everybody = counts.sum(axis=0, dtype=np.int32) if names else count_over(parts, group + 1, 1)[0]
    return StableMap(
        layout, directions, positions, _verdict(enough, grouping), grouping, names, group,
        membership, counts, hidden, counted, everybody,
        agree_across(counts, hidden),
    )  # fmt: skip


def _verdict(enough: Mask, grouping: Grouping | None) -> Verdict:
    if grouping is not None:
        return Verdict.GROUPS
    few = enough.sum() < ENOUGH_PEOPLE
    return Verdict.TOO_FEW_PEOPLE if few else Verdict.NO_STABLE_GROUPS


def _members(
    positions: Positions, enough: Mask, grouping: Grouping | None
) -> tuple[Places, Floats]:
    """Return each person's group, and the chance of being on that side of the nearest border."""
    group = np.full(len(enough), -1, np.int64)
    chance = np.full(len(enough), np.nan)
    if grouping is None:
        return group, chance
    centers = grouping.centers

    def place(part: slice) -> None:
        points = positions.points[part]
        own = nearest_group(points, centers)
        sure = ndtr(kernels.measure_margins(points, centers, own) / positions.sd[part])
        np.copyto(group[part], own, where=enough[part])
        np.copyto(chance[part], sure, where=enough[part])

    in_slices(len(enough), place)
    return group, chance


def _named(
    group: Places, layout: Layout, grouping: Grouping | None, last: LastMap | None
) -> tuple[tuple[int, ...], Places]:
    """Return the groups' names in ascending order, and each person's place in them.

    Without a last map groups are numbered by size, the largest first, then from left to right.
    """
    if grouping is None:
        return (), group
    k = len(grouping.centers)
    sizes = np.bincount(group + 1, minlength=k + 1)[1:]
    if last is not None and last.group:
        names = carry_names(group, k, layout.people, last)
    else:
        ranked = np.lexsort((grouping.centers[:, 0], -sizes))
        names = np.argsort(ranked).tolist()
    order = np.argsort(names)
    return tuple(sorted(names)), np.append(np.argsort(order), -1)[group]
