"""What was carried out, as shares that anybody can check: counted by the very lists behind them.

The whole is what was sent to bodies. What became of each is computed from the latest assessment of
each side and the evidence attached to it (`progress.outcome_of`), never from anybody's word alone.
Everything is counted in the facet index, so no number here can differ from the list it opens, and
no row is read for it at any size.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kenes.domain.recommendations.models import Assessment
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.values import Outcome

BY = ("year", "body", "theme")
"""By what the shares are told apart."""
SENT = {"has": ("asked",)}
"""The whole: what was sent to a body, whatever the body thinks of it."""

type Selection = Mapping[str, Collection[str]]


class Claim(StrEnum):
    """What may be said of the whole, and checked."""

    ALL = "all"
    MOST = "most"
    NONE = "none"


class Verdict(StrEnum):
    """Whether a claim holds; `DEPENDS` where the contested ones decide it."""

    HOLDS = "holds"
    DEPENDS = "depends"
    FAILS = "fails"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a whole came out how.

    `least` is carried out whoever is asked; `most` counts the contested ones as well. The truth
    of a share lies between them.
    """

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """The denominator: every recommendation sent."""
        return sum(self.counts.values())

    @property
    def least(self) -> int:
        """The numerator: carried out with evidence, and no side says less."""
        return self.counts[Outcome.AGREED] + self.counts[Outcome.ONE_SIDE]

    @property
    def most(self) -> int:
        """The numerator with what is contested."""
        return self.least + self.counts[Outcome.CONTESTED]

    def of_claim(self, claim: Claim) -> Verdict:
        """Return whether a claim holds for this whole."""
        if not self.total:
            return Verdict.EMPTY
        said = {_meets(claim, done, self.total) for done in (self.least, self.most)}
        if said == {True}:
            return Verdict.HOLDS
        return Verdict.FAILS if said == {False} else Verdict.DEPENDS


def share(selection: Selection, *, now: datetime) -> Share:
    """Return how what was sent and matches a selection came out."""
    chosen = dict(selection) | SENT
    return Share(
        {code: facets.count(chosen | {"outcome": (code,)}, now=now) for code in Outcome.values}
    )


def shares_by(facet: str, *, now: datetime) -> dict[str, Share]:
    """Return the share of each value of a facet that has anything sent; in no order.

    A recommendation to two bodies, or on two themes, counts once under each.
    """
    found = facets.crossed("outcome", Outcome.values, (facet,), SENT, now=now)
    values = {value for counts in found.values() for value in counts[facet]}
    made = {
        value: Share({code: found[code][facet].get(value, 0) for code in Outcome.values})
        for value in values
    }
    return {value: one for value, one in made.items() if one.total}


def latest_said(keys: Sequence[int]) -> dict[int, list[Assessment]]:
    """Return the latest assessment of each side for a few recommendations, with its assessor."""
    rows = Assessment.objects.filter(recommendation__in=keys).select_related("assessor")
    latest: dict[tuple[int, str], Assessment] = {}
    for row in rows.prefetch_related("evidence").order_by("period_to", "at", "pk"):
        latest[row.recommendation_id, row.side] = row
    found: dict[int, list[Assessment]] = {key: [] for key in keys}
    for (key, _side), row in latest.items():
        found[key].append(row)
    return found


def _meets(claim: Claim, done: int, total: int) -> bool:
    return {
        Claim.ALL: done == total,
        Claim.MOST: done * 2 > total,
        Claim.NONE: done == 0,
    }[claim]
