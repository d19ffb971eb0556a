"""Read what must keep happening."""

from kenes.domain.shared.models import Pulse


def last_pulse(name: str) -> Pulse | None:
    """Return when `name` last happened and how it went; None before the first time."""
    return Pulse.objects.filter(name=name).first()
