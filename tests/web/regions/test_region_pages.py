import pytest

from kenes.domain.institutions import seeds
from kenes.domain.institutions.models import Territory
from tests.factories.institutions import make_institution

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_regions_stand_as_tiles_and_as_a_table(client, language):
    seeds.seed_territories()

    text = client.get(f"/{language}/regions/").text

    assert text.count('<li class="t-') == 20
    for region in Territory.objects.filter(valid_to=None):
        name = getattr(region, f"name_{language}")
        assert text.count(f"{name}</a>") == 2
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


def test_the_list_costs_two_queries(client, django_assert_num_queries):
    seeds.seed_territories()

    with django_assert_num_queries(2):
        client.get("/ru/regions/")
