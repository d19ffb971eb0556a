"""Votes on a bad line: kept in the browser, sent when the line is back, each counted once."""

import pytest
from django.test import Client

from kenes.domain.conversations.models import Vote, Voter
from kenes.web.conversations import floods
from tests.factories.conversations import opened
from tests.web.conversations.bridge import SITE, on_site
from tests.web.conversations.test_voting_pages import at, fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    for flood in floods.EVERY:
        flood.forget()


@pytest.mark.browser
def test_votes_cast_without_a_line_arrive_once_when_it_is_back(browser):
    row, _secretary = opened()

    with on_site(browser, Client()) as page:
        page.goto(f"{SITE}{at(row, language='ru')}")
        page.get_by_role("button", name="Соглашаюсь", exact=True).click()
        page.get_by_text("1 / 4").first.wait_for()
        page.context.set_offline(True)
        for choice, many in (("Не соглашаюсь", 1), ("Пропускаю", 2)):
            page.get_by_role("button", name=choice, exact=True).click()
            page.get_by_text(f"голоса хранятся в этом браузере: {many}").wait_for()
        kept_offline = Vote.objects.count()
        page.context.set_offline(False)
        page.get_by_text("Связь вернулась").wait_for()
        page.get_by_text("3 / 4").first.wait_for()
        left = page.evaluate("localStorage.length")

    assert kept_offline == 1
    assert left == 0
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 0, 1]
    assert Voter.objects.count() == 1


def test_a_first_vote_that_waited_makes_one_voter_with_what_they_were_told(client):
    row, _secretary = opened(releases_rows=True)
    first = fields(client.get(at(row)))

    for _sending in range(3):
        client.cookies.clear()
        client.post(at(row), {**first, "vote": "1", "again": "on", "stood": "", "told": "1"})

    assert [(one.told, one.votes.count()) for one in Voter.objects.all()] == [(1, 1)]


def test_a_late_sending_leaves_what_was_said_since(client):
    row, _secretary = opened()
    card = fields(client.get(at(row)))
    client.post(at(row), {**card, "vote": "1"})
    client.post(at(row), {**card, "vote": "-1", "stood": "1"})

    late = client.post(
        at(row), {**card, "vote": "1", "again": "on"}, headers={"HX-Request": "true"}
    )

    assert late.status_code == 200
    assert [one.value for one in Vote.objects.all()] == [-1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "жол-жолымен жариялануы мүмкін"), ("ru", "построчно"), ("en", "published as rows")],
)
def test_before_the_first_vote_it_is_said_whether_rows_may_be_released(client, language, words):
    open_rows, closed_rows = opened(releases_rows=True)[0], opened()[0]

    page = client.get(at(open_rows, language=language)).text
    other = client.get(at(closed_rows, language=language)).text

    assert page.index(words) < page.index('class="cast"')
    assert 'name="told" value="1"' in page
    assert words not in other
    assert 'name="told" value="2"' in other


def test_the_page_brings_the_cards_that_follow_for_a_line_that_breaks(client):
    row, _secretary = opened()

    page = client.get(at(row)).text

    ahead = page[page.index("<vote-queue") :]
    assert ahead.count("<template>") == 4
    assert ahead.count('name="statement"') == 3
    assert "You have voted on everything there is." in ahead
