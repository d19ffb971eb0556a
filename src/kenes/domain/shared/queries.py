"""Read what must keep happening, what a form has done already, whether reference data changed."""

from uuid import UUID

from django.db.models import Subquery

from kenes.domain.shared.models import Counter, DoneOnce, Pulse

REFERENCE = "reference"
"""The counter of changes to what many pages show: institutions, mandates, territories, law."""


def last_pulse(name: str) -> Pulse | None:
    """Return when `name` last happened and how it went; None before the first time."""
    return Pulse.objects.filter(name=name).first()


def done_already(key: UUID, act: str) -> str | None:
    """Return what the act under this key returned (`actions.once`); None when it is not done."""
    return DoneOnce.objects.filter(key=key, act=act).values_list("result", flat=True).first()


def reference_edition() -> Subquery:
    """Return a column with how often the reference data changed; NULL before the first time."""
    return Subquery(Counter.objects.filter(kind=REFERENCE, year=0).values("last"))
