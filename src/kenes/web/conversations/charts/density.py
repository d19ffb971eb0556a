"""The opinion map: how many stand where, as hexagons, with the outlines of groups.

Nobody's place is drawn but the reader's own: a hexagon stands for at least `LEAST_IN_CELL` people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks, words
from kenes.web.conversations.charts.controls import map_controls
from kenes.web.conversations.charts.figures import (
    NOTHING,
    Column,
    Figure,
    Part,
    Table,
    Value,
    colon,
)
from kenes.web.conversations.charts.pulls import (
    Pull,
    draw_pulls,
    farthest_first,
    pull_columns,
    pull_values,
)
from kenes.web.conversations.charts.svg import element, joined
from kenes.web.shared.formats import number

LEAST_IN_CELL = 10
WIDE, HIGH, MARGIN = 360.0, 270.0, 18.0
SPREAD = 1.5
"""Standard deviations from a group's middle to its outline: about two thirds of the group."""
LEVELS = 4
HEX = tuple((sin(radians(60 * n)), -cos(radians(60 * n))) for n in range(6))


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A cell of the map: its middle and how many people stand in it."""

    x: float
    y: float
    people: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A group on the map: its middle, its standard deviations along its own axes, their turn.

    `turn` is the angle from the map's x axis to the longer axis, in degrees.
    """

    part: Part
    x: float
    y: float
    long: float
    short: float
    turn: float = 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """Half the width and height of the outline."""
        along, across = SPREAD * self.long, SPREAD * self.short
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return hypot(along * c, across * s), hypot(along * s, across * c)


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """What the map shows: hexagons of one `size` (middle to corner), groups, how stable they are.

    `own` is where the reader stands, `own_group` the place of the nearest group among `outlines`.
    `why_none` is "too_few" or "not_stable" where there are no groups. `pulls` are the statements
    laid over it.
    """

    hexagons: Sequence[Hexagon]
    size: float
    people: int
    outlines: Sequence[Outline] = ()
    stability: float | None = None
    why_none: str = ""
    own: tuple[float, float] | None = None
    own_group: int | None = None
    pulls: Sequence[Pull] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """From places of the map to places of the drawing; up is up."""

    scale: float
    x: float
    y: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return WIDE / 2 + (x - self.x) * self.scale, HIGH / 2 - (y - self.y) * self.scale


def opinion_map(shown: OpinionMap) -> Figure:
    """Draw the map; where there are no groups the figure says why, and draws where people stand."""
    parts = [outline.part for outline in shown.outlines]
    return Figure(
        ident="opinion-map",
        title=_("Opinion map"),
        aside=_aside(shown),
        finding=_finding(shown),
        method=_method(shown),
        key=marks.key_of(parts, marks.GROUP),
        drawing=joined([_drawing(shown), map_controls(has_statements=bool(shown.pulls))])
        if _visible(shown) or shown.outlines
        else NOTHING,
        table=_table(shown),
    )


def _method(shown: OpinionMap) -> str:
    of_people = _(
        "Who stand close voted alike. The darker a hexagon, the more people; none stands for "
        "fewer than ten. An outline holds about two thirds of its group."
    )
    if not shown.pulls:
        return of_people
    of_statements = _(
        "A cross is a statement, the farthest with their numbers: who agree with it stand towards "
        "it, and the farther out it is, the more it parts people."
    )
    return f"{of_people} {of_statements}"


def _visible(shown: OpinionMap) -> list[Hexagon]:
    return [cell for cell in shown.hexagons if cell.people >= LEAST_IN_CELL]


def _aside(shown: OpinionMap) -> str:
    language = current_language()
    said = words.people(shown.people)
    if shown.stability is None:
        return said
    stable = colon(_("stability"), number(shown.stability, language, 2))
    groups = colon(_("groups"), number(len(shown.outlines), language))
    return f"{said}; {groups}; {stable}"


def _finding(shown: OpinionMap) -> str:
    if shown.outlines and shown.own_group is not None:
        return colon(_("The group nearest to you"), shown.outlines[shown.own_group].part.name)
    if shown.outlines:
        return colon(_("Groups of opinion"), number(len(shown.outlines), current_language()))
    if shown.why_none == "too_few":
        return _("Too few people to speak of groups")
    return _("No stable groups: people differ, but not in blocks")


