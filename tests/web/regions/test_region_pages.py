from datetime import timedelta

import pytest
from django.utils.text import capfirst

from kenes.domain.institutions import seeds
from kenes.domain.institutions.models import Territory
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.answers import sent
from tests.factories.institutions import make_institution
from tests.factories.recommendations import admitted
from tests.factories.rows import rows_read

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_regions_stand_as_tiles_and_as_a_table(client, language):
    seeds.seed_territories()

    text = client.get(f"/{language}/regions/").text

    assert text.count('<li class="t-') == 20
    for region in Territory.objects.filter(valid_to=None):
        name = getattr(region, f"name_{language}")
        assert text.count(f"{capfirst(name)}</a>") == 2
    assert "/regions/510000000/" in text


def test_an_empty_server_says_that_no_region_is_on_record(client):
    assert 'class="empty"' in client.get("/kk/regions/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_has_its_codes_dates_former_names_and_institutions(client, language):
    seeds.seed_territories()
    region = Territory.objects.get(kato="610000000")
    office = make_institution(territory=region)

    text = client.get(f"/{language}/regions/610000000/").text

    assert "KZ-61" in text
    assert getattr(office, f"name_{language}") in text
    assert "/regions/510000000/" in text


def test_a_former_region_names_its_successor_and_last_day(client):
    seeds.seed_territories()

    text = client.get("/ru/regions/510000000/").text

    assert "/regions/610000000/" in text
    assert "18 июня 2018" in text.replace("\xa0", " ")
    assert "ЮКО" in text


@pytest.mark.parametrize("kato", ["999999999", "x", "%27"])
def test_an_unknown_region_is_not_found(client, kato):
    assert client.get(f"/ru/regions/{kato}/").status_code == 404


def test_the_list_costs_two_queries_and_the_look_for_changes(client, django_assert_num_queries):
    seeds.seed_territories()
    client.get("/ru/regions/")

    with django_assert_num_queries(3):
        client.get("/ru/regions/")


def _placed(many, kato="610000000"):
    """Admitted recommendations that name a region, and one that names none."""
    region = Territory.objects.get(kato=kato)
    found = [admitted() for _ in range(many)]
    for one in found:
        one.territories.add(region)
    admitted()
    facets.forget()
    return found


def test_a_tile_and_its_row_show_how_many_name_the_region(client):
    seeds.seed_territories()
    _placed(2)

    page = client.get("/en/regions/").text

    assert '<strong class="num">2</strong> Turkistan' in page
    assert '/en/recommendations/?region=610000000">2</a>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_regions_numbers_are_those_of_the_lists_they_open(client, language):
    seeds.seed_territories()
    found = _placed(3)

    page = client.get(f"/{language}/regions/610000000/")

    assert page.context["work"].total == 3
    assert (page.context["work"].placed, page.context["work"].of_all) == (3, 4)
    listed = client.get(page.context["all_url"])
    assert listed.context["total"] == 3
    assert all(one.number in page.text for one in found)
    (_tag, many, url) = page.context["stages"][0]
    assert client.get(url).context["total"] == many == 3


def test_what_waits_in_a_region_is_counted_and_shown(client, time_machine):
    seeds.seed_territories()
    case = sent()
    case.recommendation.territories.add(Territory.objects.get(kato="610000000"))
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()

    page = client.get("/en/regions/610000000/")

    assert page.context["work"].late_count == 1
    assert client.get(page.context["late_url"]).context["total"] == 1


@pytest.mark.parametrize("many", [1, 3, 300])
def test_a_region_costs_the_same_however_much_it_has(client, many, django_assert_num_queries):
    seeds.seed_territories()
    _placed(many)
    client.get("/en/regions/610000000/?warm")

    with django_assert_num_queries(8) as captured:
        assert client.get("/en/regions/610000000/").status_code == 200

    assert rows_read(captured) <= 300
