"""What a conversation stands on: named on its page, and the ground's own page leads back."""

from datetime import date
from uuid import uuid4

import pytest

from benchmarks.pages.reads import counting
from kenes.domain.conversations.actions import hosting
from kenes.domain.conversations.actions.recording import next_edition
from kenes.domain.conversations.models import Conversation, Result
from kenes.domain.conversations.queries import grounds
from kenes.domain.institutions.models import Territory
from kenes.domain.institutions.seeds import seed_territories
from kenes.domain.recommendations.queries import facets
from kenes.domain.shared.actions import ground_changed
from tests.factories.conversations import CLOSES_ON, SEEDS, make_bill, opened, prepared
from tests.factories.recommendations import NOW, admitted, make_body, make_mandate, make_territory

pytestmark = pytest.mark.django_db
KATO = "610000000"
READS = {"recommendation": 14, "bill": 9, "region": 6}
KEPT = {"recommendation": 1, "bill": 5, "region": 2}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)
    facets.forget()


def _ground(kind):
    """A ground as a conversation is given it, and the address of its page."""
    if kind == "recommendation":
        row = admitted()
        return {kind: row}, f"recommendations/{row.number}/"
    if kind == "bill":
        row = make_bill()
        return {kind: row}, f"bills/{row.public_id}/"
    seed_territories()
    return {"territory": Territory.objects.get(kato=KATO)}, f"regions/{KATO}/"


@pytest.mark.parametrize("kind", READS)
def test_the_page_of_a_ground_leads_back_at_once_and_says_how_it_stands(client, kind):
    ground, path = _ground(kind)
    secretary = make_mandate(make_body())
    row, _secretary = prepared(secretary, **ground)
    pages = [client.get(f"/en/{path}")]

    hosting.open_conversation(
        public_id=row.public_id, by=secretary.person, mandate=secretary, now=NOW
    )
    pages.append(_newer(client, path, pages[-1]))
    _published(row)
    pages.append(_newer(client, path, pages[-1]))
    hosting.close_conversation(
        public_id=row.public_id, grounds="Бітті.", by=secretary.person, mandate=secretary, now=NOW
    )
    pages.append(_newer(client, path, pages[-1]))

    said = [_section(page.text) for page in pages]
    assert row.question_kk not in pages[0].text
    assert said[0] == ""
    assert [row.question_kk in one for one in said[1:]] == [True, True, True]
    assert ["People:" in one for one in said] == [False, False, True, True]
    assert ["Last day:" in one for one in said[1:]] == [True, True, False]
    assert f"/en/conversations/{row.public_id}/" in said[3]


def _published(row):
    """Leave a result of 30 people, without the engine: only their number is shown here."""
    Result.objects.create(
        conversation=row, voters=30, votes=60, verdict="too_few_people", figures={}, computed_at=NOW
    )
    next_edition(Conversation.objects.get(pk=row.pk))


def _newer(client, path, before):
    """Ask for the page as one who has the one before; it must have changed."""
    page = client.get(f"/en/{path}", headers={"if-none-match": before["ETag"]})
    assert page.status_code == 200
    return page


def _section(page):
    """What the page says of conversations, "" where it says nothing."""
    return page.partition("What people were asked about it")[2].partition("</section>")[0]


@pytest.mark.parametrize("kind", READS)
def test_the_page_of_a_ground_costs_the_same_with_one_conversation_and_with_many(client, kind):
    ground, path = _ground(kind)
    row, _secretary = opened(**ground)
    _costs(client, kind, path, many=1)

    for _number in range(30):
        row.pk, row.public_id = None, uuid4()
        row.save()
    ground_changed(grounds.ground_key(row))

    _costs(client, kind, path, many=grounds.MOST)
    assert row.question_ru in client.get(f"/ru/{path}").text


def _costs(client, kind, path, *, many):
    client.get(f"/en/{path}?warm")  # what a process reads once
    address = f"/en/{path}?many={many}"

    with counting() as first:
        page = client.get(address)
    with counting() as kept:
        again = client.get(address, headers={"if-none-match": page["ETag"]})

    assert _section(page.text).count("<li>") == many
    assert (first.queries, kept.queries) == (READS[kind], KEPT[kind])
    assert again.status_code == 304


def test_a_conversation_on_nothing_changes_no_page(client):
    row = admitted()
    before = client.get(f"/en/recommendations/{row.number}/")

    opened()
    opened(recommendation=admitted())
    opened(territory=make_territory())

    after = client.get(
        f"/en/recommendations/{row.number}/", headers={"if-none-match": before["ETag"]}
    )
    assert after.status_code == 304


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("kk", "2026 жылғы 1 желтоқсан: «Бюджет туралы»"),
        ("ru", "1 декабря 2026 г.: «О бюджете»"),
        ("en", "1 December 2026: «Бюджет туралы»"),
    ],
)
def test_a_session_is_named_on_the_page_and_at_the_desk(client, language, name):
    council = make_body(name_kk="Кеңес", name_ru="Совет", name_en="Council")
    session = hosting.SessionName(council, date(2026, 12, 1), "Бюджет туралы", "О бюджете")
    row, secretary = opened(session=session)

    page = client.get(f"/{language}/conversations/{row.public_id}/").text
    client.force_login(secretary.person)
    desk = client.get(f"/{language}/conversations/{row.public_id}/desk/").text

    for shown in (page, desk):
        assert name in shown.replace("\u00a0", " ")
        assert 'href=""' not in shown


def test_the_form_takes_a_session_whole_or_not_at_all_and_one_ground_alone(client):
    secretary = make_mandate(make_body())
    client.force_login(secretary.person)
    session = {
        "session_body": str(secretary.institution.public_id), "session_on": "2026-12-01",
        "session_title_kk": "Бюджет туралы", "session_title_ru": "О бюджете",
    }  # fmt: skip
    address = "/en/conversations/desk/prepare/"

    part = client.post(address, _sent(session_on="2026-12-01"))
    two = client.post(address, _sent(**session, number=admitted().number))
    made = client.post(address, _sent(**session))
    again = client.get(f"{made.url}rewrite/")
    client.post(f"{made.url}rewrite/", _sent(**session | {"session_title_ru": "О дорогах"}))

    assert part.status_code == two.status_code == 422
    assert part.text.count("Name the session whole") == 2 * 3
    assert "Choose one ground" in two.text
    assert [again.context["form"].initial[name] for name in session] == [
        *list(session.values())[:1], date(2026, 12, 1), *list(session.values())[2:]
    ]  # fmt: skip
    assert "О дорогах" in client.get(made.url.replace("/en/", "/ru/")).text


def _sent(**fields):
    kk, ru = ("\n".join(pair[place] for pair in SEEDS) for place in (0, 1))
    return {
        "question_kk": "Сұрақ қандай?", "question_ru": "Какой вопрос?", "seeds_kk": kk,
        "seeds_ru": ru, "admits": "anybody", "moderation": "before",
        "closes_on": CLOSES_ON.isoformat(), **fields,
    }  # fmt: skip
