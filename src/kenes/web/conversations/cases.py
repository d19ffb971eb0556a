"""A conversation at the desk of the body that hosts it, and by which mandate somebody acts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from kenes.domain.conversations import queries
from kenes.domain.institutions.queries import Role, today_at
from kenes.web.acting.offices import chosen_desk, desks_of, mandates_for
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from kenes.domain.accounts.models import Person
    from kenes.domain.conversations.models import Conversation
    from kenes.domain.institutions.models import Institution, Mandate

ROLES = (Role.SECRETARY, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who hosts conversations of a body today."""

    body: "Institution"
    desks: "list[Institution]"
    person: "Person"
    mandate: "Mandate"
    now: datetime

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.body, self.now)

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments that every action takes."""
        return {"by": self.person, "mandate": self.mandate, "now": self.now}


@dataclass(frozen=True, slots=True)
class HostCase:
    """One conversation of that body; `statement` is the one that an act is about.

    `address` is that of the conversation's results.
    """

    conversation: "Conversation"
    person: "Person"
    mandate: "Mandate"
    now: datetime
    statement: queries.Shown | None = None
    address: str = ""

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.conversation.body, self.now)

    @property
    def about(self) -> dict[str, Any]:
        """How every act names the conversation, who acts, by which mandate, and when."""
        return {"public_id": self.conversation.public_id, **self.who}

    @property
    def who(self) -> dict[str, Any]:
        """Who acts, by which mandate, and when."""
        return {"by": self.person, "mandate": self.mandate, "now": self.now}


def host_of(request: HttpRequest) -> Host | None:
    """Return at which desk the reader sits, None for somebody without one."""
    person, now = signed_in(request), timezone.now()
    desks = desks_of(person, ROLES, now)
    if not desks:
        return None
    body = chosen_desk(desks, request.GET.get("office", ""))
    return Host(body, desks, person, mandates_for(person, body, ROLES, now)[0], now)


def host_case(request: HttpRequest, public_id: UUID) -> HostCase:
    """Return a conversation for its hosts. Raises NotFound for everybody else."""
    person, now, row = signed_in(request), timezone.now(), queries.at_desk(public_id)
    mandate = mandates_for(person, row.body, ROLES, now)[0]
    return HostCase(row, person, mandate, now)
