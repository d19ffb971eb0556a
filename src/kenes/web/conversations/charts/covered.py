"""Whom a slate leaves out: how much of each part surely agrees with one of its statements.

Counted from published totals alone. Of a group of 200 people of whom 150 agree with one statement,
at least 75 per cent are covered, whoever agrees with the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks, words
from kenes.web.conversations.charts.figures import NOTHING, Part, Value, colon
from kenes.web.conversations.charts.svg import along, element, joined
from kenes.web.shared.formats import percent


@dataclass(frozen=True, slots=True)
class Covered:
    """A part of the people, and the share of it that is surely covered; None: too few to tell.

    `place` is that of an opinion group, None for any other part.
    """

    part: Part
    share: float | None
    place: int | None = None


def least_covered(parts: Sequence[Covered]) -> str:
    """Name the part of which most may be left out, "" where there is none to name."""
    known = [(one.share, one.part.name) for one in parts if one.share is not None]
    if not known:
        return ""
    share, name = min(known)
    left_out = percent(1 - share, current_language())
    said = colon(_("Least surely covered"), name)
    rest = colon(_("May be left out, at most"), left_out)
    return f"{said}. {rest}"


def draw_covered(parts: Sequence[Covered]) -> SafeString:
    """Draw a bar for each part: covered for sure, and hatched what may be left out."""
    if not parts:
        return NOTHING
    rows = [element("div", _who(one), _bar(one), class_="barrow wide") for one in parts]
    title = element("p", _("Who is surely covered, and who may be left out"), class_="axisname")
    return joined([title, element("div", *rows, class_="bars covered")])


def _who(one: Covered) -> SafeString:
    icon = NOTHING if one.place is None else marks.icon(one.place, marks.GROUP)
    return element("span", icon, element("span", one.part.name), class_="who")


def _bar(one: Covered) -> SafeString:
    covered = _("surely covered")
    said = colon(f"{one.part.name}, {covered}", _said(one.share))
    share = one.share or 0.0
    rest = element("rect", x="0%", width="100%", height="100%", class_="r-rest")
    sure = element("rect", x="0%", width=along(share), height="100%", class_="r-new")
    bar = element(
        "svg", rest, sure, class_="chart reach", height=24, role="img", aria_label=said,
        data_said=said, data_g=None if one.place is None else str(one.place),
    )  # fmt: skip
    figure = element("span", _said(one.share), class_="num", aria_hidden="true")
    return element("div", bar, figure, class_="reachrow")


def _said(share: float | None) -> str:
    return words.too_few() if share is None else percent(share, current_language())


def covered_values(one: Covered) -> list[Value]:
    """Return the row of a part in the table of a slate."""
    return [one.part.name, "–", one.share, "–"]
