"""Who takes a step of the ladder, whether anything is owed, and who is told."""

from dataclasses import dataclass
from datetime import date, datetime

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.recommendations.actions.announcing import facts_about, tell_officers
from kenes.domain.recommendations.actions.recording import AUTHOR
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.clocks import local_today
from kenes.domain.recommendations.models import Address, Event
from kenes.domain.recommendations.queries.demands import owing_addresses
from kenes.domain.recommendations.rules.authors import is_author


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who takes a step: a mandate's institution, else the author, whose institution may be none."""

    by: Person | None
    mandate: Mandate | None
    is_author: bool
    institution: Institution | None

    @property
    def role(self) -> str:
        """The role that the record names; "" for a mandate's own."""
        return AUTHOR if self.is_author else ""


def speaker_of(
    address: Address, by: Person | None, mandate: Mandate | None, code: str | None, on: date
) -> Speaker:
    if mandate is not None:
        return Speaker(by, mandate, is_author=False, institution=mandate.institution)
    row = address.recommendation
    is_own = is_author(by, code, row, on=on)
    return Speaker(by, None, is_own, row.author_institution if is_own else None)


def is_owed(address: Address, on: date) -> bool:
    return address.pk in owing_addresses(address.recommendation, on)


def tell_everybody(
    address: Address, event: Event, template: str, facts: dict[str, str], now: datetime
) -> None:
    """Tell the officers of the body that was addressed, the author and those who follow."""
    on = local_today(address.institution, now)
    said = facts_about(address, **facts)
    tell_officers(address, str(event.pk), template, said, on=on, now=now)
    tell_readers(address, event, now)


def tell_readers(address: Address, event: Event, now: datetime) -> None:
    tell_author(address.recommendation, event, "news", now=now)
    tell_followers(address.recommendation, event, now=now)
