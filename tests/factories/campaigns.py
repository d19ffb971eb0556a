"""Periods of elections and referendums for tests, published by the real act."""

from datetime import date
from itertools import count

from kenes.domain.institutions import actions
from kenes.domain.institutions.models import CampaignPeriod

from . import NOW
from .institutions import make_host

_serial = count(1)
LAW_RU = "Конституционный закон «О выборах»"


def make_facts(**fields) -> actions.CampaignFacts:
    values = {
        "code": f"vote-{next(_serial)}",
        "kind": "election",
        "law_kk": "«Сайлау туралы» Конституциялық заң",
        "law_ru": LAW_RU,
        "article": "28 (9)",
        "first_on": date(2026, 11, 1),
        "voting_on": date(2026, 11, 12),
        "hidden_days": 5,
        "source": "Decree 5",
    }
    return actions.CampaignFacts(**(values | fields))


def make_campaign(**fields) -> CampaignPeriod:
    admin = make_host()
    facts = make_facts(**fields)
    return actions.publish_campaign(facts=facts, by=admin.person, mandate=admin, now=NOW)
