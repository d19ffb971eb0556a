"""The host's desk: what waits stands first, with what it lacks; each decision by its page."""

import pytest

from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.models import Statement
from tests.factories.conversations import SEEDS, make_voice, opened, vote
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def waiting(client, text="Орын жетпейді"):
    row, secretary = opened()
    propose_statement(public_id=row.public_id, tier="link", language="kk", text=text, now=NOW)
    client.force_login(secretary.person)
    return row, f"/en/conversations/{row.public_id}/desk/"


def test_what_waits_stands_first_and_says_what_it_lacks(client):
    row, desk = waiting(client)
    for _voter in range(10):
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

    wrong = client.post(f"{desk}5/merge/", {"number": "77"})
    none = client.post(f"{desk}5/merge/", {})
    client.post(f"{desk}5/merge/", {"number": "1", "into": "2"})

    assert "no such statement shown beside it" in wrong.text
    assert none.status_code == 422
    assert "Choose the statement that says the same" in none.text
    assert Statement.objects.get(number=5).state == "merged"
    assert "merged into another one: № 1" in client.get(f"/en/conversations/{row.public_id}/").text


def test_a_double_is_picked_among_those_most_like_it_shown_with_both_texts(client):
    _row, desk = waiting(client, text=f"{SEEDS[2][0]} дейді")

    page = client.get(f"{desk}5/merge/")
    client.post(f"{desk}5/merge/", {"into": "3"})

    offered = page.context["form"]["into"].field.choices
    numbers = [number for number, _texts in offered]
    assert (numbers[0], sorted(numbers)) == (3, [1, 2, 3, 4])
    for language, text in zip(("kk", "ru"), SEEDS[2], strict=True):
        assert f'<span lang="{language}">{text}</span>' in page.text
    assert page.text.count('type="radio"') == 4
    assert "Whoever voted on both keeps the vote on the other one" in page.text
    assert Statement.objects.get(number=5).merged_into.number == 3
