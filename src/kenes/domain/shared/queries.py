"""Read what must keep happening, and what a form has done already."""

from uuid import UUID

from kenes.domain.shared.models import DoneOnce, Pulse


def last_pulse(name: str) -> Pulse | None:
    """Return when `name` last happened and how it went; None before the first time."""
    return Pulse.objects.filter(name=name).first()


def done_already(key: UUID, act: str) -> str | None:
    """Return what the act under this key returned (`actions.once`); None when it is not done."""
    return DoneOnce.objects.filter(key=key, act=act).values_list("result", flat=True).first()
