"""A filed text as the acts of its author know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kenes.domain.recommendations.queries.authoring import AuthorStory
from kenes.domain.register.queries import latest_of_type
from kenes.web.filing.authors import Authorship

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A filed text with its author and its story."""

    own: Authorship
    story: AuthorStory

    @property
    def now(self) -> datetime:
        """The moment of the request."""
        return self.own.now

    def entry(self, type_: str) -> "Entry | None":
        """Return the register's newest entry of one type about the text."""
        return latest_of_type(self.own.recommendation.public_id, type_)

    @property
    def who(self) -> dict[str, Any]:
        """How every act of an author names the text, the author and the time."""
        own = self.own
        public_id = own.recommendation.public_id
        return {"public_id": public_id, "by": own.person, "code": own.code, "now": own.now}
