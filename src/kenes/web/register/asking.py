"""What a reader asked the register for, as the address says it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from kenes.domain.conversations.queries import conversations_of
from kenes.domain.institutions.queries import institutions_on
from kenes.domain.recommendations.queries.entries import entries_about
from kenes.domain.register import queries
from kenes.domain.shared.languages import name_of
from kenes.web.register.sentences import sentence_of
from kenes.web.shared.components import FilterChoice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kenes.domain.register.models import Entry

LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Kind of act, body and recommendation, each with what else may be chosen.

    `thing` is one object by its name on the register, whatever it is; the pages of entries lead
    there.
    """

    types: list[FilterChoice]
    bodies: list[FilterChoice]
    number: str
    thing: UUID | None

    def entries(self) -> "QuerySet[Entry]":
        """Return the entries that were asked for, newest first."""
        rows = queries.entries(_chosen(self.types))
        if self.thing:
            rows = rows.filter(object=self.thing)
        chosen = _chosen(self.bodies)
        body = UUID(chosen) if chosen else None
        return entries_about(
            rows, number=self.number, body=body, things=conversations_of(body) if body else ()
        )


def asked_for(query: QueryDict) -> Asked:
    """Read the address; a value that is none of the choices counts as not given."""
    kind, body = query.get("type", ""), query.get("body", "")
    types = [
        FilterChoice(one, sentence_of(one), chosen=one == kind)
        for one in queries.types_of_entries()
    ]
    bodies = [
        FilterChoice(str(one.public_id), name_of(one), chosen=str(one.public_id) == body)
        for one in institutions_on(timezone.localdate())
    ]
    number = query.get("number", "").strip().replace("\0", "")[:LONGEST_NUMBER]
    return Asked(types, bodies, number, _id(query.get("object", "")))


def _id(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None


def _chosen(choices: list[FilterChoice]) -> str:
    return next((one.value for one in choices if one.chosen), "")
