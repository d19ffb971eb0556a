"""One matter at a body's desk: the address, its papers, and by which mandate one acts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from kenes.domain.institutions.queries import Role, today_at
from kenes.domain.recommendations.queries.office import Dossier, dossier, duty
from kenes.domain.register.queries import latest_of_type
from kenes.domain.shared.refusals import NotFound
from kenes.web.acting.finding import found_institutions
from kenes.web.acting.offices import mandates_for, pick
from kenes.web.shared.people import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.accounts.models import Person
    from kenes.domain.institutions.models import Institution, Mandate
    from kenes.domain.recommendations.models import Address, Answer
    from kenes.domain.register.models import Entry

ROLES = (Role.FOCAL_POINT, Role.SIGNATORY)


@dataclass(frozen=True, slots=True)
class BodyCase:
    """A matter with its papers, for an officer of the body."""

    address: "Address"
    papers: Dossier
    person: "Person"
    mandates: "Sequence[Mandate]"
    found: "Sequence[Institution]"
    now: datetime

    @property
    def today(self) -> date:
        """The day where the body sits."""
        return today_at(self.address.institution, self.now)

    @property
    def focal(self) -> "Mandate":
        """The mandate to draft with, or the one whose refusal says what lacks."""
        return pick(self.mandates, Role.FOCAL_POINT)

    @property
    def signatory(self) -> "Mandate":
        """The mandate to sign with, or the one whose refusal says what lacks."""
        return pick(self.mandates, Role.SIGNATORY)

    def holds(self, role: str) -> bool:
        """Whether one acts here by a mandate of this role."""
        return any(mandate.role == role for mandate in self.mandates)

    @property
    def answer(self) -> "Answer":
        """The reply in work. Raises NotFound where there is none."""
        found = self.papers.in_work
        if found is None:
            raise NotFound(f"no reply in work at {self.address.public_id}")
        return found

    def entry(self, type_: str) -> "Entry | None":
        """Return the register's newest entry of one type about the matter."""
        return latest_of_type(self.address.recommendation.public_id, type_)

    def by(self, mandate: "Mandate") -> dict[str, Any]:
        """How every act names who acts, by which mandate, and when."""
        return {"by": self.person, "mandate": mandate, "now": self.now}


def body_case(request: HttpRequest, public_id: UUID) -> BodyCase:
    """Return a matter for its officer. Raises NotFound for others, NotPermitted signed out."""
    person, now, address = signed_in(request), timezone.now(), duty(public_id)
    mandates = mandates_for(person, address.institution, ROLES, now)
    found = found_institutions(request.GET, today_at(address.institution, now))
    return BodyCase(address, dossier(address), person, mandates, found, now)
