"""Periods of elections and referendums: published, versioned, in force in which region."""

from datetime import date

import pytest

from kenes.domain.institutions import actions, polling_law, queries
from kenes.domain.institutions.models import CampaignPeriod
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.campaigns import make_campaign, make_facts
from tests.factories.institutions import Role, make_mandate
from tests.factories.recommendations import make_territory

pytestmark = pytest.mark.django_db


def test_a_period_holds_to_its_voting_day_and_hides_results_on_the_days_before():
    period = make_campaign(first_on=date(2027, 1, 10), voting_on=date(2027, 3, 19), hidden_days=5)

    days = [date(2027, 1, 9), date(2027, 1, 10), date(2027, 3, 13), date(2027, 3, 14),
            date(2027, 3, 19), date(2027, 3, 20)]  # fmt: skip

    assert [period.holds_on(one) for one in days] == [False, True, True, True, True, False]
    assert [period.hides_on(one) for one in days] == [False, False, False, True, True, False]
    assert "28 (9)" in period.law


def test_a_period_is_on_the_register_and_a_change_is_its_next_version():
    first = make_campaign(code="kurultai", voting_on=date(2026, 12, 20))
    second = make_campaign(code="kurultai", voting_on=date(2026, 12, 27))

    assert (first.number, second.number) == (1, 2)
    assert queries.campaign_periods() == [second]
    entries = Entry.objects.filter(type="campaign_period.published").order_by("pk")
    assert [one.content["voting_on"] for one in entries] == ["2026-12-20", "2026-12-27"]
    assert len({one.object for one in entries}) == 1


def test_a_period_that_was_called_off_binds_nobody():
    make_campaign(code="kurultai")
    make_campaign(code="kurultai", is_called_off=True)

    assert queries.campaign_on(date(2026, 11, 9), None) is None


def test_a_period_of_some_regions_binds_there_and_in_what_is_asked_everywhere():
    here, there = make_territory(), make_territory()
    period = make_campaign(regions=[here.kato])
    on = date(2026, 11, 9)

    assert queries.campaign_on(on, here.kato) == period
    assert queries.campaign_on(on, there.kato) is None
    assert queries.campaign_on(on, None) == period


def test_of_two_periods_the_one_that_hides_results_comes_first():
    make_campaign(voting_on=date(2026, 12, 20))
    hiding = make_campaign(voting_on=date(2026, 11, 12))

    assert queries.campaign_on(date(2026, 11, 9), None) == hiding


def test_only_an_administrator_publishes_a_period():
    giver = make_mandate(Role.SECRETARY)

    with pytest.raises(NotPermitted):
        actions.publish_campaign(facts=make_facts(), by=giver.person, mandate=giver, now=NOW)
    assert not CampaignPeriod.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "coronation"),
        ("code", "со словами"),
        ("voting_on", date(2026, 10, 1)),
        ("hidden_days", 61),
        ("hidden_days", -1),
        ("regions", ["999999999"]),
        ("law_kk", "  "),
        ("article", "x" * 61),
        ("source", ""),
    ],
)
def test_what_does_not_fit_together_is_named(field, value):
    with pytest.raises(Invalid) as caught:
        make_campaign(**{field: value})

    assert set(caught.value.problems) == {field}
    assert not CampaignPeriod.objects.exists()


def test_a_form_begins_with_the_law_of_its_kind():
    election, referendum = map(polling_law.known_law, ("election", "referendum"))

    assert (election["article"], election["hidden_days"]) == ("28 (9)", 5)
    assert referendum["article"] == "7-1"
    assert polling_law.known_law("coronation") == {}
