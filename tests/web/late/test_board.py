"""The board says overdue by law alone, and everything else in other words."""

from datetime import timedelta

import pytest

from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.late import board
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send
from tests.factories.institutions import make_institution

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)


@pytest.fixture(autouse=True)
def _today(time_machine):
    from django.core.cache import cache  # noqa: PLC0415

    time_machine.move_to(LATER, tick=False)
    facets.forget()
    cache.clear()


def _case(*, is_delivered=True):
    case = make_case()
    send(case)
    if is_delivered:
        deliver(case)
    return case


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_board_stands_on_an_empty_record(client, language):
    assert client.get(f"/{language}/late/").status_code == 200


def test_overdue_needs_a_delivery_on_record():
    late, silent = _case(), _case(is_delivered=False)

    lines = {line.institution.pk: line for line in board(LATER).lines}

    assert (lines[late.ministry.pk].overdue, lines[late.ministry.pk].silent) == (1, 0)
    assert (lines[silent.ministry.pk].overdue, lines[silent.ministry.pk].silent) == (0, 1)
    assert lines[late.ministry.pk].days[0] > 0


def test_a_body_without_anything_late_stays_with_nought():
    done = _case()
    answer(done)

    line = board(LATER).lines[0]

    assert (line.institution, line.overdue, line.received) == (done.ministry, 0, 1)


@pytest.mark.parametrize("many", [1, 3, 40])
def test_the_board_takes_a_constant_number_of_reads(client, many, django_assert_num_queries):
    case = make_case()
    send(case, case.ministry, *(make_institution() for _ in range(many)))
    deliver(case)
    client.get("/en/recommendations/")

    with django_assert_num_queries(8):
        assert client.get("/en/late/").status_code == 200


def test_each_number_leads_to_the_list_that_counts_it(client):
    _case()

    page = client.get("/en/late/")
    listed = client.get(page.context["overdue_url"]).content.decode()

    assert f"Found: {page.context['overdue']}." in listed


def test_a_bodys_number_opens_its_own_records_where_another_body_is_late_too(client):
    case = make_case()
    silent = make_institution()
    send(case, case.ministry, silent)
    deliver(case)

    rows = {row.name: row for row in client.get("/en/late/").context["counted"]}
    many, address = rows[silent.name_en].silent
    work = client.get(address.split("#")[0]).context["work"]

    assert many == len(work.lines) == 1
    assert work.lines[0].number == case.recommendation.number


def test_silence_is_dated_from_the_day_of_asking(client):
    case = _case(is_delivered=False)
    case.address.due_on = NOW.date() + timedelta(days=20)
    case.address.save()

    (row,) = client.get("/en/late/").context["silent"]

    assert row.day == NOW.date()
    assert "40 days" in str(row.tag)
