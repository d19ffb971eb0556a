"""One text at the secretary's desk, and by which mandates somebody acts on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from kenes.domain.institutions.queries import Role, today_at
from kenes.domain.recommendations.queries.desk import DeskPapers, handled, papers
from kenes.web.acting.finding import found_institutions
from kenes.web.acting.offices import mandates_for, pick
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Institution, Mandate
    from kenes.domain.recommendations.models import Recommendation

ROLES = (Role.SECRETARY, Role.CHAIR, Role.MEMBER)


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A filed text with its papers, for somebody of the body's secretariat."""

    recommendation: "Recommendation"
    papers: DeskPapers
    person: "Person"
    mandates: "Sequence[Mandate]"
    query: QueryDict
    now: datetime

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.recommendation.body, self.now)

    @property
    def secretary(self) -> "Mandate":
        """The secretary's mandate, or the one whose refusal says what lacks."""
        return pick(self.mandates, Role.SECRETARY)

    @property
    def chair(self) -> "Mandate":
        """The chair's mandate, or the one whose refusal says what lacks."""
        return pick(self.mandates, Role.CHAIR)

    @property
    def member(self) -> "Mandate":
        """A member's or the chair's mandate: who decides appeals."""
        deciding = (one for one in self.mandates if one.role in {Role.MEMBER, Role.CHAIR})
        return next(deciding, self.mandates[0])

    @property
    def found(self) -> "list[Institution]":
        """The institutions to choose from: the one the author wished, and those found."""
        wished = self.recommendation.wished_institution
        return found_institutions(self.query, self.today, [wished] if wished else [])

    def by(self, mandate: "Mandate") -> dict[str, Any]:
        """How every act names the text, who acts, by which mandate, and when."""
        public_id = self.recommendation.public_id
        return {"public_id": public_id, **self.who(mandate)}

    def who(self, mandate: "Mandate") -> dict[str, Any]:
        """Who acts, by which mandate, and when."""
        return {"by": self.person, "mandate": mandate, "now": self.now}


def desk_case(request: HttpRequest, public_id: UUID) -> DeskCase:
    """Return a text for its secretariat. Raises NotFound for others, NotPermitted signed out."""
    person, now, row = signed_in(request), timezone.now(), handled(public_id)
    mandates = mandates_for(person, row.body, ROLES, now)
    return DeskCase(row, papers(row), person, mandates, request.GET, now)
