"""Calls for seats on pages: read by everybody, made and decided by the secretary alone."""

import re
from datetime import date, timedelta

import pytest

from kenes.domain.institutions.models import Mandate, SeatCall
from tests.domain.institutions.test_seat_calls import AFTER, VALUES, award, close, open_call
from tests.factories import NOW
from tests.factories.institutions import (
    Role,
    make_body,
    make_institution,
    make_mandate,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body())


def address(secretary, rest="", language="ru"):
    return f"/{language}/institutions/{secretary.institution.public_id}/{rest}"


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page.text).group(1)


def test_everybody_reads_a_call_its_criteria_and_how_to_apply(client, secretary):
    open_call(secretary, criteria_ru="1. <b>Село</b>.", criteria_kk="1. Ауыл.")

    page = client.get(address(secretary, "calls/1/")).text
    english = client.get(address(secretary, "calls/1/", "en")).text
    body = client.get(address(secretary)).text

    assert "1. &lt;b&gt;Село&lt;/b&gt;." in page
    assert "Сельская, 1" in page
    assert "Открыт: организации могут подавать заявки" in page
    assert '<div class="record" lang="kk"><p>1. Ауыл.</p>' in english
    assert address(secretary, "calls/1/") in body
    assert client.get(address(secretary, "calls/2/")).status_code == 404


@pytest.mark.parametrize(
    ("opens", "words"),
    [(date(2026, 11, 20), "Ещё не открыт"), (date(2026, 10, 1), "Приём закончен")],
)
def test_a_call_that_is_not_open_says_so(client, secretary, opens, words):
    open_call(secretary)
    SeatCall.objects.update(opens_on=opens, closes_on=opens + timedelta(days=10))

    page = client.get(address(secretary, "calls/1/")).text

    assert words in page
    assert "Сегодня заявки не принимаются" in page


def test_the_outcome_names_organisation_criteria_reasons_and_who_holds_the_seat(client, secretary):
    seat, organisation = make_seat(secretary.institution), make_institution("association")
    call = close(open_call(secretary), secretary, [award(seat, organisation)])

    before = client.get(address(secretary, "calls/1/")).text
    make_mandate(
        Role.MEMBER, call.body, seat=seat, stands_for=organisation, office_ru="Юрист",
        person=make_person(full_name="Жанна Тайная"),
    )  # fmt: skip
    after = client.get(address(secretary, "calls/1/")).text

    assert f"/ru/institutions/{organisation.public_id}/" in before
    assert "шесть лет в сёлах" in before
    assert "Две заявки, обе сравнили." in before
    assert "никто не занимает" in before
    assert "Юрист" in after
    assert "Тайная" not in after


def test_the_secretary_publishes_once_and_mistakes_stand_beside_the_field(client, secretary):
    client.force_login(secretary.person)
    url = address(secretary, "calls/open/")
    sent = VALUES | {"key": key_of(client.get(url)), "criteria_en": "", "apply_en": ""}

    wrong = client.post(url, sent | {"closes_on": "0001-01-01"})
    past = client.post(url, sent | {"opens_on": "2026-11-01"})
    done = client.post(url, sent)
    twice = client.post(url, sent)

    assert (wrong.status_code, past.status_code) == (422, 422)
    assert "Конкурс открывается сегодня или позже" in past.text
    assert (done.status_code, twice.status_code) == (302, 302)
    assert SeatCall.objects.count() == 1


