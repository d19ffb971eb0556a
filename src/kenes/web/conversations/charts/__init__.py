"""Charts of an opinion map, drawn on the server: SVG, its finding as a sentence, its table.

Each function takes plain values (`figures`) and returns a `Figure` in the reader's language, to be
shown by `conversations/charts/section.html`; `figure.table.names` and `.data` are its CSV. The page
links `css/pages/charts.css`. Nothing here reads a database, and nothing is drawn of a cell with too
few votes.
"""

from kenes.web.conversations.charts.agreed import agreed_across
from kenes.web.conversations.charts.agreed_rows import AgreedRow
from kenes.web.conversations.charts.covered import Covered
from kenes.web.conversations.charts.days import Day, over_time
from kenes.web.conversations.charts.density import Hexagon, OpinionMap, Outline, opinion_map
from kenes.web.conversations.charts.divide import DivideRow, divide_line
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
from kenes.web.conversations.charts.languages import LanguageRow, language_view
from kenes.web.conversations.charts.marks import group_name
from kenes.web.conversations.charts.outcomes import OutcomeRow, what_became
from kenes.web.conversations.charts.pulls import Pull
from kenes.web.conversations.charts.regions import RegionShare, region_tiles
from kenes.web.conversations.charts.slate import SlateRow, slate
from kenes.web.conversations.charts.trust import Tier, Trust, trust_panel
from kenes.web.conversations.charts.unsure import VotedRow, unsure_statements

__all__ = [
    "AgreedRow",
    "Column",
    "Covered",
    "Day",
    "DivideRow",
    "Figure",
    "GroupRow",
    "Hexagon",
    "LanguageRow",
    "OpinionMap",
    "OutcomeRow",
    "Outline",
    "Part",
    "Pull",
    "RegionShare",
    "Said",
    "Share",
    "SlateRow",
    "Statement",
    "Table",
    "Tally",
    "Tier",
    "Trust",
    "VotedRow",
    "agreed_across",
    "divide_line",
    "group_name",
    "group_statements",
    "language_view",
    "opinion_map",
    "over_time",
    "region_tiles",
    "slate",
    "trust_panel",
    "unsure_statements",
    "what_became",
]
