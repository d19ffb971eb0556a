"""What all parts of a partition agree on: a row a statement, a dot a part; a result's heart."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks, words
from kenes.web.conversations.charts.agreed_rows import AgreedRow
from kenes.web.conversations.charts.controls import strip_controls
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Part,
    Share,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import ended, number, percent

HALF, STEP, TOP = 0.5, 11, 9
"""Behind more than half is agreed; pixels between two dots of a row, and above the first."""
MOST_STRIPS = 100
"""Further statements stand in the table alone."""
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


def agreed_across(
    parts: Sequence[Part], rows: Sequence[AgreedRow], *, by: str = "group", most: int | None = 10
) -> Figure:
    """Draw what the parts agree on; `by` is "group", "region", "language", "everybody".

    The drawing shows `most` rows (None: all); those after them, up to `MOST_STRIPS`, are in it
    hidden, for a script to show, and the table has every row. Raises ValueError where a row has
    more or fewer shares than there are parts.
    """
    for row in rows:
        if len(row.shares) != len(parts):
            raise ValueError(
                f"Statement {row.statement.number} has {len(row.shares)} shares for {len(parts)} "
                "parts: give one share or None for each part."
            )
    ranked = sorted(rows, key=lambda row: row.rank)
    return Figure(
        ident=f"agreed-{by}",
        title=str(words.AGREED_TITLES[by]),
        aside=_("Sorted by the lowest share, at its lower bound"),
        finding=_finding(ranked, by),
        method=_method(rows),
        key=marks.key_of(parts, by, *_interval_key(parts)) if rows else NOTHING,
        drawing=_drawing(parts, ranked, by, most) if rows else NOTHING,
        table=_table(parts, ranked),
    )


def _finding(ranked: Sequence[AgreedRow], by: str) -> str:
    agreed = [row for row in ranked if row.lower_shown is not None and row.lower_shown > HALF]
    if not agreed:
        return str(words.NOTHING_AGREED[by])
    is_whole = all(row.lower is not None for row in agreed)
    found = (words.AGREED_BY_ALL if is_whole else words.AGREED_BY_SHOWN)[by]
    return words.of_all(str(found), len(agreed), len(ranked))


def _method(rows: Sequence[AgreedRow]) -> str:
    said = _("Share who agree among all who voted. Line: the true share, in 9 of 10 cases.")
    if not any(row.hidden for row in rows):
        return said
    hidden = _("Parts with too few votes are not shown and do not count: they may agree less.")
    return f"{said} {hidden}"


def _interval_key(parts: Sequence[Part]) -> list[SafeString]:
    """Return the entries of the key that stand for every part."""
    dash = element("svg", line(0, 5, 26, 5, "ci0"), width=26, height=10, aria_hidden="true")
    entries = [element("span", dash, element("span", _("9 of 10 cases")))]
    if len(parts) > marks.MOST_MARKS:
        tick = element("svg", line(3, 0, 3, 12, "tick"), width=6, height=12, aria_hidden="true")
        said = colon(_("one line each, in all"), number(len(parts), current_language()))
        entries.insert(0, element("span", tick, element("span", said)))
    return entries


def _drawing(
    parts: Sequence[Part], rows: Sequence[AgreedRow], by: str, most: int | None
) -> SafeString:
    shown = len(rows) if most is None else most
    drawn = [
        _row(parts, row, by, is_shown=place < shown)
        for place, row in enumerate(rows[: max(shown, MOST_STRIPS)])
    ]
    controls = strip_controls(len(drawn)) if len(drawn) > 1 else NOTHING
    return joined([controls, element("ol", *drawn, class_="agreed"), _axis()])


def _row(parts: Sequence[Part], row: AgreedRow, by: str, *, is_shown: bool) -> SafeString:
    said = row.statement.said
    text = element("p", said.text, class_="record", lang=said.lang or None)
    low = element("p", _low(parts, row), class_="low")
    figures = element("p", *_figures(parts, row, by), class_="vals")
    return element(
        "li", element("div", text, low, figures), _dots(parts, row, by),
        data_s=row.statement.number, data_lower=_exact(row.order), data_wide=_exact(row.apart),
        hidden=None if is_shown else "",
    )  # fmt: skip


def _exact(share: float | None) -> str | None:
    return None if share is None else f"{share:.4f}"


def _low(parts: Sequence[Part], row: AgreedRow) -> str:
    """Say the lower bound of the weakest part, which it is, and how many are not compared."""
    lower, weakest = row.lower_shown, row.weakest
    if lower is None or weakest is None:
        return _("Too few votes in one of the parts to compare them all")
    language = current_language()
    share = f"{percent(lower, language)}, {parts[weakest].name}"
    if not row.hidden:
        return colon(_("Least agreement, not below"), share)
    shown = colon(_("Least agreement of those shown, not below"), share)
    return f"{ended(shown)} {colon(_('Not shown, too few votes'), number(row.hidden, language))}"


def _figures(parts: Sequence[Part], row: AgreedRow, by: str) -> list[SafeString]:
    """Print the shares beside their marks; of many parts only the lowest and the highest."""
    if len(parts) > marks.MOST_MARKS:
        return _extremes(parts, row)
    return [
        element("span", marks.icon(place, by), element("span", _share(share)), title=part.name)
        for place, (part, share) in enumerate(zip(parts, row.told, strict=True))
    ]


def _extremes(parts: Sequence[Part], row: AgreedRow) -> list[SafeString]:
    shown = [(s.share, parts[place].name) for place, s in enumerate(row.told) if s is not None]
    if not shown:
        return []
    ends = ((_("lowest"), min(shown)), (_("highest"), max(shown)))
    language = current_language()
    return [
        element("span", colon(word, f"{percent(share, language)}, {name}"))
        for word, (share, name) in ends
    ]


def _share(share: Share | None) -> str:
    return words.too_few() if share is None else percent(share.share, current_language())


def _dots(parts: Sequence[Part], row: AgreedRow, by: str) -> SafeString:
    many = len(parts) > marks.MOST_MARKS
    height = 2 * TOP + (12 if many else STEP * max(len(parts) - 1, 0))
    grid = [line(along(x), 2, along(x), height - 2, _grid_look(x)) for x in GRID]
    dots = _ticks(parts, row) if many else _marks(parts, row, by)
    said = ", ".join(
        f"{part.name} {_share(share)}" for part, share in zip(parts, row.told, strict=True)
    )
    return element(
        "svg", *grid, *dots, class_="chart", height=height, role="img",
        aria_label=colon(_("Share who agree"), said),
    )  # fmt: skip


def _grid_look(x: float) -> str:
    return "grid mid" if x == HALF else "grid"


def _marks(parts: Sequence[Part], row: AgreedRow, by: str) -> list[SafeString]:
    """Draw an interval and a mark for each part that may be shown, one below the other."""
    drawn = []
    for place, share in enumerate(row.told):
        if share is not None:
            y = TOP + STEP * place
            look = f"ci {marks.look_of(place, by)}"
            drawn += [
                line(along(share.low), y, along(share.high), y, look),
                marks.mark(
                    place, by, along(share.share), y, words.figures_of(parts[place].name, share)
                ),
            ]
    return drawn


def _ticks(parts: Sequence[Part], row: AgreedRow) -> list[SafeString]:
    """Draw a tick for each part, and the interval of the weakest."""
    weakest = row.weakest
    drawn = []
    for place, share in enumerate(row.told):
        if share is not None:
            if place == weakest:
                drawn.append(line(along(share.low), TOP + 6, along(share.high), TOP + 6, "ci gi"))
            at = along(share.share)
            look = "tick weak" if place == weakest else "tick"
            said = words.figures_of(parts[place].name, share)
            drawn.append(
                element("line", x1=at, y1=TOP, x2=at, y2=TOP + 12, class_=look, data_said=said)
            )
    return drawn


def _axis() -> SafeString:
    language = current_language()
    ends = [
        element("text", percent(share, language), x=along(share), y=14, text_anchor=anchor)
        for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    ]
    drawn = element("svg", *ends, class_="chart", height=18, aria_hidden="true")
    return element("div", element("div"), drawn, class_="axrow")


def _table(parts: Sequence[Part], rows: Sequence[AgreedRow]) -> Table:
    columns = [
        Column("statement", _("Statement")),
        Column("number", _("No."), "count"),
        Column("lowest", _("Lowest, lower bound"), "share"),
        Column("lowest_shown", _("Lowest of those shown, lower bound"), "share"),
        Column("hidden", _("Not shown, too few votes"), "count"),
    ]
    for part in parts:
        columns += _columns(part)
    return Table(columns, [_values(row) for row in rows])


def _columns(part: Part) -> list[Column]:
    return [
        Column(f"{part.key}_share", part.name, "share"),
        Column(f"{part.key}_low", colon(part.name, pgettext("interval", "from")), "share"),
        Column(f"{part.key}_high", colon(part.name, pgettext("interval", "to")), "share"),
        Column(f"{part.key}_votes", colon(part.name, _("Votes")), "count"),
    ]


def _values(row: AgreedRow) -> list[Value]:
    values: list[Value] = [row.statement.said, row.statement.number, row.lower]
    values += [row.lower_shown, row.hidden]
    for share in row.told:
        values += [None] * 4 if share is None else [share.share, share.low, share.high, share.votes]
    return values
