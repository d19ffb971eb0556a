"""The same figures as data, with the words of their definition."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from kenes.domain.recommendations.queries.carried_out import BY, Share, share, shares_by
from kenes.domain.recommendations.values import Outcome
from kenes.domain.shared.languages import CODES
from kenes.web.carried_out.tables import EXPLAINED, Line
from kenes.web.carried_out.wholes import CARRIED_OUT, Whole
from kenes.web.recommendations.filters import label_of

COLUMNS = (
    "by", "value", "name_kk", "name_ru", "name_en", "sent", "carried_out", "contested",
    *(outcome.value for outcome in Outcome if outcome != Outcome.CONTESTED), "address",
)  # fmt: skip
"""`sent` is the denominator, `carried_out` the numerator: `agreed` and `one_side` together."""


def rows(now: datetime) -> Iterator[dict[str, str]]:
    """Yield the figure of everything sent, then of each year, body and theme."""
    yield _row("all", "", Whole(), share({}, now=now))
    for facet in BY:
        for value, found in sorted(shares_by(facet, now=now).items()):
            yield _row(facet, value, Whole(((facet, value),)), found)


def figure_as_data(line: Line, now: datetime) -> dict[str, Any]:
    """Return one figure with its definition, so that it can be checked without this page."""
    whole, found = line.whole, line.share
    return {
        "address": whole.permanent,
        "computed_at": now.isoformat(),
        "whole": {"sent": True} | dict(whole.chosen),
        "denominator": found.total,
        "numerator": found.least,
        "numerator_with_contested": found.most,
        "counted_as_carried_out": [outcome.value for outcome in CARRIED_OUT],
        "outcomes": {
            code: {
                "count": found.counts[code],
                "meaning": _in_english(EXPLAINED[code]),
                "records": f"{settings.KENES_ORIGIN}{whole.records((code,))}",
            }
            for code in Outcome.values
        },
        **({"claim": whole.claim, "verdict": found.of_claim(whole.claim)} if whole.claim else {}),
    }


def _row(by: str, value: str, whole: Whole, found: Share) -> dict[str, str]:
    names = {f"name_{code}": label_of(by, value, code) if value else "" for code in CODES}
    counts = {code: str(many) for code, many in found.counts.items()}
    return {
        "by": by,
        "value": value,
        "sent": str(found.total),
        "carried_out": str(found.least),
        "address": whole.permanent,
        **names,
        **counts,
    }


def _in_english(words: object) -> str:
    with override("en"):
        return str(words)
