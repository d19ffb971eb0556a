"""What public pages read of the database, in literal numbers, and that a kept page is never old."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.pages.reads import counting
from kenes.domain.accounts.support_keys import make_key
from kenes.domain.institutions import actions
from kenes.domain.institutions.models import Mandate, Territory
from kenes.domain.institutions.seeds import seed_territories
from kenes.domain.recommendations.actions import support
from kenes.domain.recommendations.models import (
    Address,
    Event,
    Recommendation,
    RecommendationText,
    Version,
)
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send
from tests.factories.institutions import make_host

pytestmark = pytest.mark.django_db

QUERIES = {"list": 4, "detail": 14, "late": 7, "institution": 14, "region": 8}
"""Filter counts included; the same for 1, 3 and 300 of what each page shows."""
KEPT = dict.fromkeys(QUERIES, 1) | {"region": 2}
"""A region's page also asks whether a conversation on it changed."""
MOST_ROWS = 300
KATO = "610000000"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()


def _answered():
    """One recommendation of a region, sent to two bodies, answered by one."""
    seed_territories()
    case = make_case()
    send(case)
    deliver(case)
    answer(case, now=NOW + timedelta(days=1))
    case.recommendation.territories.add(Territory.objects.get(kato=KATO))
    return case


def _multiply(case, many):
    """Leave `many` of what each page shows: rows alone, since only their number matters here."""
    first = Recommendation.objects.get(pk=case.recommendation.pk)
    plain = {"author", "id", "public_id", "number"}
    values = {
        field.attname: getattr(first, field.attname)
        for field in Recommendation._meta.concrete_fields
        if field.name not in plain
    }
    copies = Recommendation.objects.bulk_create(
        Recommendation(**values | {"number": f"2026-9{number:05d}"}) for number in range(many - 1)
    )
    versions = Version.objects.bulk_create(
        Version(recommendation=copy, number=1, at=NOW, actor_role="author") for copy in copies
    )
    RecommendationText.objects.bulk_create(
        RecommendationText(
            version=version, language="kk", title="Мәтін", demand="?", is_original=True, at=NOW
        )
        for version in versions
    )
    kept = ("institution_id", "basis", "rule_id", "calendar_id", "asked_on", "delivered_on")
    waits = {name: getattr(case.address, name) for name in kept}
    due_on = NOW.date() + timedelta(days=20)
    Address.objects.bulk_create(
        Address(recommendation=copy, role="lead", due_on=due_on, **waits) for copy in copies
    )
    region = Territory.objects.get(kato=KATO)
    region.recommendations.add(*copies)
    Event.objects.bulk_create(
        Event(recommendation=first, kind="linked", at=NOW, actor_role="secretary", is_public=True)
        for _number in range(many - 1)
    )
    facets.forget()


def _addresses(case):
    return {
        "list": "/en/recommendations/",
        "detail": f"/en/recommendations/{case.recommendation.number}/",
        "late": "/en/late/",
        "institution": f"/en/institutions/{case.ministry.public_id}/",
        "region": f"/en/regions/{KATO}/",
    }


@pytest.mark.parametrize("many", [1, 3, 300])
def test_no_page_reads_more_than_it_may_at_any_size(client, many):
    case = _answered()
    _multiply(case, many)
    queries, rows, kept = {}, {}, {}
    for page, address in _addresses(case).items():
        client.get(f"{address}?warm")  # what a process reads once
        with counting() as reads:
            assert client.get(address).status_code == 200
        queries[page], rows[page] = reads.queries, reads.rows
        with counting() as reads:
            assert client.get(address).status_code == 200
        kept[page] = reads.queries

    assert queries == QUERIES
    assert max(queries.values()) <= 15
    assert {page: read for page, read in rows.items() if read > MOST_ROWS} == {}
    assert kept == KEPT


@pytest.mark.parametrize("page", QUERIES)
def test_an_unchanged_page_is_304_for_a_read_or_two(client, page):
    address = _addresses(_answered())[page]
    etag = client.get(address)["ETag"]

    with CaptureQueriesContext(connection) as captured:
        again = client.get(address, headers={"if-none-match": etag})

    assert again.status_code == 304
    assert len(captured) == KEPT[page]


@pytest.mark.parametrize("page", QUERIES)
def test_nothing_is_kept_for_a_signed_in_reader_or_one_with_a_message(client, page):
    case = _answered()
    address = _addresses(case)[page]
    client.cookies["messages"] = "x"
    told = client.get(address)
    client.force_login(case.author)
    own = client.get(address)

    for answered in (told, own):
        assert answered["Cache-Control"] == "private, no-store"
        assert "ETag" not in answered
    del client.cookies["messages"]


def _rename(case):
    admin = make_host()
    actions.rename_institution(
        institution=case.ministry,
        name_kk="Жаңа атау",
        name_ru="Новое имя",
        name_en="A new name",
        valid_from=NOW.date(),
        grounds="Decree",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )


@pytest.mark.parametrize("page", ["list", "detail", "late", "institution"])
def test_a_new_name_of_a_body_shows_at_once(client, page):
    case = _answered()
    address = _addresses(case)[page]
    before = client.get(address)

    _rename(case)
    after = client.get(address, headers={"if-none-match": before["ETag"]})

    assert "A new name" not in before.text
    assert after.status_code == 200
    assert "A new name" in after.text


def test_a_new_office_shows_at_once_on_the_page_of_its_institution(client):
    case = _answered()
    admin = make_host()
    address = _addresses(case)["institution"]
    before = client.get(address)

    actions.grant_mandate(
        person=case.author, institution=case.ministry, role=Mandate.Role.SIGNATORY,
        office_kk="Министр", office_ru="Министр", office_en="The minister",
        valid_from=NOW.date(), grounds="Order 2", by=admin.person, mandate=admin, now=NOW,
    )  # fmt: skip
    after = client.get(address, headers={"if-none-match": before["ETag"]})

    assert "The minister" not in before.text
    assert "The minister" in after.text


def test_a_supporter_is_counted_at_once_and_the_version_is_read_once(client):
    case = _answered()
    address = _addresses(case)["detail"]
    before = client.get(address)

    support.give(public_id=case.recommendation.public_id, key=make_key(), now=NOW)
    with counting() as reads:
        after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert reads.queries == QUERIES["detail"]

    assert after.status_code == 200
    assert before.context["page"].support == 0
    assert after.context["page"].support == 1


def test_another_recommendation_of_a_region_shows_at_once(client):
    case = _answered()
    address = _addresses(case)["region"]
    before = client.get(address)

    _multiply(case, 2)
    after = client.get(address, headers={"if-none-match": before["ETag"]})

    assert before.context["work"].total == 1
    assert after.context["work"].total == 2
