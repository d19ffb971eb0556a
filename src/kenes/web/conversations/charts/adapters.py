"""From results of the opinion engine to the values of charts; nothing of one person passes.

Statements are named in a map as in its votes; `texts` gives what each says to the reader. A
statement that is moderated out, or not in `texts`, is left out.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats, Mask
from kenes.engines.opinion.measures.partition import Partition
from kenes.engines.opinion.polis.representative import choose_representatives
from kenes.engines.opinion.polis.tests_of_shares import compare_groups
from kenes.engines.opinion.stable.maps import StableMap, Verdict
from kenes.web.conversations.charts.agreed import AgreedRow
from kenes.web.conversations.charts.density import Hexagon, OpinionMap, Outline
from kenes.web.conversations.charts.figures import LEAST, Part, Share, Statement, Tally
from kenes.web.conversations.charts.groups import GroupRow
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.regions import RegionShare

type Texts = Mapping[Any, Statement]
type Own = tuple[float, float]

ACROSS = 20
"""Hexagons from the middle of the map to its edge, at most; fewer people, larger hexagons."""
PEOPLE_IN_CELL = 8
WHY_NONE = {Verdict.TOO_FEW_PEOPLE: "too_few", Verdict.NO_STABLE_GROUPS: "not_stable"}


def group_parts(found: StableMap) -> list[Part]:
    """Return the groups of a map under the reader's letters."""
    pairs = zip(found.names, found.sizes.tolist(), strict=True)
    return [_part(f"group_{name}", group_name(name), size) for name, size in pairs]


def parts_of(partition: Partition, names: Mapping[Any, str], prefix: str) -> list[Part]:
    """Return the parts under `names`; `prefix` and the part's own name make its key."""
    sizes = partition.sizes.tolist()
    pairs = zip(partition.names, sizes, strict=False)
    return [_part(f"{prefix}_{name}", names.get(name, str(name)), size) for name, size in pairs]


def _part(key: str, name: str, size: int) -> Part:
    return Part(key, name, size if size >= LEAST else None)


def known_columns(found: StableMap, texts: Texts) -> list[tuple[int, Statement]]:
    """Return place and text of each statement that is shown."""
    names = found.layout.statements.tolist()
    return [
        (column, texts[name])
        for column, name in enumerate(names)
        if name in texts and not found.layout.out[column]
    ]


def agreed_rows(found: StableMap, partition: Partition, texts: Texts) -> list[AgreedRow]:
    """Return the rows of `agreed_across` for any partition of the map's people."""
    return [
        AgreedRow(text, [share_in(partition, place, column) for place in _places(partition)])
        for column, text in known_columns(found, texts)
    ]


def _places(partition: Partition) -> range:
    return range(len(partition.names))


def share_in(partition: Partition, place: int, column: int) -> Share | None:
    """Return the share of a part on a statement, None where it may not be shown."""
    votes = int(partition.counts[place, column, 2])
    if partition.hidden[place, column] or votes < LEAST:
        return None
    at, shares = (place, column), partition.shares
    return Share(float(shares.share[at]), float(shares.low[at]), float(shares.high[at]), votes)


def tally_in(counts: Counts, hidden: Mask, place: int, column: int) -> Tally | None:
    """Return the votes of a part on a statement, None where they may not be shown."""
    agrees, disagrees, votes = counts[place, column].tolist()
    is_told = not hidden[place, column] and votes >= LEAST
    return Tally(agrees, disagrees, votes - agrees - disagrees) if is_told else None


def group_rows(found: StableMap, place: int, texts: Texts) -> list[GroupRow]:
    """Return at most five statements that stand for the group at `place` (clause 12)."""
    columns = dict(known_columns(found, texts))
    out = np.array([column not in columns for column in range(len(found.layout.statements))])
    places = np.arange(len(found.layout.statements))
    chosen = choose_representatives(compare_groups(found.counts), places, out)[place]
    return [group_row(found, int(one.statement), columns[int(one.statement)]) for one in chosen]


