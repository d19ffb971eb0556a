"""Where pages count what a host watches: showings of statements, new voters."""

from kenes.domain.conversations.seen import ARRIVALS, ENOUGH, SHOWINGS, Arrivals, Showings

__all__ = ["ARRIVALS", "ENOUGH", "SHOWINGS", "Arrivals", "Showings"]
