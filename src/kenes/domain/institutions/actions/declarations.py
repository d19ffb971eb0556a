"""Declare the interests of a member organisation and the sources of its money."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import rfc8785
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.actions.recording import lock_institution, note, required_texts
from kenes.domain.institutions.declarations import LONGEST_INTERESTS, MOST_SOURCES
from kenes.domain.institutions.events import seats as events
from kenes.domain.institutions.models import Declaration, Institution, Mandate
from kenes.domain.institutions.rules.declarations import refuse_to_declare
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import clean_line

LONGEST_LINE = 300
MOST_TENGE = 10**15
"""More than all the money there is: past it the figure is a slip of the hand."""
LONGEST_PERIOD = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Source:
    """Where money came from, for what, and how much in whole tenge; None where not stated."""

    source: str
    purpose: str
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationFacts:
    """A declaration as it is made: `interests` in `language`, sources over a period."""

    language: str
    interests: str
    sources: Sequence[Source] = ()
    period_from: date
    period_to: date


@transaction.atomic
def declare_interests(
    *, organisation: Institution, facts: DeclarationFacts, by: Person, mandate: Mandate,
    now: datetime,
) -> Declaration:  # fmt: skip
    """Publish the next version of an organisation's declaration; the ones before stay to be read.

    Whoever the organisation sent to a body does so, or its delegate. Raises NotPermitted, Invalid.
    """
    organisation = lock_institution(organisation)
    on = today_at(mandate.institution, now)
    permit(refuse_to_declare(by, mandate, organisation, on=on))
    _check_values(facts, on)
    last = organisation.declarations.order_by("-number").first()
    row = Declaration.objects.create(
        organisation=organisation,
        number=last.number + 1 if last else 1,
        language=facts.language,
        sources=_sources(facts.sources),
        period_from=facts.period_from,
        period_to=facts.period_to,
        declared_at=now,
        **required_texts(LONGEST_INTERESTS, interests=facts.interests),
    )
    note(_made(row), about=organisation.public_id, now=now, by=by, mandate=mandate)
    return row


def digest_of(row: Declaration) -> str:
    """Return the hexadecimal SHA-256 of a declaration's canonical JSON (RFC 8785)."""
    whole = {
        "organisation": str(row.organisation.public_id),
        "number": row.number,
        "language": row.language,
        "interests": row.interests,
        "sources": row.sources,
        "period_from": row.period_from.isoformat(),
        "period_to": row.period_to.isoformat(),
    }
    return sha256(rfc8785.dumps(whole)).hexdigest()


def _check_values(facts: DeclarationFacts, on: date) -> None:
    problems = {}
    if facts.language not in Language.values:
        problems["language"] = _("There is no such value: choose one from the list.")
    if facts.period_to < facts.period_from:
        problems["period_to"] = _("The last day lies before the first: change one of them.")
    elif facts.period_from > on or facts.period_to - facts.period_from > LONGEST_PERIOD:
        problems["period_from"] = _(
            "The period begins today or earlier and lasts three years at most."
        )
    if len(facts.sources) > MOST_SOURCES:
        problems["sources"] = _("These are too many sources: add small ones together.")
    if problems:
        raise Invalid(problems)


def _sources(sources: Sequence[Source]) -> list[dict[str, object]]:
    """Return every source cleaned. Raises Invalid for one without a name, or with odd figures."""
    cleaned = [
        Source(clean_line(one.source), clean_line(one.purpose), one.amount) for one in sources
    ]
    for one in cleaned:
        if not one.source:
            raise Invalid({"sources": _("Name where the money came from.")})
        if max(len(one.source), len(one.purpose)) > LONGEST_LINE:
            raise Invalid({"sources": _("This is too long: shorten it.")})
        if one.amount is not None and not 0 <= one.amount <= MOST_TENGE:
            raise Invalid({"sources": _("An amount is a whole number of tenge, zero or more.")})
    return [asdict(one) for one in cleaned]


def _made(row: Declaration) -> events.DeclarationMade:
    return events.DeclarationMade(
        organisation=row.organisation.public_id,
        number=row.number,
        period_from=row.period_from,
        period_to=row.period_to,
        digest_sha256=digest_of(row),
    )