def _frame(shown: OpinionMap) -> _Frame:
    """Fit everything that is drawn into the drawing, one scale for both axes."""
    boxes = [(cell.x, cell.y, shown.size, shown.size) for cell in _visible(shown)]
    boxes += [(one.x, one.y, *one.reach) for one in shown.outlines]
    boxes += [(*shown.own, 0.0, 0.0)] if shown.own else []
    left, right = min(x - w for x, _y, w, _h in boxes), max(x + w for x, _y, w, _h in boxes)
    low, high = min(y - h for _x, y, _w, h in boxes), max(y + h for _x, y, _w, h in boxes)
    wide, tall = WIDE - 2 * MARGIN, HIGH - 2 * MARGIN
    scale = min(wide / max(right - left, 1e-9), tall / max(high - low, 1e-9))
    return _Frame(scale, (left + right) / 2, (low + high) / 2)


def _drawing(shown: OpinionMap) -> SafeString:
    frame = _frame(shown)
    return element(
        "svg",
        *_hexagons(shown, frame),
        draw_pulls(shown.pulls, frame.at, WIDE, HIGH),
        *(_outline(place, one, frame) for place, one in enumerate(shown.outlines)),
        *(_letter(place, one, frame) for place, one in enumerate(shown.outlines)),
        *_own(shown, frame),
        viewBox=f"0 0 {WIDE:.0f} {HIGH:.0f}",
        class_="chart omap",
        role="img",
        aria_label=f"{_finding(shown)}. {_aside(shown)}",
    )


def _hexagons(shown: OpinionMap, frame: _Frame) -> list[SafeString]:
    """Draw the cells, darkest where most people stand; four levels by the root of their number."""
    cells = sorted(_visible(shown), key=lambda cell: (cell.y, cell.x))
    most = max((cell.people for cell in cells), default=1)
    size = shown.size * frame.scale * 0.94
    drawn = []
    for cell in cells:
        x, y = frame.at(cell.x, cell.y)
        corners = " ".join(f"{x + size * dx:.1f},{y + size * dy:.1f}" for dx, dy in HEX)
        level = min(LEVELS, 1 + int(LEVELS * sqrt(cell.people / most) * 0.999))
        at = f"{cell.x:.3f} {cell.y:.3f}"  # by which a script knows the cell in the next result
        drawn.append(element("polygon", points=corners, class_=f"h{level}", data_c=at))
    return drawn


def _outline(place: int, one: Outline, frame: _Frame) -> SafeString:
    x, y = frame.at(one.x, one.y)
    return element(
        "ellipse",
        cx=x, cy=y, rx=SPREAD * one.long * frame.scale, ry=SPREAD * one.short * frame.scale,
        transform=f"rotate({-one.turn:.1f} {x:.1f} {y:.1f})",
        class_=f"hull {marks.look_of(place, marks.GROUP)}", data_g=str(place),
    )  # fmt: skip


def _letter(place: int, one: Outline, frame: _Frame) -> SafeString:
    x, y = frame.at(one.x, one.y)
    name = element("text", one.part.name, x=x + 10, y=y + 5.5, class_="glet", data_g=str(place))
    people = words.too_few() if one.part.people is None else words.people(one.part.people)
    said = f"{colon(_('Group'), one.part.name)}; {people}"
    return joined([marks.mark(place, marks.GROUP, x, y, said), name])


def _own(shown: OpinionMap, frame: _Frame) -> list[SafeString]:
    """Draw the reader as a ringed dot; the word stands on the side with more room."""
    if shown.own is None:
        return []
    x, y = frame.at(*shown.own)
    is_left = x > WIDE * 0.7
    return [
        element("circle", cx=x, cy=y, r=6.5, class_="me0"),
        element("circle", cx=x, cy=y, r=2.2, class_="me2"),
        element(
            "text", _("You"), x=x - 10 if is_left else x + 10, y=y + 4.5, class_="met",
            text_anchor="end" if is_left else None,
        ),
    ]  # fmt: skip


def _table(shown: OpinionMap) -> Table:
    """Return the groups, and after them the statements, those that part people most first."""
    columns = [
        Column("name", _("Group or statement") if shown.pulls else _("Group")),
        Column("number", _("No."), "count"),
        Column("people", _("People"), "count"),
        Column("share", _("Share of those in groups"), "share"),
        *pull_columns(),
    ]
    statements: list[list[Value]] = [
        [one.statement.said, one.statement.number, "–", "–", *pull_values(one)]
        for one in farthest_first(shown.pulls)
    ]
    return Table(columns, [*_group_rows(shown), *statements])


def _group_rows(shown: OpinionMap) -> list[list[Value]]:
    people = [one.part.people for one in shown.outlines]
    total = sum(many or 0 for many in people)
    rows: list[list[Value]] = [
        [one.part.name, "–", many, many / total if many is not None and total else None, "–", "–"]
        for one, many in zip(shown.outlines, people, strict=True)
    ]
    return rows or [[_("no groups"), "–", shown.people, "–", "–", "–"]]
