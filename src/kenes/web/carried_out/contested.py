"""What is contested, with the latest word of every side beside the others'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.carried_out import SENT, latest_said
from kenes.domain.recommendations.queries.listing import cards_of
from kenes.domain.recommendations.values import Outcome, Side
from kenes.domain.shared.languages import current_language, name_of
from kenes.web.carried_out.wholes import Whole
from kenes.web.recommendations.cards import Line, lines
from kenes.web.shared.components import Tag, Text, tag_of
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Assessment

SHOWN = 5
_ORDER = [Side.STATE, Side.CIVIL, Side.INDEPENDENT]


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says: its value, who said it, up to which day, with how much evidence."""

    side: Text
    tag: Tag
    by: str
    until: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Contested:
    """A recommendation that the sides see differently."""

    line: Line
    said: Sequence[Said]


def contested(whole: Whole, now: datetime) -> list[Contested]:
    """Return the newest contested ones of a whole; the list behind the number has all."""
    wish = whole.selection | SENT | {"outcome": (Outcome.CONTESTED,)}
    keys = facets.matching(wish, now=now)[:SHOWN]
    if not keys:
        return []
    said = latest_said(keys)
    cards = cards_of(keys, language=current_language(), now=now)
    return [
        Contested(line, [_said(one) for one in _in_order(said[card.pk])])
        for card, line in zip(cards, lines(cards), strict=True)
    ]


def _in_order(rows: "Sequence[Assessment]") -> "list[Assessment]":
    return sorted(rows, key=lambda row: _ORDER.index(Side(row.side)))


def _said(row: "Assessment") -> Said:
    author = _("the author")
    return Said(
        side=Side(row.side).label,
        tag=tag_of("implementation", row.value),
        by=name_of(row.assessor) if row.assessor else author,
        until=long_date(row.period_to, current_language()),
        evidence=len(row.evidence.all()),
    )
