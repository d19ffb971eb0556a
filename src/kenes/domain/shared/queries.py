"""Read what must keep happening, what a form has done already, whether reference data changed."""

from uuid import UUID

from django.db.models import Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from kenes.domain.shared.models import Counter, DoneOnce, Pulse

REFERENCE = "reference"
"""The counter of changes to what many pages show: institutions, mandates, territories, law."""

ON = "on "
"""The counters of changes to what stands on one ground, each under the ground's own key."""


def last_pulse(name: str) -> Pulse | None:
    """Return when `name` last happened and how it went; None before the first time."""
    return Pulse.objects.filter(name=name).first()


def done_already(key: UUID, act: str) -> str | None:
    """Return what the act under this key returned (`actions.once`); None when it is not done."""
    return DoneOnce.objects.filter(key=key, act=act).values_list("result", flat=True).first()


def reference_edition() -> Subquery:
    """Return a column with how often the reference data changed; NULL before the first time."""
    return Subquery(Counter.objects.filter(kind=REFERENCE, year=0).values("last"))


def ground_edition(key: Combinable) -> Subquery:
    """Return a column with how often what stands on a ground changed; NULL before the first time.

    `key` names the ground by what nothing else has: a recommendation's number, a region's KATO.
    """
    return Subquery(Counter.objects.filter(kind=Concat(Value(ON), key), year=0).values("last"))
