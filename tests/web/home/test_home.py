"""The home page on an empty and on a living record."""

from datetime import timedelta

import pytest

from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    from django.core.cache import cache  # noqa: PLC0415

    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()
    cache.clear()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_stands_on_an_empty_record(client, language):
    assert client.get(f"/{language}/").status_code == 200


def test_each_number_equals_the_list_behind_its_link(client):
    late, told = make_case(), make_case()
    for case in (late, told):
        send(case)
        deliver(case)
    answer(told)

    page = client.get("/en/")

    for figure, expected in zip(page.context["figures"], (2, 1, 1), strict=True):
        listed = client.get(figure.url).content.decode()
        assert figure.value == expected
        assert f"Found: {expected}." in listed


def test_a_read_page_costs_one_read(client, django_assert_num_queries):
    client.get("/en/")

    with django_assert_num_queries(1):
        client.get("/en/")
