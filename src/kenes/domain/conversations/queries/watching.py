"""Read what a host watches: showings by statement, new voters by hour."""

from kenes.domain.conversations.models import Arrival, Conversation, Exposure

HOURS = 48


def showings(conversation: Conversation) -> dict[int, tuple[int, float]]:
    """Return by the key of a statement how often it was shown, and its mean chance when drawn."""
    rows = Exposure.objects.filter(statement__conversation=conversation, shown__gt=0)
    return {row.pk: (row.shown, row.chances / row.shown) for row in rows}


def busy_hours(conversation: Conversation) -> list[Arrival]:
    """Return the last hours in which ten new voters came or more, the latest first."""
    return list(Arrival.objects.filter(conversation=conversation).order_by("-hour")[:HOURS])
