"""Agreement by region: a tile a region, its share printed, small cells hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Share,
    Statement,
    Table,
    colon,
    told,
)
from kenes.web.conversations.charts.places import HIGH, PLACES, WIDE, Place
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import number, percent

HALF, STEPS, GAP = 0.5, 5, 0.004


@dataclass(frozen=True, slots=True)
class RegionShare:
    """A region of today by its KATO code and name, and its share of agreement if it may be told."""

    kato: str
    name: str
    share: Share | None = None

    @property
    def place(self) -> Place | None:
        """Its tile; None for a region that the grid does not know."""
        return PLACES.get(self.kato[:2])


def region_tiles(statement: Statement, regions: Sequence[RegionShare]) -> Figure:
    """Draw one statement over the regions; one without a tile stands in the table alone."""
    shown = [(region, told(region.share)) for region in regions]
    return Figure(
        ident="regions",
        title=_("Regions"),
        aside=words.of_all(_("Shown"), sum(s is not None for _r, s in shown), len(shown)),
        finding=_finding(shown),
        method=_("Share who agree, per cent. Hatched: too few votes to show."),
        subject=statement.said,
        drawing=joined([_drawing(shown), _key()]) if regions else NOTHING,
        table=_table(shown),
    )


type _Shown = Sequence[tuple[RegionShare, Share | None]]


def _finding(shown: _Shown) -> str:
    known = [(share.share, region.name) for region, share in shown if share is not None]
    if not known:
        return _("In no region did enough people vote on this to show it")
    more = sum(share > HALF for share, _name in known)
    said = words.of_all(_("Regions where more than half agree"), more, len(known))
    lowest, name = min(known)
    least = colon(_("Lowest"), f"{name}, {percent(lowest, current_language())}")
    return f"{said}. {least}"


def _drawing(shown: _Shown) -> SafeString:
    tiles = [_tile(region, share, place) for region, share in shown if (place := region.place)]
    said = ", ".join(
        colon(region.name, _said(share)) for region, share in shown if region.place is not None
    )
    return element("svg", *tiles, class_="chart regiontiles", role="img", aria_label=said)


def _said(share: Share | None) -> str:
    return words.too_few() if share is None else percent(share.share, current_language())


def _tile(region: RegionShare, share: Share | None, place: Place) -> SafeString:
    step = "few" if share is None else str(1 + min(STEPS - 1, int(STEPS * share.share)))
    left, top = place.column / WIDE, place.row / HIGH
    box = element(
        "rect", x=along(left + GAP), y=along(top + GAP), width=along(1 / WIDE - 2 * GAP),
        height=along(1 / HIGH - 2 * GAP), class_=f"tile t{step}",
    )  # fmt: skip
    title = element("title", colon(region.name, _said(share)))
    hatch = _hatch(left, top) if share is None else []
    name = _text(place.name, left, top + 0.42 / HIGH, f"on-t{step}")
    figures = [] if share is None else [_figure(share, left, top, step)]
    said = words.figures_of(region.name, share)
    return element("g", title, box, *hatch, name, *figures, data_said=said)


def _figure(share: Share, left: float, top: float, step: str) -> SafeString:
    figure = number(round(100 * share.share), current_language())
    return _text(figure, left, top + 0.76 / HIGH, f"on-t{step} t-b")


def _text(said: str, left: float, y: float, look: str) -> SafeString:
    middle = along(left + 0.5 / WIDE)
    return element("text", said, x=middle, y=along(y), class_=look, text_anchor="middle")


def _hatch(left: float, top: float) -> list[SafeString]:
    """Draw slanting lines over a tile, from its left and lower edge to its upper and right."""
    wide, high = 1 / WIDE - 2 * GAP, 1 / HIGH - 2 * GAP
    left, top = left + GAP, top + GAP
    ends = [(0.0, n / 4, n / 4, 0.0) for n in (1, 2, 3, 4)]
    ends += [(n / 4, 1.0, 1.0, n / 4) for n in (1, 2, 3)]
    return [
        line(
            along(left + x1 * wide), along(top + y1 * high),
            along(left + x2 * wide), along(top + y2 * high), "hatch",
        )
        for x1, y1, x2, y2 in ends
    ]  # fmt: skip


def _key() -> SafeString:
    """Draw the steps of the tiles with the shares they stand for."""
    entries = [
        element("span", _swatch(f"t{step}"), element("span", f"{20 * step - 20}–{20 * step} %"))
        for step in range(1, STEPS + 1)
    ]
    entries.append(element("span", _swatch("tfew"), element("span", words.too_few())))
    return element("p", *entries, class_="key")


def _swatch(look: str) -> SafeString:
    box = element("rect", width=14, height=14, class_=f"tile {look}")
    return element("svg", box, width=14, height=14, aria_hidden="true")


def _table(shown: _Shown) -> Table:
    columns = [
        Column("region", _("Region")),
        Column("kato", _("KATO")),
        Column("share", _("Share who agree"), "share"),
        Column("low", _("Lower bound"), "share"),
        Column("high", _("Upper bound"), "share"),
        Column("votes", _("Votes"), "count"),
    ]
    ranked = sorted(shown, key=lambda one: (one[1] is None, -(one[1].share if one[1] else 0)))
    rows = [
        [r.name, r.kato, *([s.share, s.low, s.high, s.votes] if s else [None] * 4)]
        for r, s in ranked
    ]
    return Table(columns, rows)
