"""How far a result can be trusted: who stands behind it, what it would take to turn it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kenes.domain.shared.languages import current_language
from kenes.web.conversations.charts import words
from kenes.web.conversations.charts.counts import count_bars
from kenes.web.conversations.charts.figures import Column, Figure, Table, Value, colon
from kenes.web.shared.formats import number


@dataclass(frozen=True, slots=True)
class Tier:
    """How surely it is known who took part, and how many statements those people agree on.

    `agreed` is None where they are too few.
    """

    name: str
    agreed: int | None


@dataclass(frozen=True, slots=True)
class Trust:
    """What is stated beside a result; None where it was not computed.

    `agreed` statements are agreed across; so many of them are still with each precaution.
    `to_turn` new accounts would turn the weakest of them over. `texts_flagged` statements read
    differently in their two texts. `digest` is that of the published votes where `is_of_rows`, else
    of the published tables.
    """

    agreed: int
    without_copies: int | None = None
    without_active: int | None = None
    to_turn: int | None = None
    stability: float | None = None
    texts_flagged: int | None = None
    tiers: Sequence[Tier] = ()
    digest: str = ""
    engine: str = ""
    seed: int | None = None
    is_of_rows: bool = False


def trust_panel(shown: Trust) -> Figure:
    """Return the panel: agreements under each precaution as bars, and everything as a table."""
    columns = [
        Column("what", _("What was checked")),
        Column("value", pgettext("measure", "Value"), "figure"),
    ]
    return Figure(
        ident="trust",
        title=_("How sure is this?"),
        aside=words.counted(_("Statements agreed across groups"), shown.agreed),
        finding=_finding(shown),
        method=_method(shown),
        drawing=count_bars(_agreements(shown)),
        table=Table(columns, _rows(shown)),
        is_unfolded=True,
    )


def _agreements(shown: Trust) -> list[tuple[str, int | None]]:
    """Return how many agreements there are, and with each precaution that was taken."""
    kept = [(label, many) for label, many in _precautions(shown) if many is not None]
    tiers = [(tier.name, tier.agreed) for tier in shown.tiers]
    return [(_("as counted"), shown.agreed), *kept, *tiers]


def _precautions(shown: Trust) -> list[tuple[str, int | None]]:
    return [
        (_("counting copied voters once"), shown.without_copies),
        (_("without the most active 0.1 per cent"), shown.without_active),
    ]


def _method(shown: Trust) -> str:
    if shown.is_of_rows:
        return _("Anybody can compute the map again from the published votes.")
    return _(
        "Anybody can compute totals and directions again from the published tables; groups, and "
        "what rests on them, are stated."
    )


def _finding(shown: Trust) -> str:
    kept = [n for n in (shown.without_copies, shown.without_active) if n is not None]
    if shown.to_turn is not None and shown.agreed:
        least = number(shown.to_turn, current_language())
        return colon(_("New accounts needed to turn the weakest agreement over, at least"), least)
    if kept and min(kept) == shown.agreed:
        return _("The agreements hold against every precaution that was taken")
    return words.counted(_("Agreements that hold against every precaution"), min(kept, default=0))


def _rows(shown: Trust) -> list[tuple[str, Value]]:
    """Return what was computed; a tier of too few people is named without a number."""
    agreed = _("Agreements")
    before = [(colon(agreed, label), many) for label, many in _precautions(shown)]
    after: list[tuple[str, Value]] = [
        (_("New accounts needed to turn the weakest one over"), shown.to_turn),
        (_("Stability of the groups, 0 to 1"), shown.stability),
        (_("Statements whose two texts read differently"), shown.texts_flagged),
        (_digest_label(shown), shown.digest),
        (_("Engine"), shown.engine),
        (_("Seed"), shown.seed),
    ]
    tiers = [(colon(agreed, tier.name), tier.agreed) for tier in shown.tiers]
    return [*_computed(before), *tiers, *_computed(after)]


def _digest_label(shown: Trust) -> str:
    if shown.is_of_rows:
        return _("SHA-256 of the published votes")
    return _("SHA-256 of the published tables")


def _computed(rows: Sequence[tuple[str, Value]]) -> list[tuple[str, Value]]:
    return [row for row in rows if row[1] is not None and row[1] != ""]
