"""The menu leads each person to the desks that their mandates give, and asks nothing else."""

from datetime import date

import pytest

from tests.factories import NOW
from tests.factories.institutions import make_host, make_mandate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_an_administrator_finds_the_administration(client_as):
    page = client_as(make_host().person).get("/en/pages/about/").content.decode()

    assert page.count('href="/en/host/"') == 2


@pytest.mark.parametrize("make", [make_person, lambda: make_mandate("focal_point").person])
def test_nobody_else_does(client_as, make):
    page = client_as(make()).get("/en/pages/about/").content.decode()

    assert 'href="/en/host/"' not in page


def test_an_ended_mandate_leads_nowhere(client_as, time_machine):
    person = make_mandate("administrator", make_host().institution, valid_to=date(2026, 11, 9))
    client = client_as(person.person)
    assert 'href="/en/host/"' in client.get("/en/pages/about/").content.decode()

    time_machine.move_to(NOW.replace(day=11), tick=False)

    assert 'href="/en/host/"' not in client.get("/en/pages/about/").content.decode()


def test_an_anonymous_reader_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/en/pages/privacy/").content.decode()

    assert "/en/host/" not in page
