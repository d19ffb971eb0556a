"""Results on the days on which the law on elections and referendums bars them.

Asked before a kept page is looked for: a page made the day before must not be shown either.
"""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kenes.domain.conversations import queries
from kenes.domain.conversations.campaigns import refuse_to_show_results
from kenes.domain.institutions.queries import today_at
from kenes.domain.shared.kept import Lasting
from kenes.domain.shared.refusals import permit

if TYPE_CHECKING:
    from kenes.domain.conversations.models import Conversation

BARRED = Lasting[bool](256, seconds=60)


def permit_results(public_id: UUID, now: datetime) -> None:
    """Raise NotPermitted, citing the article, where results may not be shown today."""
    row = queries.by_public_id(public_id)
    permit(refuse_to_show_results(row, on=today_at(row.body, now)))


def are_barred(row: "Conversation", now: datetime) -> bool:
    """Tell the same for a card, where votes must not wait: asked once a minute."""
    on = today_at(row.body, now)
    key = (row.public_id, row.edition, on)
    return BARRED.get(key, lambda: refuse_to_show_results(row, on=on) is not None)
