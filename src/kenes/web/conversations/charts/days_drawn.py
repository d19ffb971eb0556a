"""The course of a conversation as small drawings over the same days, one below another."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import marks, words
from kenes.web.conversations.charts.figures import LEAST, NOTHING, colon
from kenes.web.conversations.charts.stretches import Stretch
from kenes.web.conversations.charts.svg import along, element, joined, line
from kenes.web.shared.formats import number, percent, short_date

TALL, LOW, FOOT, HEAD = 120, 76, 2, 18
"""Heights of the first drawing and of the others, of the line below and of the number above."""
WIDE = 0.9
"""How much of its days a bar takes."""

type Count = Callable[[Stretch], int | None]


def letters_of(stretches: Sequence[Stretch]) -> list[str]:
    """Return the letters of all groups that there ever were, in their order."""
    return sorted({letter for one in stretches for letter in one.groups})


def draw(stretches: Sequence[Stretch]) -> SafeString:
    """Draw votes, people, groups, agreement and removals, what there is of them."""
    parts = [
        _bars(stretches, _("Votes"), lambda one: one.told, TALL),
        _bars(stretches, _("People by then"), _people, LOW),
        _groups(stretches),
        _bars(stretches, _("Statements agreed on"), lambda one: one.agreed, LOW),
        _bars(stretches, _("Statements removed"), lambda one: sum(one.removed), LOW),
    ]
    language = current_language()
    days = (stretches[0].first, stretches[-1].last)
    ends = (element("span", short_date(day, language)) for day in days)
    return joined([*parts, element("p", *ends, class_="ends")])


def _people(one: Stretch) -> int | None:
    return one.people if one.people >= LEAST else None


def _span(stretches: Sequence[Stretch]) -> tuple[date, int]:
    first = stretches[0].first
    return first, (stretches[-1].last - first).days + 1


def _bars(stretches: Sequence[Stretch], title: str, count: Count, height: int) -> SafeString:
    """Draw a count by stretch, the greatest printed above; nothing where there is none."""
    counts = [count(one) or 0 for one in stretches]
    most = max(counts)
    if not most:
        return NOTHING
    drawn = [
        _bar(one, _span(stretches), many, (height, most), title)
        for one, many in zip(stretches, counts, strict=True)
        if many
    ]
    top = element("text", number(most, current_language()), x="0%", y=12, class_="t-soft")
    tallest = _("most in one bar")
    said = colon(f"{title}, {tallest}", number(most, current_language()))
    return _titled(title, [*drawn, top], height, said)


def _titled(title: str, drawn: Sequence[SafeString], height: int, said: str) -> SafeString:
    base = line("0%", height - FOOT, "100%", height - FOOT, "axis")
    plot = element(
        "svg", *drawn, base, class_="chart days", height=height, role="img", aria_label=said
    )
    return joined([element("p", title, class_="axisname"), plot])


def _bar(
    one: Stretch, span: tuple[date, int], many: int, scale: tuple[int, int], title: str
) -> SafeString:
    height, most = scale
    left, width = _place(one, span)
    tall = (height - FOOT - HEAD) * many / most
    said = colon(f"{one.when}; {title}", number(many, current_language()))
    return element(
        "rect", element("title", said), x=along(left), width=along(width),
        y=height - FOOT - tall, height=tall, class_="daybar", data_said=said,
    )  # fmt: skip


def _place(one: Stretch, span: tuple[date, int]) -> tuple[float, float]:
    first, days = span
    start, long = (one.first - first).days, (one.last - one.first).days + 1
    return start / days, long / days * WIDE


def _groups(stretches: Sequence[Stretch]) -> SafeString:
    """Draw a column by stretch, parted by the shares of its groups as far as they are told."""
    letters = letters_of(stretches)
    if not letters:
        return NOTHING
    drawn = [_column(one, _span(stretches), letters) for one in stretches if one.groups]
    key = [
        element("span", marks.icon(place, marks.GROUP), element("span", letter), data_g=str(place))
        for place, letter in enumerate(letters)
    ]
    said = colon(_("Groups, last shares"), _shares([one for one in stretches if one.groups][-1]))
    plot = _titled(_("Groups, share of all in groups"), drawn, LOW, said)
    return joined([plot, element("p", *key, class_="key")])


def _column(one: Stretch, span: tuple[date, int], letters: Sequence[str]) -> SafeString:
    left, width = _place(one, span)
    said, drawn, top = f"{one.when}: {_shares(one)}", list[SafeString](), 0.0
    for place, letter in enumerate(letters):
        tall = (LOW - FOOT) * (one.groups.get(letter) or 0.0)
        look = f"share {marks.look_of(place, marks.GROUP)}"
        drawn.append(
            element(
                "rect", x=along(left), width=along(width), y=top, height=tall, class_=look,
                data_g=str(place),
            )
        )  # fmt: skip
        top += tall
    return element("g", *drawn, data_said=said)


def _shares(one: Stretch) -> str:
    language = current_language()
    return ", ".join(
        f"{letter} {words.too_few() if share is None else percent(share, language)}"
        for letter, share in one.groups.items()
    )
