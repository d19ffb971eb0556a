"""A filed text as the acts of its author know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kenes.domain.recommendations.queries.authoring import AuthorStory
from kenes.web.filing.authors import Authorship


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A filed text with its author and its story."""

    own: Authorship
    story: AuthorStory

    @property
    def now(self) -> datetime:
        """The moment of the request."""
        return self.own.now

    @property
    def who(self) -> dict[str, Any]:
        """How every act of an author names the text, the author and the time."""
        own = self.own
        public_id = own.recommendation.public_id
        return {"public_id": public_id, "by": own.person, "code": own.code, "now": own.now}
