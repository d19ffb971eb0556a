"""What every story of the demonstration may count on: people, institutions, places, norms."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, LegalRule, Mandate, Territory
from kenes.domain.norms.models import Obligation, Topic
from kenes.domain.recommendations.actions.linking import TargetFacts


@dataclass
class World:
    """Everything by its key in the texts. `today` and `begins` are days of the invented host."""

    today: date
    begins: datetime
    people: dict[str, Person] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    mandates: dict[tuple[str, str], Mandate] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    obligations: dict[str, Obligation] = field(default_factory=dict)
    targets: dict[str, TargetFacts] = field(default_factory=dict)
    own_rule: LegalRule | None = None

    def holder(self, institution: str, role: str) -> Mandate:
        """Return the mandate of whoever holds a role. Raises KeyError where nobody does."""
        return self.mandates[institution, role]

    def acting(self, institution: str, role: str) -> tuple[Person, Mandate]:
        """Return who acts in a role, and on which mandate."""
        mandate = self.holder(institution, role)
        return mandate.person, mandate
