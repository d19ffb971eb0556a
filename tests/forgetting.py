"""Begin a test as a fresh process does: nothing that this process remembers of another's rows.

A rollback gives keys, numbers and moments out again, so whatever is kept by them would speak of
rows that are gone. What a process keeps at all: tests/architecture/test_memory.py.
"""

from django.core.cache import caches
from django.utils import translation

from kenes.domain.conversations import seen
from kenes.domain.institutions.queries import law
from kenes.domain.recommendations.queries import facets
from kenes.domain.register.log.standing_tree import STANDING
from kenes.web.conversations import floods
from kenes.web.shared import operator

KEPT_ACROSS = (seen.SHOWINGS, seen.ARRIVALS, *floods.EVERY, STANDING)


def forget_everything() -> None:
    """Forget the host's name, calendars, lists, pages, counts, the log's tree, and the last reader's language."""
    operator.remember()
    law.forget_calendars()
    facets.forget()
    caches["pages"].clear()
    for counts in KEPT_ACROSS:
        counts.forget()
    translation.deactivate()
