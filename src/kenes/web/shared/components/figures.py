"""Drawn figures: the gap between two sides, shares of a bar, the strip of late days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kenes.web.shared.axes import AXES
from kenes.web.shared.components.tags import Tag, Text, tag_of

SHOWN_FROM_PERCENT = 7


LEVELS = ("not_started", "limited", "substantial", "complete")


_NOTCHES = dict(zip(LEVELS, ("12.5%", "37.5%", "62.5%", "87.5%"), strict=True))


_OFF_RAIL = "4%"
_NOTCH = (
    '<line x1="{0}" x2="{0}" y1="50" y2="62" class="notch"/>'
    '<text x="{0}" y="90" text-anchor="middle" class="soft{1}">{2}</text>'
)


def _word(level: str) -> str:
    return str(AXES["implementation"][level][1])


@dataclass(frozen=True, slots=True)
class Side:
    """One side's assessment: level code, grounds, evidence links as (url, label), who and when."""

    level: str
    grounds: Text = ""
    evidence: Sequence[tuple[str, Text]] = ()
    by: Text = ""

    @property
    def tag(self) -> Tag:
        """The level as a tag of the implementation axis."""
        return tag_of("implementation", self.level)

    @property
    def at(self) -> str:
        """Place on the rail; "no evidence" stands left of it, detached."""
        return _NOTCHES.get(self.level, _OFF_RAIL)


@dataclass(frozen=True, slots=True)
class GapView:
    """State and civil society on one rail (`components/gap.html`); `sentence` states the gap."""

    sentence: Text
    state: Side | None = None
    civil: Side | None = None
    third: Side | None = None
    explained: Text = ""

    @property
    def scale(self) -> SafeString:
        """The notches of the four levels with their words, drawn; every second word is lower."""
        drawn = (
            _NOTCH.format(_NOTCHES[code], " low" if n % 2 else "", escape(_word(code)))
            for n, code in enumerate(LEVELS)
        )
        return SafeString("".join(drawn))

    @property
    def span(self) -> tuple[str, str] | None:
        """The two ends of the gap, when both sides spoke and differ."""
        if not self.state or not self.civil or self.state.at == self.civil.at:
            return None
        return self.state.at, self.civil.at

    @property
    def together(self) -> bool:
        """Whether both stand on one notch, so that their names go above and below."""
        return bool(self.state and self.civil and self.state.at == self.civil.at)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One bar of shares: counts in the order of its words, from nothing to everything.

    Without words of its own it shows the levels of implementation.
    """

    label: Text
    counts: Sequence[int]
    symbol: str = ""
    own_words: Sequence[Text] = ()

    @property
    def segments(self) -> list[tuple[int, str, str, str, int, bool]]:
        """(index, x, width, middle, count, whether the number fits) of every non-empty part."""
        total = sum(self.counts) or 1
        found, start = [], 0
        for index, count in enumerate(self.counts):
            x, width = 100 * start / total, 100 * count / total
            start += count
            if count:
                places = (f"{x:.2f}%", f"{width:.2f}%", f"{x + width / 2:.2f}%")
                found.append((index, *places, count, width >= SHOWN_FROM_PERCENT))
        return found

    @property
    def spoken(self) -> str:
        """The bar in words, for those who hear it."""
        return ", ".join(f"{w}: {c}" for w, c in zip(self.words, self.counts, strict=True))

    @property
    def words(self) -> list[Text]:
        """The words of the parts, for the key."""
        return list(self.own_words) or [word for _symbol, word in AXES["implementation"].values()]


@dataclass(frozen=True, slots=True)
class StripRow:
    """A body on the board of late answers: working days late, one figure a recommendation."""

    name: Text
    url: str
    received: int
    days: Sequence[int] = ()

    @property
    def longest(self) -> int | None:
        """Most working days late, or None where nothing is late."""
        return max(self.days, default=None)


@dataclass(frozen=True, slots=True)
class Strip:
    """The overdue strip (`components/strip.html`): all rows on one axis of working days."""

    rows: Sequence[StripRow]
    caption: Text = field(default_factory=lambda: _("Late answers by body"))

    @property
    def end(self) -> int:
        """Where the axis ends: a whole multiple of 15, so that three thirds are whole days."""
        most = max((row.longest or 0 for row in self.rows), default=0)
        return max(15, -(-most // 15) * 15)

    @property
    def ticks(self) -> list[tuple[str, int, str]]:
        """(place, working days, text anchor) of the axis's four marks."""
        anchors = ("start", "middle", "middle", "end")
        return [(f"{100 * n / 3:.2f}%", self.end * n // 3, anchors[n]) for n in range(4)]

    @property
    def grid(self) -> SafeString:
        """The lines of the axis, drawn: the same in every row."""
        line = '<line x1="{0}" x2="{0}" y1="0" y2="28" class="grid"/>'
        return SafeString("".join(line.format(place) for place, _days, _anchor in self.ticks))

    @property
    def placed(self) -> list[tuple[StripRow, list[str]]]:
        """Each row with the places of its ticks."""
        end = self.end
        return [(row, [f"{100 * d / end:.2f}%" for d in sorted(row.days)]) for row in self.rows]
