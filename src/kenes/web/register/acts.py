"""Entries of the register as lines of what happened, for the page of what they are about."""

from typing import TYPE_CHECKING

from kenes.web.register.sentences import sentence_of
from kenes.web.shared.addresses import entry_address
from kenes.web.shared.components import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kenes.domain.register.models import Entry


def acts_of(entries: "Iterable[Entry]") -> list[Act]:
    """Return entries as lines, each with its number on the register, in the order given."""
    return [
        Act(
            on=entry.at,
            sentence=sentence_of(entry.type),
            entry_no=entry.index,
            entry_url=entry_address(entry.public_id),
        )
        for entry in entries
    ]
