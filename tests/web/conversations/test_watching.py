"""What a host watches: showings with their chances, and hours in which many came at once."""

from datetime import timedelta

import pytest

from kenes.domain.conversations.models import Arrival, Exposure
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.queries.watching import busy_hours, showings
from kenes.domain.conversations.seen import ARRIVALS, ENOUGH, SHOWINGS, Arrivals, Showings
from kenes.web.conversations import floods
from tests.factories.conversations import opened, prepared
from tests.factories.recommendations import NOW
from tests.web.conversations.test_voting_pages import at, fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    for counts in (*floods.EVERY, SHOWINGS, ARRIVALS):
        counts.forget()
    yield
    SHOWINGS.forget()
    ARRIVALS.forget()


def test_showings_are_added_once_there_are_enough_or_the_first_has_waited():
    row, _secretary = opened()
    first, second = shown_statements(row)[:2]
    counts = Showings()

    for _showing in range(ENOUGH):
        counts.add(first.pk, 0.25, NOW)
    counts.add(second.pk, 0.5, NOW)
    early = showings(row)
    counts.add(first.pk, 1.0, NOW + timedelta(minutes=1))

    assert early == {first.pk: (ENOUGH, 0.25)}
    assert showings(row)[second.pk] == (1, 0.5)
    assert showings(row)[first.pk][0] == ENOUGH + 1


def test_a_statement_that_is_no_more_stops_no_count():
    first = shown_statements(opened()[0])[0]
    counts = Showings()

    counts.add(10**9, 0.5, NOW)
    counts.add(first.pk, 0.5, NOW + timedelta(minutes=1))

    assert list(Exposure.objects.values_list("statement", "shown")) == [(first.pk, 1)]


def test_new_voters_are_written_in_tens_and_fewer_never():
    row, _secretary = opened()
    counts = Arrivals()

    for _voter in range(29):
        counts.add(row.pk, NOW + timedelta(minutes=7))

    assert [(hour.hour, hour.many) for hour in busy_hours(row)] == [(NOW, 20)]
    counts.add(row.pk, NOW + timedelta(hours=1))
    assert [hour.many for hour in busy_hours(row)] == [10, 20]


def test_voting_counts_showings_and_new_voters_of_nobody(client):
    row, _secretary = opened()
    for _visitor in range(10):
        client.cookies.clear()
        client.post(at(row), {**fields(client.get(at(row))), "vote": "1"})

    kept = {name: str(value) for name, value in Arrival.objects.values()[0].items()}
    assert kept.keys() == {"id", "conversation_id", "hour", "many"}
    assert kept["many"] == "10"
    assert {field.name for field in Exposure._meta.fields} == {"statement", "shown", "chances"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Көп адам бірден келген сағаттар"), ("ru", "Когда сразу пришло много людей")],
)
def test_the_desk_shows_showings_chances_and_bursts(client_as, language, words):
    row, secretary = opened()
    first = shown_statements(row)[0]
    Exposure.objects.create(statement_id=first.pk, shown=400, chances=100)
    for hours, many in ((1, 10), (2, 10), (3, 90)):
        Arrival.objects.create(conversation=row, hour=NOW - timedelta(hours=hours), many=many)

    page = client_as(secretary.person).get(at(row, "desk", language)).text

    assert words in page
    assert 'id="exposure"' in page
    assert ">400<" in page
    assert ">25\N{NO-BREAK SPACE}%<" in page
    assert page.count('class="daybar burst"') == 1
    assert page.count('class="daybar"') == 2


def test_each_panel_is_a_file_for_its_hosts_and_for_nobody_else(client_as, client):
    row, secretary = opened()
    first, second = shown_statements(row)[:2]
    Exposure.objects.create(statement_id=first.pk, shown=400, chances=100)
    Exposure.objects.create(statement_id=second.pk, shown=40, chances=4)
    Arrival.objects.create(conversation=row, hour=NOW, many=90)
    desk = client_as(secretary.person)

    files = []
    for panel in desk.get(at(row, "desk", "en")).context["panels"]:
        lines = desk.get(panel.csv).getvalue().decode().splitlines()
        assert lines[0].lstrip("\ufeff") == ",".join(panel.figure.table.names)
        assert len(lines) == 1 + len(panel.figure.table.rows)
        files.append(panel.csv)
    assert desk.get(f"/en/conversations/{row.public_id}/desk/votes.csv").status_code == 404
    client.logout()
    assert {client.get(file).status_code for file in files} == {302}


def test_the_panels_say_what_they_found(client_as):
    row, secretary = opened()
    for n, one in enumerate(shown_statements(row)):
        Exposure.objects.create(statement_id=one.pk, shown=40 if n == 0 else 400, chances=4)
    for hours, many in ((1, 10), (2, 10), (3, 90)):
        Arrival.objects.create(conversation=row, hour=NOW - timedelta(hours=hours), many=many)

    panels = client_as(secretary.person).get(at(row, "desk", "en")).context["panels"]

    assert [one.figure.finding for one in panels] == [
        "No statement waits for a decision",
        "Statements shown less than half as often as the middle one: 1. In all: 4",
        "Hours in which many more came than usual: 1. In all: 3",
    ]


def test_panels_without_anything_say_so(client_as):
    row, secretary = opened()

    panels = client_as(secretary.person).get(at(row, "desk", "en")).context["panels"]

    assert [one.figure.finding for one in panels[1:]] == [
        "No showing has been counted yet",
        "In no hour did ten new voters come",
    ]


def test_a_conversation_that_is_being_prepared_has_nothing_to_watch(client_as):
    row, secretary = prepared()

    assert 'id="exposure"' not in client_as(secretary.person).get(at(row, "desk")).text
