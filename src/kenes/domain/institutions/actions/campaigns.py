"""Publish the period of an election or a referendum, a new version of one, or its calling off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events, rules
from kenes.domain.institutions.actions.recording import limited, note, required
from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.models import CampaignPeriod, Mandate, Territory
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, permit

LONGEST_HIDING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """A period as law and decree give it. `code` stays the same through all its versions."""

    code: str
    kind: str
    law_kk: str
    law_ru: str
    law_en: str = ""
    article: str
    first_on: date
    voting_on: date
    hidden_days: int
    regions: Sequence[str] = ()
    is_called_off: bool = False
    source: str


@transaction.atomic
def publish_campaign(
    *, facts: CampaignFacts, by: Person, mandate: Mandate, now: datetime
) -> CampaignPeriod:
    """Publish a period, or the next version of one; nothing is ever edited.

    Raises NotPermitted for all but an administrator, Invalid for what does not fit together.
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    _check(facts)
    versions = CampaignPeriod.objects.select_for_update(of=("self",)).filter(code=facts.code)
    last = versions.order_by("-number").first()
    values = asdict(facts) | {"regions": sorted(facts.regions)} | _lines(facts)
    number = last.number + 1 if last else 1
    period = CampaignPeriod.objects.create(number=number, published_at=now, **values)
    about = object_id("campaign", period.code)
    note(published(period), about=about, now=now, by=by, mandate=mandate)
    return period


def published(period: CampaignPeriod) -> events.CampaignPeriodPublished:
    """Return what the register says of one version of a period."""
    return events.CampaignPeriodPublished(
        code=period.code,
        number=period.number,
        kind=period.kind,
        law_ru=period.law_ru,
        article=period.article,
        first_on=period.first_on,
        hidden_from=period.hidden_from,
        voting_on=period.voting_on,
        regions=tuple(period.regions),
        is_called_off=period.is_called_off,
        source=period.source,
    )


def _lines(facts: CampaignFacts) -> dict[str, str]:
    """Return the texts cleaned. Raises Invalid, naming each that is empty or too long."""
    lines = required(
        law_kk=facts.law_kk, law_ru=facts.law_ru, article=facts.article, source=facts.source
    )
    return lines | limited(law_en=facts.law_en)


def _check(facts: CampaignFacts) -> None:
    problems = {}
    if facts.kind not in CampaignPeriod.Kind.values:
        problems["kind"] = _("There is no such value: choose one from the list.")
    if not facts.code or not facts.code.replace("-", "").replace("_", "").isalnum():
        problems["code"] = _("A code is made of Latin letters, digits and hyphens.")
    if facts.voting_on < facts.first_on:
        problems["voting_on"] = _("The voting day lies before the first day: change one of them.")
    if not 0 <= facts.hidden_days <= LONGEST_HIDING:
        problems["hidden_days"] = _("This is a number of days from 0 to 60.")
    known = set(Territory.objects.filter(kato__in=facts.regions).values_list("kato", flat=True))
    if set(facts.regions) - known:
        problems["regions"] = _("There is no such value: choose one from the list.")
    if problems:
        raise Invalid(problems)
