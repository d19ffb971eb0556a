"""Which whole a figure is of: read from an address, said in words, and the lists behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.carried_out import BY, SENT, Claim
from kenes.domain.recommendations.values import Outcome
from kenes.domain.shared.refusals import NotFound
from kenes.web.recommendations.filters import LEGENDS, label_of
from kenes.web.shared.addresses import known_address
from kenes.web.shared.components import Text

CARRIED_OUT = (Outcome.AGREED, Outcome.ONE_SIDE)
"""What the numerator holds."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What was sent, narrowed to a year, a body or a theme; and a claim about it, if any."""

    chosen: tuple[tuple[str, str], ...] = ()
    claim: Claim | None = None

    @property
    def selection(self) -> dict[str, tuple[str, ...]]:
        """What the facet index is asked for."""
        return {name: (value,) for name, value in self.chosen}

    @property
    def query(self) -> str:
        """The address's own query: the same whole has the same one."""
        claim = {"claim": self.claim.value} if self.claim else {}
        return urlencode(dict(self.chosen) | claim)

    @property
    def url(self) -> str:
        """The figure's page in the reader's language."""
        return _with(known_address("carried_out:figure"), self.query)

    @property
    def permanent(self) -> str:
        """The address to cite, which has no language."""
        return _with(f"{settings.KENES_ORIGIN}{reverse('permanent_share')}", self.query)

    @property
    def conditions(self) -> list[tuple[Text, str]]:
        """Each condition with its value in the reader's words."""
        return [(LEGENDS[name], label_of(name, value)) for name, value in self.chosen]

    def records(self, outcomes: Sequence[str] = ()) -> str:
        """Return the list of everything in it, or of what came out so."""
        wish = self.selection | SENT | ({"outcome": tuple(outcomes)} if outcomes else {})
        return f"{known_address('recommendations:list')}?{urlencode(wish, doseq=True)}"


def read(query: QueryDict, now: datetime) -> Whole:
    """Read the whole that an address names.

    Raises NotFound for a value that nothing on record has: a figure of another whole than was
    asked for would mislead.
    """
    asked = [(name, query.get(name, "")) for name in BY]
    chosen = tuple((name, value) for name, value in asked if value)
    for name, value in chosen:
        if value not in facets.tally(name, now=now):
            raise NotFound(f"nothing on record has {name} {value!r}")
    claim = query.get("claim", "")
    if claim and claim not in {one.value for one in Claim}:
        raise NotFound(f"no claim {claim!r} is checked here")
    return Whole(chosen, Claim(claim) if claim else None)


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
