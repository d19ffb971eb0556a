"""Invented opinion maps for the styleguide: every chart, with cells that are too small."""

from datetime import date, timedelta

from kenes.domain.shared.languages import pick
from kenes.web.conversations.charts import (
    AgreedRow,
    Day,
    DivideRow,
    Figure,
    GroupRow,
    Hexagon,
    LanguageRow,
    OpinionMap,
    OutcomeRow,
    Outline,
    Part,
    RegionShare,
    Said,
    Share,
    SlateRow,
    Statement,
    Tally,
    Tier,
    Trust,
    VotedRow,
    agreed_across,
    divide_line,
    group_name,
    group_statements,
    language_view,
    opinion_map,
    over_time,
    region_tiles,
    slate,
    trust_panel,
    unsure_statements,
    what_became,
)
from kenes.web.conversations.charts.places import PLACES
from kenes.web.shared.components import Link, tag_of

SHARES = (
    ((0.84, 612), (0.78, 398), (0.77, 274)),
    ((0.90, 612), (0.74, 398), (0.81, 274)),
    ((0.81, 600), (0.69, 371), (0.72, 251)),
    ((0.66, 580), (0.71, 305), (0.63, 190)),
    ((0.72, 541), (0.23, 377), (0.44, 249)),
    ((0.95, 40), (0.88, 24), (0.80, 6)),
)

SPREAD = (
    0.02, 0.1, -0.08, 0.05, 0.0, -0.02, 0.06, 0.11, -0.04, 0.07,
    0.03, -0.11, 0.09, 0.0, 0.04, 0.12, -0.06, 0.01, 0.13, -0.2,
)  # fmt: skip
"""How far each region of the grid lies from the middle, in its order."""
OUTLINES = (
    (-1.0, 0.35, 0.42, 0.3, 12.0),
    (0.95, 0.5, 0.36, 0.3, 0.0),
    (0.2, -0.95, 0.4, 0.26, -8.0),
)
"""Middle, two standard deviations and turn of each invented group."""
FLAGGED = 2
"""The statement whose translation is read differently."""
FEW = (6, 8)
"""Places of two regions with few votes."""


def statements() -> list[Statement]:
    """Return invented statements, the last one in the other language."""
    texts = [
        pick(
            "Автобус жүрмейтін күні сабақ қашықтан өткізілсін",
            "В дни, когда автобус не ходит, уроки идут дистанционно",
            "On days without a bus, lessons are held remotely",
        ),
        pick(
            "Автобус кестесі мектеп сайтында және аялдамада ілулі тұрсын",
            "Расписание автобуса висит на сайте школы и на остановке",
            "The timetable hangs on the school's site and at the stop",
        ),
        pick(
            "Жүргізушінің жалақысы бюджеттен төленсін",
            "Зарплата водителя платится из бюджета",
            "The driver's wage is paid from the budget",
        ),
        pick(
            "Ата-ана автобустың қайда екенін телефоннан көрсін",
            "Родители видят по телефону, где автобус",
            "Parents see on the phone where the bus is",
        ),
        pick(
            "Автобус жүргізушісін мектеп өзі жалдасын",
            "Водителя автобуса нанимает сама школа",
            "The school itself hires the bus driver",
        ),
    ]
    other = pick("Остановка нужна у каждой школы", "Әр мектептің жанында аялдама болсын", "")
    said = [Said(text) for text in texts]
    said.append(Said(other or "Әр мектептің жанында аялдама болсын", pick("ru", "kk", "kk")))
    return [Statement(number, text) for number, text in enumerate(said, start=1)]


def parts() -> list[Part]:
    """Return three invented groups."""
    return [Part(f"group_{n}", group_name(n), people) for n, people in enumerate((612, 398, 274))]


def share(value: float, votes: int) -> Share:
    """Return a share with about the interval that so many votes give."""
    half = 1.645 * (value * (1 - value) / votes) ** 0.5
    return Share(value, max(value - half, 0.0), min(value + half, 1.0), votes)


def agreed() -> Figure:
    """Return the dot plot of three groups, its last row with a cell too small to show."""
    rows = [
        AgreedRow(statement, [share(value, votes) for value, votes in row])
        for statement, row in zip(statements(), SHARES, strict=True)
    ]
    return agreed_across(parts(), rows)


def agreed_by_regions() -> Figure:
    """Return the dot plot of twenty regions; on the first statement two have too few votes."""
    regions = [Part(f"region_{code}", place.name) for code, place in PLACES.items()]
    rows = [
        AgreedRow(one, [_regional(middle + off, n, one) for n, off in enumerate(SPREAD)])
        for one, middle in zip(statements()[:3], (0.74, 0.79, 0.55), strict=True)
    ]
    return agreed_across(regions, rows, by="region")


def _regional(value: float, place: int, statement: Statement) -> Share:
    return share(value, 6 if place in FEW and statement.number == 1 else 90)


