"""Controls that a script brings to life; without one they stay hidden and nothing is missing."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import NOTHING
from kenes.web.conversations.charts.svg import element


def strip_controls(every: int) -> SafeString:
    """Return the order of strips of statements, a field to find one, and a box to show all."""
    orders = (
        ("lower", _("The lowest share, the surest first")),
        ("wide", _("Where the shares lie furthest apart")),
        ("s", _("By number")),
    )
    order = element("select", *(element("option", said, value=name) for name, said in orders))
    return element(
        "p",
        element("label", element("span", pgettext("sorting", "Order")), order),
        element("label", element("span", _("Find a statement")), element("input", type="search")),
        element(
            "label", element("input", type="checkbox"),
            element("span", words.counted(_("Show all"), every)), class_="tick-all",
        ),
        class_="strips noprint",
        hidden="",
    )  # fmt: skip


def map_controls(*, has_statements: bool) -> SafeString:
    """Return the buttons that draw the map larger, and the box that lays statements over it."""
    buttons = (("1.6", "+", _("Larger")), ("0.625", "−", _("Smaller")), ("0", "", _("Whole map")))
    drawn = [
        element(
            "button", sign or said, type="button", class_="button", data_by=by,
            aria_label=said if sign else None,
        )
        for by, sign, said in buttons
    ]  # fmt: skip
    box = element("input", type="checkbox", checked="")
    over = element("label", box, element("span", _("Statements on the map")), class_="tick-all")
    return element(
        "p", *drawn, over if has_statements else NOTHING, class_="zoomers noprint", hidden=""
    )
