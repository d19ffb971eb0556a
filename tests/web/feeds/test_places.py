"""The map of addresses, and where robots may go."""

from xml.etree import ElementTree as ET

import pytest

from kenes.domain.recommendations.models import Recommendation
from kenes.web.feeds import places
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(response.content)


def addresses(root):
    return [found.text for found in root.iter(f"{MAP}loc")]


def test_an_empty_record_has_a_map_of_its_pages_alone(client):
    assert addresses(read(client, "/sitemap.xml")) == ["http://testserver/sitemap-pages.xml"]
    assert client.get("/sitemap-recommendations-1.xml").status_code == 404


def test_the_map_is_cut_into_pages_that_hold_every_readable_text_once(client, monkeypatch):
    monkeypatch.setattr(places, "MOST", 2)
    numbers = [admitted().number for _ in range(3)]
    hidden = admitted()
    Recommendation.objects.filter(pk=hidden.pk).update(hidden_ground="court")
    filed_by()

    index = addresses(read(client, "/sitemap.xml"))
    found = [spot for page in index[1:] for spot in addresses(read(client, page))]

    assert index[1:] == [f"http://testserver/sitemap-recommendations-{page}.xml" for page in (1, 2)]
    assert found == [f"http://testserver/r/{number}" for number in numbers]


def test_beside_each_permanent_address_stands_the_page_of_each_language(client):
    number = admitted().number

    (spot,) = read(client, "/sitemap-recommendations-1.xml")

    assert {link.get("hreflang"): link.get("href") for link in spot.iter(LINK)} == {
        code: f"http://testserver/{code}/recommendations/{number}/" for code in ("kk", "ru", "en")
    }
    for link in spot.iter(LINK):
        assert client.get(link.get("href")).status_code == 200


def test_every_other_page_of_the_map_opens_for_anybody(client):
    admitted()

    found = addresses(read(client, "/sitemap-pages.xml"))

    assert "http://testserver/kk/" in found
    assert len(found) == len(set(found)) > 30
    assert {client.get(address).status_code for address in found} == {200}


@pytest.mark.parametrize("page", ["0", "7"])
def test_a_page_past_the_last_is_not_found(client, page):
    admitted()

    assert client.get(f"/sitemap-recommendations-{page}.xml").status_code == 404


def test_robots_are_kept_from_work_and_from_the_combinations_of_filters(client, settings):
    settings.KENES_DEMO = False

    said = client.get("/robots.txt")

    assert said["Content-Type"] == "text/plain; charset=utf-8"
    lines = said.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /*/desk/", "Disallow: /*/recommendations/?"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_an_invented_record_is_kept_out_of_search_engines(client, settings):
    settings.KENES_DEMO = True

    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
