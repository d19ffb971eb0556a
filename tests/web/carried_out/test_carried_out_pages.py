"""Shares that anybody can check: each number is the length of the list it opens."""

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches

from benchmarks.pages.reads import counting
from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.actions import assessing
from kenes.domain.recommendations.actions.execution import EvidenceFacts
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries import facets
from tests.factories import NOW
from tests.factories.answers import TODAY, make_case, send
from tests.factories.institutions import Role, make_mandate
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db
PROOF = [EvidenceFacts(title="Act 5", link="https://example.org/act-5")]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    facets.forget()
    caches["pages"].clear()


def _assess(case, side, value):
    mandate = case.signatory
    if side != "state":
        mandate = make_mandate(Role.ASSESSOR, side="civil")
    evidence = PROOF if value not in {"no_evidence", "not_started"} else []
    assessing.assess(
        public_id=case.recommendation.public_id, side=side, value=value, period_from=TODAY,
        period_to=TODAY, grounds="As the act says.", language="en", evidence=evidence,
        by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def _sent(**said):
    case = make_case()
    send(case)
    for side, value in said.items():
        _assess(case, side, value)
    return case


def _record():
    """Agreed, one-sided, contested, in part, nothing shown; and one that was never sent."""
    made = [
        _sent(state="complete", civil="complete"),
        _sent(state="complete"),
        _sent(state="complete", civil="no_evidence"),
        _sent(civil="limited"),
        _sent(),
    ]
    admitted()
    return made


def _listed(client, url):
    caches["pages"].clear()  # a kept page has no context
    return client.get(url).context["total"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_empty_record_has_no_share_and_says_so(client, language):
    page = client.get(f"/{language}/carried-out/")
    figure = client.get(f"/{language}/carried-out/figure/?claim=most")

    assert 'class="empty"' in page.text
    assert figure.context["line"].percent is None
    assert figure.status_code == 200


def test_every_number_is_the_length_of_the_list_that_it_opens(client):
    _record()
    figure = client.get("/en/carried-out/figure/").context

    line = figure["line"]
    numbers = [line.carried_out, line.contested, line.sent, *(one.many for one in figure["parts"])]
    assert [many for many, _url in numbers] == [2, 1, 5, 1, 1, 1, 1, 1]
    assert [_listed(client, url) for _many, url in numbers] == [2, 1, 5, 1, 1, 1, 1, 1]


def test_a_contested_one_shows_every_side_with_its_evidence(client):
    contested = _record()[2]

    (one,) = client.get("/en/carried-out/figure/").context["contested"]

    assert one.line.number == contested.recommendation.number
    assert [(str(said.side), str(said.tag.word), said.evidence) for said in one.said] == [
        ("State", "Complete", 1), ("Civil society", "No evidence", 0),
    ]  # fmt: skip


def test_a_claim_is_answered_on_the_page_that_may_be_cited(client):
    _record()
    words = {"most": "only if one side", "none": "does not hold", "all": "does not hold"}

    pages = {claim: client.get(f"/en/carried-out/figure/?claim={claim}") for claim in words}

    assert [claim for claim, page in pages.items() if words[claim] not in page.text] == []
    cited = [page.context["line"].whole.permanent for page in pages.values()]
    assert [urlsplit(url).query for url in cited] == [f"claim={claim}" for claim in words]


def test_the_address_to_cite_leads_to_the_same_figure_in_the_readers_language(client):
    case = _record()[0]
    query = f"year=2026&body={case.ministry.public_id}"

    led = client.get(f"/figure/carried-out?{query}", headers={"accept-language": "ru"})
    page = client.get(led["Location"])

    assert led["Location"] == f"/ru/carried-out/figure/?{query}"
    assert page.context["line"].sent[0] == 1
    assert page.context["line"].whole.permanent.endswith(f"/figure/carried-out?{query}")


@pytest.mark.parametrize(
    "query", ["year=1805", "body=nobody", "theme=%00", "claim=some", "year=2026&theme=x"]
)
@pytest.mark.parametrize("address", ["/en/carried-out/figure/", "/figure/carried-out"])
def test_a_whole_that_nothing_on_record_has_is_not_found(client, address, query):
    _sent()

    assert client.get(f"{address}?{query}").status_code == 404


def test_shares_are_told_apart_by_year_body_and_theme_in_no_ranking(client):
    case = _record()[1]
    topic = Topic.objects.create(kind="theme", code="water", name_en="Water")
    case.recommendation.topics.add(topic)
    Recommendation.objects.filter(pk=case.recommendation.pk).update(edition=99)

    pages = {by: client.get(f"/en/carried-out/?by={by}") for by in ("year", "body", "theme", "?")}
    tables = {by: page.context["page"].object_list for by, page in pages.items()}

    assert [(line.label, line.carried_out[0]) for line in tables["year"]] == [("2026", 2)]
    assert [line.label for line in tables["theme"]] == ["Water"]
    assert [line.sent[0] for line in tables["body"]] == [1] * 5
    names = [str(line.label).casefold() for line in tables["body"]]
    assert names == sorted(names)
    assert tables["?"][0].label == "2026"


def test_no_percentage_is_made_of_fewer_than_ten(client):
    few = client.get("/en/carried-out/").context["all"]
    assert few.percent is None

    case = _sent(state="complete", civil="limited")
    copies = [admitted() for _number in range(9)]
    for one in copies:
        one.addresses.create(
            institution=case.ministry, role="lead", basis="courtesy", calendar=case.address.calendar,
            asked_on=TODAY,
        )  # fmt: skip
    facets.forget()
    line = client.get("/en/carried-out/").context["all"]

    assert (line.sent[0], line.percent, line.highest) == (10, 0.0, 0.1)


def test_the_page_and_the_figure_read_a_constant_number_of_rows(client):
    _sent(state="complete", civil="no_evidence")
    reads = {}
    for many in (1, 3):
        while Recommendation.objects.filter(addresses__isnull=False).count() < many:
            _sent(state="complete", civil="no_evidence")
        for address in ("/en/carried-out/?by=body", "/en/carried-out/figure/"):
            client.get(address)
            caches["pages"].clear()
            with counting() as counted:
                client.get(address)
            reads.setdefault(address, []).append(counted.queries)

    assert reads == {"/en/carried-out/?by=body": [1, 1], "/en/carried-out/figure/": [6, 6]}


def test_the_data_hold_every_share_and_one_figure_with_its_definition(client):
    case = _record()[0]

    table = list(csv.DictReader(io.StringIO(
        client.get("/en/carried-out/export.csv").getvalue().decode("utf-8-sig")
    )))  # fmt: skip
    rows = json.loads(client.get("/en/carried-out/export.json").getvalue())
    one = client.get(
        f"/en/carried-out/figure/data.json?body={case.ministry.public_id}&claim=all"
    ).json()

    assert table == rows
    assert [row["by"] for row in table] == ["all", "year", *["body"] * 5]
    first = table[0]
    assert (first["sent"], first["carried_out"], first["contested"]) == ("5", "2", "1")
    assert sum(int(first[name]) for name in ("agreed", "one_side", "in_part", "not_shown")) == 4
    assert (one["numerator"], one["denominator"], one["verdict"]) == (1, 1, "holds")
    asked = parse_qs(urlsplit(one["outcomes"]["agreed"]["records"]).query)
    assert asked["outcome"] == ["agreed"]


def test_a_hidden_text_is_counted_nowhere(client):
    case = _record()[0]
    Recommendation.objects.filter(pk=case.recommendation.pk).update(
        hidden_ground="court", edition=50
    )

    assert client.get("/en/carried-out/").context["all"].sent[0] == 4
