"""What an institution was asked and what it proposed: each number opens its own records."""

from datetime import date, timedelta

import pytest

from kenes.domain.institutions.models import Succession
from kenes.domain.recommendations.models import Address, Recommendation
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW, answers, recommendations
from tests.factories.institutions import make_institution
from tests.factories.rows import rows_read

pytestmark = pytest.mark.django_db
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    facets.forget()


def _asked():
    """A recommendation delivered to a ministry, with everybody who acts on it."""
    case = answers.delivered()
    facets.forget()
    return case


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_institutions_numbers_are_those_of_the_records_they_open(client, language, time_machine):
    case = _asked()
    answers.answer(case, now=NOW + timedelta(days=1))
    time_machine.move_to(NOW + timedelta(days=2), tick=False)
    address = f"/{language}/institutions/{case.ministry.public_id}/"

    work = client.get(address).context["work"]
    in_time = client.get(work.in_time_url.split("#")[0])

    assert (work.total, work.in_time, work.judged, work.share, work.overdue) == (1, 1, 1, 1, 0)
    assert [line.number for line in in_time.context["work"].lines] == [case.recommendation.number]
    assert client.get(work.filter_url).context["total"] == 1
    assert [line.number for line in work.latest] == [case.recommendation.number]


def test_the_share_counts_this_bodys_own_answer_alone(client, time_machine):
    case = answers.make_case()
    other = make_institution()
    answers.send(case, case.ministry, other)
    answers.deliver(case)
    answers.answer(case, now=NOW + timedelta(days=1))
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()

    work = client.get(f"/en/institutions/{other.public_id}/").context["work"]

    assert (work.total, work.in_time, work.share) == (1, 0, None)
    assert [tab.count for tab in work.tabs if "statute" in str(tab.label)] == [1]


def test_what_is_late_now_opens_its_records(client, time_machine):
    case = _asked()
    time_machine.move_to(NOW + timedelta(days=40), tick=False)

    work = client.get(f"/en/institutions/{case.ministry.public_id}/").context["work"]
    shown = client.get(work.overdue_url.split("#")[0]).context["work"]

    assert work.overdue == 1
    assert [line.number for line in shown.lines] == [case.recommendation.number]


def test_a_promise_past_its_date_without_evidence_is_counted_and_shown(client, time_machine):
    case = _asked()
    answers.answer(
        case,
        now=NOW + timedelta(days=1),
        position="said_already_done",
        evidence_due_on=date(2026, 12, 1),
    )
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()

    work = client.get(f"/en/institutions/{case.ministry.public_id}/").context["work"]
    shown = client.get(work.unproved_url.split("#")[0]).context["work"]

    assert work.unproved == 1
    assert [line.number for line in shown.lines] == [case.recommendation.number]


def test_evidence_given_as_a_link_is_shown_and_proves_the_promise(client, time_machine):
    case = _asked()
    answers.answer(
        case,
        now=NOW + timedelta(days=1),
        position="said_already_done",
        evidence_due_on=date(2026, 12, 1),
        evidence_link="https://example.kz/order-17",
    )
    time_machine.move_to(NOW + timedelta(days=40), tick=False)
    facets.forget()

    work = client.get(f"/en/institutions/{case.ministry.public_id}/").context["work"]
    page = client.get(f"/en/recommendations/{case.recommendation.number}/").text

    assert work.unproved == 0
    assert 'href="https://example.kz/order-17"' in page


def test_a_predecessors_answers_stay_its_own_and_are_linked(client):
    case = _asked()
    heir = make_institution()
    Succession.objects.create(
        predecessor=case.ministry, successor=heir, on=date(2026, 11, 1), grounds="decree"
    )

    page = client.get(f"/en/institutions/{heir.public_id}/")

    assert page.context["work"].total == 0
    assert [link.count for link in page.context["work"].predecessors] == [1]
    assert str(case.ministry.public_id) in page.text


def test_an_association_shows_what_it_proposed(client):
    union = make_institution("association")
    found = recommendations.admitted()
    found.author_institution = union
    found.save()
    facets.forget()

    work = client.get(f"/en/institutions/{union.public_id}/").context["work"]

    assert work.proposed == 1
    assert [line.number for line in work.proposals] == [found.number]
    assert client.get(work.proposed_url).context["total"] == 1


@pytest.mark.parametrize("query", ["show=%00", "show=nothing", "page=x&show=overdue", "page=999"])
def test_a_broken_choice_of_records_is_no_failure(client, query):
    case = _asked()

    page = client.get(f"/en/institutions/{case.ministry.public_id}/?{query}")

    assert page.status_code == 200


@pytest.mark.parametrize("many", [1, 3, 300])
def test_an_institution_costs_the_same_however_much_it_was_asked(
    client, many, django_assert_num_queries
):
    case = answers.delivered()
    Address.objects.bulk_create(
        [_copy(case.address, one) for one in _copies(case.recommendation, many - 1)]
    )
    facets.forget()
    address = f"/en/institutions/{case.ministry.public_id}/"
    client.get(f"{address}?show=overdue")

    with django_assert_num_queries(13) as captured:
        assert client.get(address).context["work"].total == many

    assert rows_read(captured) <= 300


def _copies(recommendation, many):
    """Further recommendations like one: rows alone, since only their number matters here."""
    return Recommendation.objects.bulk_create(
        Recommendation(
            number=f"2026-9{number:05d}", stage=recommendation.stage, body=recommendation.body,
            original_language="kk", created_at=NOW, filed_at=NOW, published_at=NOW, changed_at=NOW,
        )
        for number in range(many)
    )  # fmt: skip


def _copy(address, recommendation):
    kept = ("institution_id", "role", "basis", "rule_id", "calendar_id", "asked_on", "due_on")
    values = {name: getattr(address, name) for name in kept}
    return Address(recommendation=recommendation, delivered_on=address.delivered_on, **values)
