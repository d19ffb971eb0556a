"""Feeds: of the list under any filter, of one text's acts; each in the reader's language."""

from xml.etree import ElementTree as ET

import pytest
from django.core.cache import caches

from kenes.domain.recommendations.models import Recommendation, RecommendationText
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    facets.forget()
    caches["pages"].clear()


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def entries(root):
    return root.findall(f"{ATOM}entry")


@pytest.mark.parametrize(
    ("language", "title"), [("kk", "Ұсынымдар"), ("ru", "Рекомендации"), ("en", "Recommendations")]
)
def test_an_empty_list_has_a_feed_without_entries_that_does_not_change(client, language, title):
    root = feed(client, f"/{language}/recommendations/feed.atom")

    assert entries(root) == []
    assert root.find(f"{ATOM}title").text.startswith(title)
    assert root.get(LANGUAGE) == language
    assert root.find(f"{ATOM}updated").text.startswith("1970-01-01")


def test_the_lists_feed_follows_its_filters_and_says_so(client):
    recommendation, other = admitted(), make_case()
    send(other)

    everything = feed(client, "/en/recommendations/feed.atom")
    sent = feed(client, "/en/recommendations/feed.atom?stage=sent")

    assert len(entries(everything)) == 2
    (entry,) = entries(sent)
    number = other.recommendation.number
    assert entry.find(f"{ATOM}link").get("href") == (
        f"http://testserver/en/recommendations/{number}/"
    )
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{other.recommendation.public_id}"
    assert entry.get(LANGUAGE) == other.recommendation.original_language
    assert "Stage: Sent" in sent.find(f"{ATOM}title").text
    assert str(recommendation.public_id) not in ET.tostring(sent, encoding="unicode")


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_as_many_reads_at_any_size(client, count, django_assert_num_queries):
    for _ in range(count):
        admitted()
    client.get("/en/recommendations/feed.atom?stage=closed")  # builds the index

    with django_assert_num_queries(6):
        feed(client, "/en/recommendations/feed.atom")


def test_a_kept_feed_keeps_its_type_and_an_unchanged_one_is_304(client):
    admitted()
    first = client.get("/en/recommendations/feed.atom")

    feed(client, "/en/recommendations/feed.atom")
    again = client.get("/en/recommendations/feed.atom", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_a_texts_feed_has_its_public_acts_newest_first_with_their_entries(client):
    case = make_case()
    send(case)
    deliver(case)
    answer(case)

    root = feed(client, f"/en/recommendations/{case.recommendation.number}/feed.atom")

    events = case.recommendation.events.filter(is_public=True).order_by("-at", "-pk")
    assert [entry.find(f"{ATOM}id").text for entry in entries(root)] == [
        f"urn:uuid:{event.entry.public_id}" for event in events
    ]
    said = [entry.find(f"{ATOM}title").text for entry in entries(root)]
    assert "It was filed." in said
    assert "Answer: Not accepted" in said[0]
    assert len(set(said)) > 3


def test_an_act_without_an_entry_keeps_one_key_for_ever(client):
    recommendation = admitted()
    recommendation.events.update(entry=None)
    address = f"/en/recommendations/{recommendation.number}/feed.atom"

    keys = [[e.find(f"{ATOM}id").text for e in entries(feed(client, address))] for _ in "ab"]

    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(keys[0]) > 1


def test_hostile_words_are_words_in_a_feed(client):
    recommendation = admitted()
    hostile = '<script>alert("1")</script> & ]]>'
    RecommendationText.objects.update(title=hostile)
    recommendation.events.update(grounds=hostile)

    listed = client.get("/en/recommendations/feed.atom").content.decode()
    acts = client.get(f"/en/recommendations/{recommendation.number}/feed.atom").content.decode()

    assert "<script" not in listed + acts
    # A summary is HTML inside XML: what a person wrote is escaped once for each.
    assert "&amp;lt;script&amp;gt;" in acts


def test_a_text_that_is_not_admitted_has_no_feed(client):
    number = filed_by().number

    assert client.get(f"/en/recommendations/{number}/feed.atom").status_code == 404
    assert entries(feed(client, "/en/recommendations/feed.atom")) == []


def test_a_hidden_texts_feed_is_gone(client):
    recommendation = admitted()
    Recommendation.objects.filter(pk=recommendation.pk).update(hidden_ground="court")

    assert client.get(f"/en/recommendations/{recommendation.number}/feed.atom").status_code == 410


def test_pages_lead_readers_to_their_feeds(client):
    number = admitted().number

    listed = client.get("/ru/recommendations/?language=kk").content.decode()
    page = client.get(f"/ru/recommendations/{number}/").content.decode()

    kind = '<link rel="alternate" type="application/atom+xml"'
    assert (
        f'{kind} title="Рекомендации" href="/ru/recommendations/feed.atom?language=kk">' in listed
    )
    assert f'{kind} title="№ {number}" href="/ru/recommendations/{number}/feed.atom">' in page


def test_the_facts_of_a_text_stay_json_when_they_are_kept(client):
    number = admitted().number

    types = [client.get(f"/en/recommendations/{number}/data.json")["Content-Type"] for _ in "ab"]

    assert types == ["application/json", "application/json"]
