"""Conversations in which there is nothing to tell apart: pages say so, and show what there is."""

import pytest

from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from tests.factories.conversations import SEEDS, make_voice, opened
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
NUMBERS = range(1, len(SEEDS) + 1)
ODD = {
    "all pass": lambda _person: dict.fromkeys(NUMBERS, 0),
    "all agree": lambda _person: dict.fromkeys(NUMBERS, 1),
    "two opposite camps": lambda person: dict.fromkeys(NUMBERS, 1 if person % 2 else -1),
    "one statement": lambda person: {1: person % 3 - 1},
    "nothing in common": lambda person: {person % len(SEEDS) + 1: 1},
}


@pytest.mark.parametrize("called", ODD)
def test_an_odd_conversation_is_published_and_every_page_of_it_is_there(client, called):
    row, _secretary = opened()
    people = [Ballot(make_voice(), "kk", ODD[called](person)) for person in range(40)]
    bring_votes(conversation=row, ballots=people)

    result = publish_result(row, now=NOW)
    pages = [
        client.get(f"/{language}/conversations/{row.public_id}/results/{page}")
        for language, page in (("kk", ""), ("ru", "method/"), ("en", "report/"), ("en", "data.zip"))
    ]

    assert result.voters == 40
    assert [page.status_code for page in pages] == [200] * 4
    assert "nan" not in pages[2].text.casefold().split()
