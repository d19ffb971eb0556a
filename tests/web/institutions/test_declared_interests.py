"""Declared interests stand on the organisation's own page and nowhere else: money is no mark."""

import json

import pytest

from tests.domain.institutions.test_declarations import declare
from tests.domain.institutions.test_seat_calls import award, close, open_call
from tests.factories import NOW
from tests.factories.institutions import (
    Role,
    make_body,
    make_institution,
    make_mandate,
    make_seat,
)
from tests.factories.recommendations import admitted
from tests.web.institutions.test_call_pages import key_of

pytestmark = pytest.mark.django_db
WORDS = ("Взносы", "Договор с акиматом", "Пожертвования")


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def member():
    organisation = make_institution("association")
    return make_mandate(Role.MEMBER, make_body(), side="civil", stands_for=organisation)


def page_of(client, institution, rest=""):
    return client.get(f"/ru/institutions/{institution.public_id}/{rest}")


def test_the_newest_stands_on_the_page_and_the_ones_before_can_be_read(client, member):
    empty = page_of(client, member.stands_for).text
    declare(member, interests="<script>Договор</script> с акиматом.")
    declare(member, interests="Договоров нет.", sources=[], language="kk")

    page = page_of(client, member.stands_for).text.replace("\xa0", " ")

    assert "Заявленные интересы" in empty
    assert "Договор" not in empty
    assert page.index("Договоров нет.") < page.index("&lt;script&gt;Договор")
    assert "Источники не названы." in page
    assert "100 000 ₸" in page
    assert "Взносы" in page


def test_who_takes_part_in_a_body_is_named_there_and_an_observer_is_marked(client, member):
    organisation = member.stands_for
    council = make_body()
    make_mandate(Role.OBSERVER, council, stands_for=organisation, side="observer")

    own, observed = page_of(client, organisation).text, page_of(client, council).text

    assert "наблюдатель" in own
    assert f"/ru/institutions/{council.public_id}/" in own
    assert f"/ru/institutions/{organisation.public_id}/" in observed
    assert "наблюдатель" in observed.lower()


def test_money_stands_in_no_list_no_data_no_export_and_beside_no_statement(client, member):
    organisation, silent = member.stands_for, make_institution("association")
    secretary = make_mandate(Role.SECRETARY, member.institution)
    rows = []
    for sender in (organisation, silent):
        delegate = make_mandate(Role.DELEGATE, sender)
        rows.append(
            admitted(
                by=delegate.person, secretary=secretary, author_institution=sender,
                mandate=delegate,
            )
        )  # fmt: skip
    seat = make_seat(member.institution)
    declare(member)
    close(open_call(secretary), secretary, [award(seat, organisation)])

    places = [
        "/ru/recommendations/", "/ru/recommendations/export.csv", "/ru/recommendations/export.json",
        "/ru/institutions/", "/ru/register/", f"/ru/recommendations/{rows[0].number}/",
        f"/ru/recommendations/{rows[0].number}/data.json",
        f"/ru/institutions/{organisation.public_id}/data.json",
        f"/ru/institutions/{member.institution.public_id}/",
        f"/ru/institutions/{member.institution.public_id}/data.json",
        f"/ru/institutions/{member.institution.public_id}/calls/1/",
    ]  # fmt: skip
    for place in places:
        answer = client.get(place)
        said = answer.getvalue().decode() if answer.streaming else answer.text
        assert answer.status_code == 200, place
        assert [one for one in (*WORDS, "100 000") if one in said] == [], place


def test_a_statement_leads_to_its_organisation_alike_whatever_it_declared(client, member):
    organisation, silent = member.stands_for, make_institution("association")
    secretary = make_mandate(Role.SECRETARY, member.institution)
    declare(member)

    found = []
    for sender in (organisation, silent):
        delegate = make_mandate(Role.DELEGATE, sender)
        row = admitted(
            by=delegate.person, secretary=secretary, author_institution=sender, mandate=delegate
        )
        page = client.get(f"/ru/recommendations/{row.number}/").text
        line = page[page.index('<p class="row"><span class="who">') :].split("</p>")[0]
        found.append(line.replace(str(sender.public_id), "ID").replace(sender.name_ru, "NAME"))

    assert found[0] == found[1]
    assert '<a href="/ru/institutions/ID/">NAME</a>' in found[0]


def test_the_form_declares_once_and_offers_what_was_declared_last(client, member):
    client.force_login(member.person)
    url = f"/ru/institutions/{member.stands_for.public_id}/declare/"
    sent = {
        "key": key_of(client.get(url)), "language": "ru", "interests": "Договор.",
        "period_from": "2026-01-01", "period_to": "2026-11-01",
        "source_1": "Взносы", "purpose_1": "Работа", "amount_1": "1800000",
        "source_3": "Пожертвования частных лиц",
    }  # fmt: skip

    nameless = client.post(url, sent | {"source_1": ""})
    backwards = client.post(url, sent | {"period_to": "0001-01-01"})
    done, twice = client.post(url, sent), client.post(url, sent)
    again = client.get(url).text

    assert (nameless.status_code, backwards.status_code) == (422, 422)
    assert "Укажите, откуда поступили деньги" in nameless.text
    assert (done.status_code, twice.status_code) == (302, 302)
    kept = member.stands_for.declarations.get()
    assert [one["amount"] for one in kept.sources] == [1_800_000, None]
    assert 'value="1800000"' in again
    assert "Договор." in again


def test_my_page_leads_to_the_declaration_those_who_may_make_it_alone(client, member):
    other = make_mandate(Role.MEMBER, member.institution)
    url = f"/ru/institutions/{member.stands_for.public_id}/declare/"

    client.force_login(other.person)
    theirs = client.get("/ru/me/").text
    client.force_login(member.person)

    assert url not in theirs
    assert url in client.get("/ru/me/").text


def test_what_machines_read_of_an_organisation_has_no_field_for_money(client, member):
    declare(member)

    data = json.dumps(page_of(client, member.stands_for, "data.json").json())

    assert not [one for one in ("declar", "interest", "source", "amount") if one in data]
