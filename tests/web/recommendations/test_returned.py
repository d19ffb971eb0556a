"""What a secretariat returned or hid is counted in public, by ground and by body."""

import pytest

from kenes.domain.recommendations.actions import admission
from kenes.domain.recommendations.values import HidingGround, ReturnGround
from tests.factories import NOW
from tests.factories.recommendations import filed_by, make_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned():
    recommendation = filed_by()
    mandate = make_mandate(recommendation.body)
    admission.return_to_author(
        public_id=recommendation.public_id, ground="insult", explanation="Жасырын түсінік",
        by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip
    return recommendation


def figures(page):
    return {row.ground: row.returned for row in page.context["figures"].returns}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_listed_ground_stands_there_with_its_count_and_no_word_of_any_text(
    client, returned, language
):
    page = client.get(f"/{language}/recommendations/returned/")

    assert page.status_code == 200
    assert page.text.count("<tr>") == 2 + len(ReturnGround) + len(HidingGround)
    assert figures(page)["insult"] == 1
    assert "Жасырын" not in page.text


def test_the_figures_of_one_body_are_its_own(client, returned):
    other = filed_by()

    own = client.get(f"/en/recommendations/returned/?body={returned.body.public_id}")
    foreign = client.get(f"/en/recommendations/returned/?body={other.body.public_id}")

    assert (figures(own)["insult"], figures(foreign)["insult"]) == (1, 0)


@pytest.mark.parametrize("body", ["x", "00000000-0000-7000-8000-000000000000"])
def test_an_unknown_body_is_not_found(client, body):
    assert client.get(f"/en/recommendations/returned/?body={body}").status_code == 404


def test_the_foot_of_every_page_leads_there_and_to_the_status(client):
    page = client.get("/en/").text

    assert 'href="/en/recommendations/returned/"' in page
    assert 'href="/en/status/"' in page
