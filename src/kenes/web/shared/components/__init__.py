"""What the larger components are given: plain values, ready to be shown.

A view builds these from what a query returned; the templates under `templates/components/` only
lay them out. Numbers that become SVG positions are text here ("37.5%"), because a template would
write them with the reader's decimal comma.
"""

from kenes.web.shared.components.clock import Clock, ClockState, Day, DayKind
from kenes.web.shared.components.figures import GapView, ShareRow, Side, Strip, StripRow
from kenes.web.shared.components.links import Figure, FilterChoice, FilterGroup, Link, Step
from kenes.web.shared.components.record import Act, Answer, CompareRow, Fact, Measure, Signature
from kenes.web.shared.components.tags import Axis, Tag, Text, axis_of, tag_of

__all__ = [
    "Act",
    "Answer",
    "Axis",
    "Clock",
    "ClockState",
    "CompareRow",
    "Day",
    "DayKind",
    "Fact",
    "Figure",
    "FilterChoice",
    "FilterGroup",
    "GapView",
    "Link",
    "Measure",
    "ShareRow",
    "Side",
    "Signature",
    "Step",
    "Strip",
    "StripRow",
    "Tag",
    "Text",
    "axis_of",
    "tag_of",
]
