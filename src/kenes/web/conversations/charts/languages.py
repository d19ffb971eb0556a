"""Whether a statement means the same in both of its texts: shares of one against the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import bars, marks, words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Share,
    Statement,
    Table,
    Value,
    colon,
    told,
)
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import percent

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
DIAMOND = 3
NEAR_EDGE = 0.8
"""Beyond this a number stands to the left of its mark."""


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A statement with its share of agreement by the text that was read.

    `is_flagged` where people at the same place of the map answered the two texts differently.
    """

    statement: Statement
    kk: Share | None
    ru: Share | None
    is_flagged: bool = False

    @property
    def both(self) -> tuple[Share, Share] | None:
        """Both shares, None where one of them may not be shown."""
        kk, ru = told(self.kk), told(self.ru)
        return (kk, ru) if kk is not None and ru is not None else None


def language_view(rows: Sequence[LanguageRow]) -> Figure:
    """Draw Kazakh against Russian; statements whose texts part people are marked and listed."""
    shown = [row for row in rows if row.both]
    flagged = [row for row in shown if row.is_flagged]
    return Figure(
        ident="languages",
        title=_("Two languages"),
        aside=words.of_all(_("Statements shown"), len(shown), len(rows)),
        finding=_finding(len(flagged), bool(shown)),
        method=_(
            "Share who agree among those who read the Kazakh text (across) and the Russian text "
            "(up). On the slanting line both agree alike."
        ),
        key=_key() if shown else NOTHING,
        drawing=joined([_plot(shown), _list(flagged)]) if shown else NOTHING,
        table=_table(rows),
    )


def _finding(flagged: int, is_known: bool) -> str:
    if not is_known:
        return _("Too few votes in one of the languages to compare them")
    if not flagged:
        return _("No statement reads differently in its two texts")
    said = _("Statements whose translation should be read again")
    return words.counted(said, flagged)


def _key() -> SafeString:
    dot = element("svg", element("circle", cx=8, cy=8, r=4, class_="dot"), viewBox="0 0 16 16",
                  class_="gs", aria_hidden="true")  # fmt: skip
    return joined(
        [
            element("span", dot, element("span", _("a statement"))),
            element("span", marks.icon(DIAMOND, marks.OTHER), element("span", _("read again"))),
        ]
    )


def _plot(rows: Sequence[LanguageRow]) -> SafeString:
    lines = [line(along(x), "0%", along(x), "100%", "grid") for x in GRID]
    lines += [line("0%", along(y), "100%", along(y), "grid") for y in GRID]
    diagonal = line("0%", "100%", "100%", "0%", "diagonal")
    # what is flagged lies on top, and of the rest the first statement
    order = sorted(rows, key=lambda row: (row.is_flagged, -row.statement.number))
    dots = [_dot(row) for row in order]
    said = colon(_("Statements shown"), str(len(rows)))
    plot = element(
        "svg",
        *lines,
        diagonal,
        *_heights(),
        *dots,
        class_="chart square",
        role="img",
        aria_label=said,
    )
    up, across = _("Russian text, share who agree"), _("Kazakh text, share who agree")
    return element(
        "div",
        element("p", up, class_="axisname"), plot, _axis(),
        element("p", across, class_="axisname end"),
        class_="plot",
    )  # fmt: skip


def _heights() -> list[SafeString]:
    """Print the shares of the upright axis inside it, where a phone has room."""
    language = current_language()
    return [
        element("text", percent(share, language), x=4, y=along(1 - share), dy=dy, class_="t-soft")
        for share, dy in ((0.5, -4), (1.0, 14))
    ]


def _axis() -> SafeString:
    language = current_language()
    ends = [
        element("text", percent(share, language), x=along(share), y=14, text_anchor=anchor)
        for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    ]
    return element("svg", *ends, class_="chart scale", height=18, aria_hidden="true")


def _dot(row: LanguageRow) -> SafeString:
    both = row.both
    if both is None:
        return NOTHING
    x, y = along(both[0].share), along(1 - both[1].share)
    title = element("title", f"№ {row.statement.number}: {_said(row)}")
    said, key = f"{words.quoted(row.statement)}: {_said(row)}", row.statement.number
    if not row.is_flagged:
        return element("circle", title, cx=x, cy=y, r=4, class_="dot", data_s=key, data_said=said)
    is_right = both[0].share > NEAR_EDGE
    number = element(
        "text", f"№ {row.statement.number}", x=x, y=y, dx=-9 if is_right else 9, dy=4.5,
        text_anchor="end" if is_right else None, class_="t-b",
    )  # fmt: skip
    drawn = marks.mark(DIAMOND, marks.OTHER, x, y)
    return element("g", title, drawn, number, data_s=key, data_said=said)


def _said(row: LanguageRow) -> str:
    language = current_language()
    kk, ru = row.both or (None, None)
    pairs = ((_("Kazakh text"), kk), (_("Russian text"), ru))
    return "; ".join(
        colon(word, percent(share.share, language)) for word, share in pairs if share is not None
    )


def _list(flagged: Sequence[LanguageRow]) -> SafeString:
    if not flagged:
        return NOTHING
    items = [
        element("li", bars.statement_text(row.statement), element("p", _said(row), class_="low"))
        for row in flagged
    ]
    return element("ol", *items, class_="barlist flagged")


def _table(rows: Sequence[LanguageRow]) -> Table:
    columns = [
        *bars.statement_columns(),
        Column("kk_share", _("Kazakh text"), "share"),
        Column("kk_votes", colon(_("Kazakh text"), _("Votes")), "count"),
        Column("ru_share", _("Russian text"), "share"),
        Column("ru_votes", colon(_("Russian text"), _("Votes")), "count"),
        Column("flagged", _("Translation")),
    ]
    return Table(columns, [_values(row) for row in rows])


def _values(row: LanguageRow) -> list[Value]:
    values = bars.statement_values(row.statement)
    for share in (told(row.kk), told(row.ru)):
        values += [None, None] if share is None else [share.share, share.votes]
    return [*values, _("read again") if row.is_flagged and row.both else "–"]
