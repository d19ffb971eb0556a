"""The list filters, counts, finds and exports; its cost does not grow with the record."""

import csv
import io
import json
from datetime import timedelta

import pytest

from kenes.domain.recommendations.models import Recommendation, RecommendationText, Version
from kenes.domain.recommendations.queries import facets
from kenes.web.shared.exports import harmless
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _today(time_machine, settings):
    from django.core.cache import cache  # noqa: PLC0415

    time_machine.move_to(NOW, tick=False)
    facets.forget()
    cache.clear()


def _many(count):
    """Copies of an admitted text, as an import of many would leave them."""
    first = admitted()
    for number in range(count - 1):
        row = Recommendation.objects.get(pk=first.pk)
        row.pk, row.public_id, row.number = None, None, f"2026-{900000 + number}"
        row.public_id = Recommendation._meta.get_field("public_id").get_default()
        row.save()
        version = Version.objects.create(recommendation=row, number=1, at=NOW, actor_role="author")
        RecommendationText.objects.create(
            version=version,
            language="kk",
            title=f"Мәтін {number}",
            demand="?",
            is_original=True,
            at=NOW,
        )


def test_an_empty_list_says_so(client):
    page = client.get("/en/recommendations/")

    assert page.status_code == 200
    assert "There is no recommendation yet" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_page_takes_four_reads_at_any_size(client, count, django_assert_num_queries):
    _many(count)
    client.get("/en/recommendations/?stage=closed")  # builds the index

    with django_assert_num_queries(4):
        page = client.get("/en/recommendations/")

    assert f"Found: {count}." in page.content.decode()


def test_a_kept_page_takes_one_read_and_an_unchanged_one_is_304(client, django_assert_num_queries):
    admitted()
    etag = client.get("/en/recommendations/")["ETag"]

    with django_assert_num_queries(1):
        client.get("/en/recommendations/")
    with django_assert_num_queries(1):
        again = client.get("/en/recommendations/", headers={"if-none-match": etag})

    assert again.status_code == 304
    admitted()
    assert client.get("/en/recommendations/", headers={"if-none-match": etag}).status_code == 200


def test_filters_narrow_and_chips_lead_back(client):
    case = make_case()
    send(case)
    admitted()

    page = client.get("/en/recommendations/?stage=sent").content.decode()

    assert "Found: 1." in page
    assert "Stage: Sent" in page
    assert case.recommendation.number in page


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=x", "page=99999999999", "page=²", "sort=x", "from=x&to=2026-99-99",
        "stage=%00", "stage=" + "x" * 5000, "q=" + "я" * 5000, "q=%00", "q='--", "body=1&body=2", "theme=%F0",
    ],
)  # fmt: skip
def test_a_broken_address_is_read_as_far_as_it_makes_sense(client, query):
    admitted()

    assert client.get(f"/en/recommendations/?{query}").status_code == 200


def test_words_are_found_and_marked(client):
    admitted(title="Ауыз су құбыры", language="kk")
    admitted(title="Жол жөндеу", language="kk")

    page = client.get("/en/recommendations/?q=құбыр&sort=best").content.decode()

    assert "Found: 1." in page
    assert "<mark>құбыры</mark>" in page


def test_hostile_text_is_shown_as_text(client):
    admitted(title=HOSTILE)

    page = client.get("/en/recommendations/").content.decode()
    searched = client.get("/en/recommendations/", {"q": HOSTILE}).content.decode()

    assert HOSTILE not in page
    assert HOSTILE not in searched
    assert "&lt;script&gt;" in page


def test_htmx_gets_the_listing_alone_and_the_same_one(client):
    admitted()

    whole = client.get("/en/recommendations/").content.decode()
    part = client.get(
        "/en/recommendations/", headers={"HX-Request": "true", "HX-Target": "listing"}
    ).content.decode()

    assert "<html" not in part
    assert part.strip() in whole


def test_the_export_has_a_row_for_each_addressee_and_no_private_word(client):
    case = make_case(title="=1+1")
    send(case)
    deliver(case)
    answer(case)
    filed_by(title="Құпия")

    body = b"".join(client.get("/en/recommendations/export.csv").streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(body)))

    assert [row["number"] for row in rows] == [case.recommendation.number]
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["position"] == "not_accepted"
    assert "Құпия" not in body
    assert case.author.email not in body


def test_json_holds_the_same_rows_and_follows_the_filters(client):
    case = make_case()
    send(case)
    admitted()

    def read(query):
        return json.loads(
            b"".join(client.get(f"/en/recommendations/export.json{query}").streaming_content)
        )

    assert len(read("")) == 2
    assert [row["number"] for row in read("?stage=sent")] == [case.recommendation.number]
    assert read("?stage=closed") == []


@pytest.mark.parametrize("value", ["=cmd", "+1", "-1", "@x", "\tx"])
def test_no_value_is_a_formula(value):
    assert harmless(value) == f"'{value}"
    assert harmless("обычный") == "обычный"


def test_the_most_urgent_may_stand_first(client):
    later, sooner = make_case(), make_case()
    for case, days in ((later, 0), (sooner, -5)):
        send(case, now=NOW + timedelta(days=days))
        deliver(case, now=NOW + timedelta(days=days))

    page = client.get("/en/recommendations/?sort=due").content.decode()

    assert page.index(sooner.recommendation.number) < page.index(later.recommendation.number)
