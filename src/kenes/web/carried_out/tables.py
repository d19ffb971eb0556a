"""A share as a line of a table: its bar, its numbers, each with the list that counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.queries.carried_out import (
    Claim,
    Share,
    Verdict,
    share,
    shares_by,
)
from kenes.domain.recommendations.values import Outcome
from kenes.web.carried_out.wholes import CARRIED_OUT, Whole
from kenes.web.recommendations.filters import label_of
from kenes.web.shared.components import ShareRow, Text

FEWEST = 10
"""Of fewer a percentage says more than is known: numbers alone are shown."""

EXPLAINED: dict[str, Text] = {
    Outcome.AGREED: _("At least two sides say “complete” with evidence, and no side says less."),
    Outcome.ONE_SIDE: _("One side says “complete” with evidence; the others have said nothing."),
    Outcome.CONTESTED: _("One side says “complete” with evidence, another side says less."),
    Outcome.IN_PART: _("No side shows that it is complete; some side shows evidence of a part."),
    Outcome.NOT_SHOWN: _("No side has shown evidence that anything was done."),
}
CLAIMS: dict[str, Text] = {
    Claim.MOST: _("Most were carried out"),
    Claim.ALL: _("All were carried out"),
    Claim.NONE: _("None was carried out"),
}
VERDICTS: dict[str, Text] = {
    Verdict.HOLDS: _("The claim holds, whichever side is believed about the contested ones."),
    Verdict.FAILS: _(
        "The claim does not hold, whichever side is believed about the contested ones."
    ),
    Verdict.DEPENDS: _("The claim holds only if one side is believed about the contested ones."),
    Verdict.EMPTY: _("Nothing was sent, so there is nothing to check."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A share with its name, its bar and the lists behind its numbers.

    `percent` is between 0 and 1, None where too few were sent.
    """

    label: Text
    whole: Whole
    share: Share

    @property
    def bar(self) -> ShareRow:
        """The five outcomes as parts of one bar."""
        words: list[Text] = [outcome.label for outcome in Outcome]
        return ShareRow(self.label, [self.share.counts[code] for code in Outcome.values], "", words)

    @property
    def carried_out(self) -> tuple[int, str]:
        """The numerator with its list."""
        return self.share.least, self.whole.records(CARRIED_OUT)

    @property
    def contested(self) -> tuple[int, str]:
        """What the sides disagree on, with its list."""
        return self.share.counts[Outcome.CONTESTED], self.whole.records((Outcome.CONTESTED,))

    @property
    def sent(self) -> tuple[int, str]:
        """The denominator with its list."""
        return self.share.total, self.whole.records()

    @property
    def percent(self) -> float | None:
        """The lower share."""
        return self.share.least / self.share.total if self.share.total >= FEWEST else None

    @property
    def highest(self) -> float | None:
        """The share with the contested ones, where there are any."""
        is_open = self.percent is not None and self.share.most > self.share.least
        return self.share.most / self.share.total if is_open else None


@dataclass(frozen=True, slots=True)
class Part:
    """One outcome of a figure, with what it means and its list."""

    outcome: Outcome
    explained: Text
    many: tuple[int, str]
    is_counted: bool


def line_of(whole: Whole, label: Text, now: datetime) -> Line:
    """Return the figure of one whole."""
    return Line(label, whole, share(whole.selection, now=now))


def lines_by(facet: str, now: datetime) -> list[Line]:
    """Return a line for each year, newest first, or for each body or theme, by name."""
    made = [
        Line(label_of(facet, value), Whole(((facet, value),)), found)
        for value, found in shares_by(facet, now=now).items()
    ]
    return sorted(made, key=lambda line: str(line.label).casefold(), reverse=facet == "year")


def parts_of(line: Line) -> Sequence[Part]:
    """Return the outcomes of a figure, the numerator's first."""
    return [
        Part(
            outcome,
            EXPLAINED[outcome],
            (line.share.counts[outcome], line.whole.records((outcome,))),
            outcome in CARRIED_OUT,
        )
        for outcome in reversed(Outcome)
    ]
