"""Bars of counts below one another, each with its name before it and its number printed."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import colon
from kenes.web.conversations.charts.svg import along, element
from kenes.web.shared.formats import number


def count_bars(rows: Sequence[tuple[str, int | None]]) -> SafeString:
    """Draw a bar for each name and count (None: too few to be told), the longest full."""
    most = max((many or 0 for _name, many in rows), default=0)
    drawn = [
        element(
            "div", element("span", name, class_="who"), _bar(name, many, most), class_="barrow wide"
        )
        for name, many in rows
    ]
    return element("div", *drawn, class_="bars")


def _bar(name: str, many: int | None, most: int) -> SafeString:
    said = words.too_few() if many is None else number(many, current_language())
    label = colon(name, said)
    rest = element("rect", x="0%", width="100%", height="100%", class_="r-rest")
    part = along((many or 0) / max(most, 1))
    full = element("rect", x="0%", width=part, height="100%", class_="r-new")
    bar = element(
        "svg", rest, full, class_="chart reach", height=24, role="img", aria_label=label,
        data_said=label,
    )  # fmt: skip
    figure = element("span", said, class_="num", aria_hidden="true")
    return element("div", bar, figure, class_="reachrow")