def test_the_outcome_is_put_on_record_from_the_form(client, secretary, time_machine):
    seat, organisation = make_seat(secretary.institution), make_institution("association")
    open_call(secretary)
    time_machine.move_to(AFTER, tick=False)
    client.force_login(secretary.person)
    url = address(secretary, f"calls/1/close/?find={organisation.name_ru}")
    sent = {
        "key": key_of(client.get(url)), "outcome": "filled", "seat_1": seat.number,
        "organisation_1": organisation.public_id, "criteria_1": "Пункт 1.", "reason": "Одна.",
    }  # fmt: skip

    torn = client.post(url, sent | {"criteria_1": ""})
    wrong = client.post(url, sent | {"outcome": "nobody"})
    done = client.post(url, sent)

    assert "Заполните место, организацию и критерии вместе" in torn.text
    assert "Итог и места ниже расходятся" in wrong.text
    assert (torn.status_code, wrong.status_code, done.status_code) == (422, 422, 302)
    assert SeatCall.objects.get().awards.get().organisation == organisation
    assert "Этот конкурс завершён" in client.get(url).text


def test_nobody_extension_and_calling_off_are_put_on_record(client, secretary, time_machine):
    for _call in range(3):
        open_call(secretary, places=2)
    client.force_login(secretary.person)
    for number, slug, fields in (
        (1, "extend", {"closes_on": "2026-12-20", "reason": "Посевная."}),
        (2, "cancel", {"reason": "Совет распущен."}),
    ):
        url = address(secretary, f"calls/{number}/{slug}/")
        assert client.post(url, fields).status_code == 302, slug
    time_machine.move_to(AFTER, tick=False)
    client.force_login(secretary.person)  # the visit before was too long ago
    url = address(secretary, "calls/3/close/")
    assert client.post(url, {"outcome": "nobody", "reason": "Никто."}).status_code == 302

    pages = [client.get(address(secretary, f"calls/{number}/")).text for number in (1, 2, 3)]
    desk = client.get(address(secretary, "members/")).text

    assert "Посевная." in pages[0]
    assert "Отменён" in pages[1]
    assert "Решено: место не получил никто" in pages[2]
    assert desk.count("/close/") == 1


def test_pages_of_the_secretary_are_for_the_secretary_alone(client, secretary):
    open_call(secretary)
    member = make_mandate(Role.MEMBER, secretary.institution)
    pages = (
        "calls/open/", "calls/1/close/", "calls/1/extend/", "members/", "members/seat/",
        "declare/",
    )  # fmt: skip
    urls = [*(address(secretary, one) for one in pages)]
    urls.append(f"/ru/institutions/members/{member.public_id}/replace/")

    anonymous = {client.get(url).status_code for url in urls}
    client.force_login(member.person)

    assert anonymous == {302}
    assert {client.get(url).status_code for url in urls} == {404}
    client.force_login(secretary.person)
    assert client.get(address(secretary, "calls/1/no-such-act/")).status_code == 404


def test_the_secretary_sees_terms_seats_somebody_and_replaces_them(client, secretary):
    organisation, person, heir = make_institution("association"), make_person(), make_person()
    seat = make_seat(secretary.institution)
    client.force_login(secretary.person)
    url = address(secretary, f"members/seat/?find={organisation.name_ru}")
    sent = {
        "role": "member", "side": "civil", "seat": seat.number, "email": person.email,
        "stands_for": organisation.public_id, "valid_from": "2026-11-09",
        "valid_to": "2027-05-01", "grounds": "Решение № 7",
    }  # fmt: skip
    unknown = client.post(url, sent | {"email": "nobody@example.org"})
    assert client.post(url, sent).status_code == 302
    held = Mandate.objects.get(person=person)

    desk = client.get(address(secretary, "members/")).text
    replace = f"/ru/institutions/members/{held.public_id}/replace/"
    shown = client.get(replace).text
    next_term = {
        "email": heir.email, "valid_to": "2027-11-01", "grounds": "Решение № 8",
        "last_on": "2026-11-30", "stands_for": organisation.public_id,
    }  # fmt: skip
    done = client.post(replace, next_term)

    assert unknown.status_code == 422
    assert "1 мая 2027" in desk.replace("\xa0", " ")
    assert replace in desk
    assert person.email not in desk
    assert f'value="{organisation.public_id}" selected' in shown
    assert done.status_code == 302
    assert Mandate.objects.get(person=heir).stands_for == organisation
