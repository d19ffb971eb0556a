"""Charts of an opinion map, drawn on the server: SVG, its finding as a sentence, its table.

Each function takes plain values (`figures`) and returns a `Figure` in the reader's language, to be
shown by `conversations/charts/section.html`; `figure.table.names` and `.data` are its CSV. The page
links `css/pages/charts.css`. Nothing here reads a database, and nothing is drawn of a cell with too
few votes.
"""

from kenes.web.conversations.charts.agreed import AgreedRow, agreed_across
from kenes.web.conversations.charts.density import Hexagon, OpinionMap, Outline, opinion_map
from kenes.web.conversations.charts.figures import (
    Column,
    Figure,
    Part,
    Said,
    Share,
    Statement,
    Table,
    Tally,
)
from kenes.web.conversations.charts.groups import GroupRow, group_statements
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.regions import RegionShare, region_tiles

__all__ = [
    "AgreedRow",
    "Column",
    "Figure",
    "GroupRow",
    "Hexagon",
    "OpinionMap",
    "Outline",
    "Part",
    "RegionShare",
    "Said",
    "Share",
    "Statement",
    "Table",
    "Tally",
    "agreed_across",
    "group_name",
    "group_statements",
    "opinion_map",
    "region_tiles",
]