def placed() -> Figure:
    """Return a map of three groups with a reader at the edge of the first."""
    outlines = [
        Outline(part, x, y, long, short, turn)
        for part, (x, y, long, short, turn) in zip(parts(), OUTLINES, strict=True)
    ]
    size = 0.13
    cells = [
        Hexagon(x, y, people)
        for row in range(-16, 17)
        for column in range(-16, 17)
        if (people := _standing(x := size * 3**0.5 * (column + row % 2 / 2), y := size * 1.5 * row))
    ]
    shown = OpinionMap(cells, size, 1284, outlines, stability=0.91, own=(-0.35, -0.1), own_group=0)
    return opinion_map(shown)


def _standing(x: float, y: float) -> int:
    """Return how many stand at a place: three round hills and a little noise."""
    hills = sum(
        height * 2.718 ** -(((x - cx) / 0.55) ** 2 + ((y - cy) / 0.42) ** 2)
        for (cx, cy, *_spread), height in zip(OUTLINES, (22, 15, 10), strict=True)
    )
    return int(hills + (abs(int(31 * x + 17 * y)) % 5) / 2)


def one_group() -> Figure:
    """Return what the first group stands for, with a cell too small to show."""
    tallies = [
        [Tally(72, 18, 10), Tally(23, 64, 13), Tally(44, 31, 25)],
        [Tally(91, 4, 5), Tally(55, 25, 20), Tally(5, 2, 1)],
    ]
    rows = [GroupRow(*pair) for pair in zip(statements()[3:5], tallies, strict=True)]
    return group_statements(parts(), 0, rows)


def tiles() -> Figure:
    """Return the twenty regions under their short names, three with few votes."""
    regions = [
        RegionShare(f"{code}0000000", place.name, share(0.7 + 1.5 * off, 6 if n in FEW else 90))
        for n, ((code, place), off) in enumerate(zip(PLACES.items(), SPREAD, strict=True))
    ]
    return region_tiles(statements()[2], regions)


def languages() -> Figure:
    """Return five statements in two languages, one of them read differently."""
    pairs = ((0.82, 0.79), (0.72, 0.51), (0.66, 0.68), (0.4, 0.43), (0.91, 0.88))
    rows = [
        LanguageRow(one, share(kk, 300), share(ru, 210), is_flagged=one.number == FLAGGED)
        for one, (kk, ru) in zip(statements()[:5], pairs, strict=True)
    ]
    return language_view(rows)


def divides() -> Figure:
    """Return forty statements along the spread, the widest with its bars."""
    bars = [Tally(72, 18, 10), Tally(23, 64, 13), Tally(44, 31, 25)]
    text = statements()[4].said
    rows = [
        DivideRow(Statement(n, text), 0.42 * (1 - n / 41) ** 3, bars, is_unsure=n % 7 == 0)
        for n in range(1, 41)
    ]
    return divide_line(parts(), rows, most=1)


def unsure() -> Figure:
    """Return statements on which many pass, one of them seen by few."""
    tallies = (Tally(300, 120, 310), Tally(600, 100, 90), Tally(210, 190, 190), Tally(8, 5, 9))
    rows = [VotedRow(*pair) for pair in zip(statements()[:4], tallies, strict=True)]
    return unsure_statements(rows)


def spoken_for() -> Figure:
    """Return a slate of four statements."""
    reaches = (0.62, 0.81, 0.9, 0.94)
    rows = [SlateRow(*pair) for pair in zip(statements()[:4], reaches, strict=True)]
    return slate(rows, people=1284)


def days() -> Figure:
    """Return three weeks of votes, the last days with few."""
    votes = (120, 840, 1310, 960, 700, 410, 300, 280, 350, 190, 90, 60, 40, 55, 30, 22, 14, 6, 3)
    start, people = date(2026, 10, 2), 0
    found = []
    for n, many in enumerate(votes):
        people += many // 30
        found.append(Day(start + timedelta(n), many, people))
    return over_time(found)


def trusted() -> Figure:
    """Return the panel with everything that it can say."""
    shown = Trust(
        agreed=4,
        without_copies=4,
        without_active=4,
        to_turn=96,
        stability=0.91,
        texts_flagged=1,
        tiers=[
            Tier(pick("Жеке басы расталғандар", "Подтвердившие личность", "Checked people"), 4),
            Tier(pick("Сілтеме арқылы", "По ссылке", "By link"), None),
        ],
        digest="9f2c1e77b0a4d35886f1c0e2a97d4b6350fe18ac7725d09b3e4416ca58720d1f",
        engine="stable 1",
        seed=1,
    )
    return trust_panel(shown)


def became() -> Figure:
    """Return one statement that was answered, and one that nobody took up."""
    link = Link(pick("№ 2026-147 ұсыным", "Рекомендация № 2026-147", "No. 2026-147"), "#")
    answered = [tag_of("position", "accepted_in_part"), tag_of("timeliness", "overdue")]
    first, second = statements()[:2]
    return what_became([OutcomeRow(first, link, answered, is_answered=True), OutcomeRow(second)])


def opinion() -> list[Figure]:
    """Return every chart once."""
    drawn = [agreed(), agreed_by_regions(), placed(), one_group(), tiles(), languages(), divides()]
    return [*drawn, unsure(), spoken_for(), days(), trusted(), became()]
