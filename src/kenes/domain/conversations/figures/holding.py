"""Holding on to the last published figures: the map shall not turn, groups keep their letters.

Nobody's group is kept from one result to the next. Everybody is put on the last map anew, by the
votes there are now, and belongs there to the group whose middle is nearest.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kenes.domain.conversations.figures.votes import Ballots
from kenes.engines.opinion.arrays import Floats
from kenes.engines.opinion.stable.directions import Directions
from kenes.engines.opinion.stable.grouping import nearest_group
from kenes.engines.opinion.stable.holding import GroupOf, LastMap
from kenes.engines.opinion.stable.layout import Layout
from kenes.engines.opinion.stable.positions import place_people
from kenes.engines.opinion.votes import Moderation


def last_map(figures: Mapping[str, Any] | None, ballots: Ballots) -> LastMap | None:
    """Return what the next map holds on to; None without figures or where they knew nothing."""
    if figures is None or not figures["place"]["statements"]:
        return None
    place = figures["place"]
    statements = np.array(place["statements"], np.int64)
    loadings = np.array(place["loadings"], np.float64).reshape(-1, 2)
    names = np.array([one["name"] for one in figures["map"]["groups"]], np.int64)
    if not len(names):
        return LastMap(statements, loadings, {})
    layout = Layout.of(ballots.on(statements), Moderation())
    points = _points(layout, place, statements, loadings)
    middles = np.array(place["middles"], np.float64)
    return LastMap(
        statements, loadings, GroupOf(layout.people, names[nearest_group(points, middles)])
    )


def _points(layout: Layout, place: Mapping[str, Any], statements: Any, loadings: Floats) -> Floats:
    """Put everybody on the last map by the votes on its statements."""
    order = np.argsort(statements, kind="stable")
    at = order[np.searchsorted(statements, layout.statements, sorter=order)]
    directions = Directions(
        np.array(place["means"], np.float64)[at],
        loadings[at],
        np.array(place["precision"], np.float64),
        float(place["noise"]),
    )
    return place_people(layout.matrix, directions).points
