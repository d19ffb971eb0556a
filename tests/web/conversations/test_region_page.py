"""The page of one's own region, with nothing but a form, in three languages."""

import pytest

from kenes.domain.conversations.models import Voter
from kenes.web.conversations import floods
from tests.factories.conversations import opened
from tests.factories.recommendations import make_territory
from tests.web.conversations.test_voting_pages import at, fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    for flood in floods.EVERY:
        flood.forget()


@pytest.fixture
def region():
    return make_territory()


@pytest.fixture
def row(region):
    return opened(asks_region=True)[0]


def voted(client, row):
    return client.post(at(row), {**fields(client.get(at(row))), "vote": "1"}, follow=True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", ("Тұратын өңіріңіз", "Дауыстарыңыздың қасына жазылды")),
        ("ru", ("Регион, где вы живёте", "Сохранено рядом с вашими голосами")),
        ("en", ("Region where you live", "Kept beside your votes")),
    ],
)
def test_somebody_who_voted_says_their_region_and_changes_it(client, row, region, language, said):
    words, kept = said
    after = voted(client, row)
    address = at(row, "region", language)

    page = client.get(address)
    saved = client.post(address, {"region": region.kato[:2]}, follow=True)
    again = client.get(address)
    own = client.get(at(row, "own", language))
    client.post(address, {"region": ""})

    assert at(row, "region") in after.text
    assert words in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "selected" not in page.text[page.text.index("<select") :].split("</option>")[1]
    assert kept in saved.text.replace("\N{NO-BREAK SPACE}", " ")
    assert f'value="{region.kato[:2]}" selected' in again.text
    assert getattr(region, f"name_{language}") in own.text
    assert Voter.objects.get().region == ""


def test_nobody_is_asked_before_a_vote_or_where_the_host_did_not_choose_it(client, row, region):
    silent = opened()[0]

    first = client.get(at(row)).text.split("<vote-queue")[0]
    early = client.get(at(row, "region"))
    posted = client.post(at(row, "region"), {"region": region.kato[:2]})
    never = client.get(at(silent, "region"))

    assert at(row, "region") not in first
    assert "there are none yet" in early.text
    assert posted.status_code == 200
    assert "does not ask where people live" in never.text
    assert at(silent, "region") not in voted(client, silent).text
    assert not Voter.objects.filter(conversation=row).exists()


def test_a_region_that_is_none_is_named_and_nothing_is_kept(client, row):
    voted(client, row)

    page = client.post(at(row, "region"), {"region": "zz"})

    assert page.status_code == 422
    assert "<select" in page.text
    assert Voter.objects.get().region == ""
