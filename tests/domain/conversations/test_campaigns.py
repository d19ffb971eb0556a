"""While an election or a referendum is under way: what may be opened, published, shown."""

from datetime import date

import pytest

from kenes.domain.conversations import campaigns
from kenes.domain.conversations.actions import declaring, hosting
from kenes.domain.conversations.models import Conversation
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories.campaigns import LAW_RU, make_campaign
from tests.factories.conversations import opened, prepared
from tests.factories.recommendations import NOW, make_body, make_mandate, make_territory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 9)
LAWFUL = {"contest": "yes", "pollster": "ТОО «Мысал Сауалнама»", "notice": "12-34"}


def open_it(row, secretary):
    return hosting.open_conversation(
        public_id=row.public_id, by=secretary.person, mandate=secretary, now=NOW
    )


def declare(row, secretary, contest="no", pollster="", notice=""):
    return declaring.declare_contest(
        public_id=row.public_id, contest=contest, pollster=pollster, notice=notice,
        by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "contest_not_declared"),
        ({"contest": "yes"}, "pollster_needed"),
        ({"contest": "yes", "pollster": "ТОО «Мысал»"}, "pollster_needed"),
        ({"contest": "yes", "notice": "12-34"}, "pollster_needed"),
    ],
)
def test_while_a_period_runs_nothing_opens_without_an_answer_and_a_lawful_pollster(said, code):
    make_campaign()
    row, secretary = prepared(**said)

    with pytest.raises(NotPermitted) as caught:
        open_it(row, secretary)

    refusal = caught.value.refusal
    assert refusal.code == code
    assert "28 (9)" in str(refusal.clause)
    assert refusal == campaigns.refuse_in_campaign(row, on=TODAY)
    assert Conversation.objects.get().stage == "prepared"


@pytest.mark.parametrize("said", [{"contest": "no"}, LAWFUL])
def test_what_names_nothing_or_has_a_lawful_pollster_opens_with_its_answer_on_the_register(said):
    make_campaign()
    row, secretary = prepared(**said)

    row = open_it(row, secretary)

    entry = Entry.objects.get(type="conversation.contest_declared")
    assert row.stage == "open"
    assert entry.content["contest"] == said["contest"]
    assert "Мысал" not in str(entry.content)


@pytest.mark.parametrize(
    "period",
    [
        {"first_on": date(2026, 11, 10)},
        {"first_on": date(2026, 10, 1), "voting_on": date(2026, 11, 8)},
        {"is_called_off": True},
    ],
)
def test_outside_a_period_nothing_is_asked(period):
    make_campaign(**period)

    row, _secretary = opened()

    assert row.contest == ""
    assert campaigns.refuse_to_show_results(row, on=TODAY) is None


def test_a_period_elsewhere_does_not_bind_a_conversation_of_a_region():
    here, there = make_territory(), make_territory()
    make_campaign(regions=[there.kato])

    row, _secretary = opened(territory=here)

    assert campaigns.campaign_of(row, TODAY) is None


def test_what_was_opened_before_the_period_answers_before_anything_is_published():
    row, secretary = opened()
    make_campaign()
    assert campaigns.refuse_in_campaign(row, on=TODAY).code == "contest_not_declared"

    row = declare(row, secretary, **LAWFUL)

    assert campaigns.refuse_in_campaign(row, on=TODAY) is None
    assert Entry.objects.filter(type="conversation.contest_declared").count() == 1


@pytest.mark.parametrize(("contest", "hidden"), [("", True), ("yes", True), ("no", False)])
def test_results_hide_on_the_days_the_law_names_and_cite_it(contest, hidden):
    row, secretary = opened()
    make_campaign(voting_on=date(2026, 11, 14))
    if contest:
        row = declare(row, secretary, contest, "ТОО «Мысал»", "12-34")

    found = [
        campaigns.refuse_to_show_results(row, on=date(2026, 11, day)) for day in (8, 9, 14, 15)
    ]

    assert [one is not None for one in found] == [False, hidden, hidden, False]
    if hidden:
        assert found[1].code == "results_hidden"
        assert LAW_RU in f"{found[1].clause}" or "«Сайлау туралы»" in f"{found[1].clause}"


def test_a_pollster_stands_only_beside_what_it_polls_on_and_lines_have_a_length():
    row, secretary = prepared()

    row = declare(row, secretary, "no", "ТОО «Мысал»", "12-34")

    assert (row.pollster, row.notice) == ("", "")
    assert not Entry.objects.filter(type="conversation.contest_declared").exists()
    for wrong in ({"contest": "maybe"}, {"pollster": "x" * 301}, {"notice": "x" * 101}):
        with pytest.raises(Invalid) as caught:
            declare(row, secretary, **({"contest": "yes"} | wrong))
        assert set(caught.value.problems) == set(wrong)


def test_only_the_host_answers():
    row, _secretary = opened()
    other = make_mandate(make_body())

    with pytest.raises(NotPermitted):
        declare(row, other)