def group_row(found: StableMap, column: int, text: Statement) -> GroupRow:
    """Return a statement with the votes of each group."""
    places = range(len(found.names))
    return GroupRow(text, [tally_in(found.counts, found.hidden, at, column) for at in places])


def region_shares(partition: Partition, column: int, names: Mapping[str, str]) -> list[RegionShare]:
    """Return one statement over the regions in `names`, KATO code to name.

    The partition's parts are KATO codes; a region without votes has no share.
    """
    shares = {kato: share_in(partition, at, column) for at, kato in enumerate(partition.names)}
    return [RegionShare(kato, name, shares.get(kato)) for kato, name in names.items()]


def map_of(found: StableMap, own: Own | None = None) -> OpinionMap:
    """Return the map: counts in hexagons and outlines of groups, no person's place but `own`."""
    points = found.positions.points[found.layout.matrix.row_counts > 0]
    size = _size(points)
    grouping = found.grouping
    return OpinionMap(
        hexagons(points, size),
        size,
        people=len(points),
        outlines=_outlines(found),
        stability=grouping.stability if grouping else None,
        why_none=WHY_NONE.get(found.verdict, ""),
        own=own,
        own_group=_nearest(found, own),
    )


def _nearest(found: StableMap, own: Own | None) -> int | None:
    """Return the place of the group whose middle is nearest."""
    if own is None or not found.names:
        return None
    points, places = found.positions.points, range(len(found.names))
    middles = np.array([points[found.group == at].mean(axis=0) for at in places])
    return int(np.argmin(((middles - np.array(own)) ** 2).sum(axis=1)))


def _size(points: Floats) -> float:
    """Return how large a hexagon is, so that the middle ones hold some people."""
    if not len(points):
        return 1.0
    edge = float(np.abs(points).max()) or 1.0
    across = min(ACROSS, max(4, int((len(points) / PEOPLE_IN_CELL) ** 0.5)))
    return edge / across


def hexagons(points: Floats, size: float) -> list[Hexagon]:
    """Count the points in each hexagon of a fixed grid, `size` from middle to corner.

    Rounding in cube coordinates: a point belongs to the hexagon whose middle is nearest.
    """
    if not len(points):
        return []
    across = (points[:, 0] * 3**0.5 / 3 - points[:, 1] / 3) / size
    down = points[:, 1] * 2 / 3 / size
    cells, people = np.unique(_rounded(across, down), axis=0, return_counts=True)
    return [
        Hexagon(size * 3**0.5 * (q + r / 2), size * 1.5 * r, many)
        for (q, r), many in zip(cells.tolist(), people.tolist(), strict=True)
    ]


def _rounded(across: Floats, down: Floats) -> Any:
    """Round cube coordinates: the one that moved most is what the other two leave."""
    exact = np.stack([across, down, -across - down], axis=1)
    whole = np.rint(exact)
    moved = np.abs(whole - exact)
    worst = moved.argmax(axis=1)
    rest = -(whole.sum(axis=1) - whole[np.arange(len(whole)), worst])
    whole[np.arange(len(whole)), worst] = rest
    return whole[:, :2].astype(np.int64)


def _outlines(found: StableMap) -> list[Outline]:
    """Return each group's middle and its standard deviations along its own axes."""
    return [
        _outline(part, found.positions.points[found.group == place])
        for place, part in enumerate(group_parts(found))
    ]


def _outline(part: Part, points: Floats) -> Outline:
    middle = points.mean(axis=0)
    off = points - middle
    strengths, axes = np.linalg.eigh(off.T @ off / max(len(points), 1))
    short, long = np.sqrt(np.maximum(strengths, 0.0)).tolist()
    turn = float(np.degrees(np.arctan2(axes[1, 1], axes[0, 1])))
    return Outline(part, float(middle[0]), float(middle[1]), long, short, turn % 180)


def column_of(found: StableMap, name: Any) -> int | None:
    """Return the place of a statement in the map, None where nobody voted on it."""
    places = found.layout.statements.tolist()
    return places.index(name) if name in places else None
