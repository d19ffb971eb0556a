"""Where the reader stands: a bar for each group, made for one answer and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks
from kenes.web.conversations.charts.figures import NOTHING, Column, Figure, Table, colon
from kenes.web.conversations.charts.svg import along, element
from kenes.web.shared.formats import percent


@dataclass(frozen=True, slots=True)
class Likeness:
    """The group at a place, its letter, and with what share of it the reader agrees."""

    place: int
    name: str
    share: float


def own_place(groups: Sequence[Likeness], sentence: str) -> Figure:
    """Draw how much the reader agrees with each group; `sentence` says it of the nearest."""
    return Figure(
        ident="own",
        title=_("You"),
        aside=_("Reckoned for this page alone and kept nowhere"),
        finding=sentence or _("You have voted on too little to compare you with the groups."),
        method=_("The share of each group that voted as you did, over what you voted on."),
        drawing=element("div", *map(_row, groups), class_="bars") if groups else NOTHING,
        table=Table(
            [Column("group", _("Group")), Column("share", _("Votes as you do"), "share")],
            [[one.name, one.share] for one in groups],
        ),
    )


def _row(one: Likeness) -> SafeString:
    said = percent(one.share, current_language())
    label = colon(one.name, said)
    rest = element("rect", x="0%", width="100%", height="100%", class_="r-rest")
    part = element("rect", x="0%", width=along(one.share), height="100%", class_="r-new")
    bar = element(
        "svg", rest, part, class_="chart reach", height=24, role="img", aria_label=label,
        data_said=label, data_g=marks.group_at(one.place, marks.GROUP),
    )  # fmt: skip
    figure = element("span", said, class_="num", aria_hidden="true")
    name = element(
        "span", marks.icon(one.place, marks.GROUP), element("span", one.name), class_="who"
    )
    return element("div", name, element("div", bar, figure, class_="reachrow"), class_="barrow")
