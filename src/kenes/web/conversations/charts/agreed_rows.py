"""The rows of what all parts of a partition agree on, and what they are sorted by.

Rows are sorted by the lower bound of the part that agrees least (docs/specs/opinion.md, clause 33),
so that a statement stands high only where everybody is surely behind it. Where a part has too few
votes to be shown there is no such bound; the bound of the parts that are shown stands in its place,
below the others, and says how many are not in it. It is made of what is shown beside it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kenes.web.conversations.charts.figures import Share, Statement, told


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """A statement and, part by part, its share of agreement; None where too few voted."""

    statement: Statement
    shares: Sequence[Share | None]

    @property
    def told(self) -> list[Share | None]:
        """Shares that may be shown."""
        return [told(one) for one in self.shares]

    @property
    def lower(self) -> float | None:
        """Lower bound of the part that agrees least; None where a part has too few votes."""
        bounds = [one.low for one in self.told if one is not None]
        return min(bounds) if bounds and len(bounds) == len(self.shares) else None

    @property
    def hidden(self) -> int:
        """How many parts have too few votes to be shown."""
        return sum(one is None for one in self.told)

    @property
    def lower_shown(self) -> float | None:
        """Lower bound of the part that agrees least of those shown; None where there are not two.

        Of a hidden part it says nothing: that one may agree less.
        """
        bounds = [one.low for one in self.told if one is not None]
        return min(bounds) if len(bounds) > 1 else self.lower

    @property
    def order(self) -> float | None:
        """What rows are sorted by, the largest first: those with a hidden part below all others."""
        if self.lower is None and self.lower_shown is not None:
            return self.lower_shown - 1
        return self.lower

    @property
    def apart(self) -> float | None:
        """How far the shares that may be shown lie apart; None where there are not two."""
        shares = [one.share for one in self.told if one is not None]
        return max(shares) - min(shares) if len(shares) > 1 else None

    @property
    def rank(self) -> tuple[float, int]:
        """Place of the row among others, the smallest first."""
        return (2.0 if self.order is None else -self.order, self.statement.number)

    @property
    def weakest(self) -> int | None:
        """Place of the part that agrees least, of those that may be shown."""
        bounds = [(one.low, place) for place, one in enumerate(self.told) if one is not None]
        return min(bounds)[1] if bounds else None
