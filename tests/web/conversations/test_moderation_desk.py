"""The host's desk: what waits stands first, with what it lacks; each decision by its page."""

import pytest

from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.models import Statement
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def waiting(client, text="Орын жетпейді"):
    row, secretary = opened()
    propose_statement(public_id=row.public_id, tier="link", language="kk", text=text, now=NOW)
    client.force_login(secretary.person)
    return row, f"/en/conversations/{row.public_id}/desk/"


def test_what_waits_stands_first_and_says_what_it_lacks(client):
    row, desk = waiting(client)
    for _voter in range(3):
        vote(row, make_voice(), {1: 1, 2: 1, 3: 1})

    page = client.get(desk)

    groups = page.context["groups"]
    assert [group.state for group in groups] == ["waiting", "shown"]
    assert "no Russian text yet" in page.text
    assert [line.seldom for line in groups[1].lines] == [False, False, False, True]


def test_a_statement_is_shown_by_a_click_and_returned_with_a_ground_that_all_read(client):
    row, desk = waiting(client)

    client.post(f"{desk}5/accept/", {})
    shown = client.get(f"/kk/conversations/{row.public_id}/").text
    empty = client.post(f"{desk}5/return/", {})
    client.post(f"{desk}5/return/", {"ground": "several", "explanation": "Екі ой айтылған."})
    after = client.get(f"/en/conversations/{row.public_id}/").text

    assert "Орын жетпейді" in shown
    assert empty.status_code == 422
    assert "Орын жетпейді" not in after
    assert "It says several things at once. Екі ой айтылған." in after


def test_a_double_is_merged_by_its_number_and_a_wrong_number_is_explained(client):
    row, desk = waiting(client)

    wrong = client.post(f"{desk}5/merge/", {"into": "77"})
    client.post(f"{desk}5/merge/", {"into": "1"})

    assert "no such statement shown beside it" in wrong.text
    assert Statement.objects.get(number=5).state == "merged"
    assert "merged into another one: № 1" in client.get(f"/en/conversations/{row.public_id}/").text
