from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from kenes.domain.accounts.queries import identity_facts
from kenes.domain.institutions import queries
from kenes.domain.institutions.models import CalendarVersion, Institution, LegalRule, Mandate
from kenes.domain.institutions.rules import refuse_to_check_identity
from kenes.domain.register.models import Entry
from tests.factories import NOW
from tests.factories.institutions import (
    Kind,
    Role,
    make_body,
    make_calendar,
    make_host,
    make_institution,
    make_mandate,
    make_person,
    make_rules,
    make_seat,
)

pytestmark = pytest.mark.django_db
NAMES = {"name_kk": "Жаңа мекеме", "name_ru": "Новое учреждение", "name_en": ""}
PLAIN = (
    "home", "open", "rules", "publish_rule", "calendar", "correct_day", "campaigns",
    "publish_campaign", "identity",
)  # fmt: skip
ABOUT = ("institution", "rename", "end", "succeed", "pass_on", "seat", "grant", "procedure")


def address(name, *ids, language="ru"):
    with translation.override(language):
        return reverse(f"host:{name}", args=ids)


def refuse_own(person):
    on = date(2026, 11, 9)
    return refuse_to_check_identity(person, make_host(), person, on=on)


@pytest.fixture
def admin(client):
    mandate = make_host()
    client.force_login(mandate.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def every_address(language="ru"):
    body = make_body()
    mandate = make_mandate(Role.CHAIR, body)
    make_calendar()
    make_rules()
    return [
        *(address(name, language=language) for name in PLAIN),
        *(address(name, body.public_id, language=language) for name in ABOUT),
        address("end_mandate", mandate.public_id, language=language),
        address("substitute", mandate.public_id, language=language),
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_for_the_administrator(admin, language):
    for url in every_address(language):
        assert admin.get(url).status_code == 200, url


def test_terms_that_end_soon_stand_on_the_home_page_of_administration(admin, time_machine):
    time_machine.move_to(NOW, tick=False)
    body = make_body(name_ru="Совет отцов")
    soon, later = NOW.date() + timedelta(days=60), NOW.date() + timedelta(days=120)
    make_mandate(Role.MEMBER, body, seat=make_seat(body), valid_to=soon)
    make_mandate(Role.OBSERVER, make_body(name_ru="Позднее"), valid_to=later)

    ending = admin.get(address("home")).context["ending"]

    assert [(one.institution.name_ru, one.valid_to) for one in ending] == [("Совет отцов", soon)]


def test_every_page_is_closed_to_other_people_and_to_nobody(client, settings):
    settings.LOGIN_URL = "/sign-in/"
    addresses = every_address()

    for url in addresses:
        assert client.get(url).status_code == 302, url
    chair = make_mandate(Role.SECRETARY)
    for person in (make_person(), chair.person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for url in addresses:
            assert client.get(url).status_code == 403, url
            assert client.post(url).status_code in {403, 405}, url
    assert Entry.objects.filter(type="institution.ended").count() == 0


def test_pages_open_on_a_server_without_a_calendar_or_rules(admin):
    assert 'class="empty"' in admin.get(address("calendar")).text
    assert admin.get(address("rules")).status_code == 200


def test_an_institution_is_opened(admin):
    values = {**NAMES, "kind": "state_office", "time_zone": "Asia/Almaty", "valid_from": ""}

    response = admin.post(address("open"), values)

    office = Institution.objects.get(name_ru="Новое учреждение")
    assert response.headers["Location"] == address("institution", office.public_id)
    assert Entry.objects.filter(object=office.public_id).count() == 1


def test_a_bad_value_is_said_beside_its_field_and_the_input_kept(admin):
    values = {**NAMES, "name_kk": "\u200b", "kind": "party", "time_zone": "Asia/Almaty"}

    response = admin.post(address("open"), values)

    assert response.status_code == 422
    assert "Новое учреждение" in response.text
    assert 'class="field bad"' in response.text
    assert not Institution.objects.filter(kind=Kind.PARTY).exists()


def test_an_institution_is_renamed_and_a_name_that_overlaps_is_explained(admin):
    office = make_institution()
    values = {**NAMES, "valid_from": "2025-01-01", "grounds": "Decree 5"}
    url = address("rename", office.public_id)

    first, second = admin.post(url, values), admin.post(url, values)
    office.refresh_from_db()

    assert (first.status_code, second.status_code) == (302, 422)
    assert office.name_ru == "Новое учреждение"
    assert "Decree 5" in second.text
    assert office.names.count() == 2


def test_an_institution_is_ended_on_a_page_that_says_what_happens(admin):
    office = make_institution()
    url = address("end", office.public_id)
    assert 'class="button risk"' in admin.get(url).text

    admin.post(url, {"last_on": "2025-05-01", "grounds": "Decree 6"})
    office.refresh_from_db()

    assert office.valid_to == date(2025, 5, 1)


def test_a_successor_is_named_and_takes_over_what_is_open(admin):
    office, heir = make_institution(), make_institution()

    response = admin.post(
        address("succeed", office.public_id),
        {"successor": heir.pk, "on": "2025-05-02", "grounds": "Decree 7"},
        follow=True,
    )
    office.refresh_from_db()

    assert "Передано обязанностей: 0" in response.text
    again = admin.post(address("pass_on", office.public_id), {"go": "1"}, follow=True)
    assert "Передано обязанностей: 0" in again.text

    assert office.valid_to == date(2025, 5, 1)
    assert queries.successor_of(office, date(2025, 5, 2)) == heir


def test_a_mandate_is_given_with_a_seat_then_substituted_then_ended(admin):
    body, person, other = make_body(), make_person(), make_person()
    seat = make_seat(body)
    holder = {"grounds": "Order 1", "valid_from": "2026-01-01", "valid_to": "2099-01-01"}
    admin.post(
        address("grant", body.public_id),
        {**holder, "email": person.email.upper(), "role": "member", "seat": seat.pk},
    )
    mandate = Mandate.objects.get(person=person)

    admin.post(
        address("substitute", mandate.public_id),
        {**holder, "email": other.email, "valid_to": "2098-01-01"},
    )
    admin.post(address("end_mandate", mandate.public_id), {"last_on": "", "grounds": "Order 2"})

    assert (mandate.seat, mandate.side) == (seat, "civil")
    ended = Mandate.objects.filter(institution=body, ended_at__isnull=False)
    assert {row.person for row in ended} == {person, other}
    assert person.email in admin.get(address("institution", body.public_id)).text


def test_a_mandate_for_an_unknown_address_or_for_oneself_is_refused(admin):
    body = make_body()
    values = {"grounds": "Order 1", "valid_from": "2026-01-01", "role": "chair"}
    url = address("grant", body.public_id)

    unknown = admin.post(url, {**values, "email": "nobody@example.org"})
    own = admin.post(url, {**values, "email": make_host().person.email})

    assert (unknown.status_code, own.status_code) == (422, 403)
    assert not body.mandates.exists()


def test_an_identity_checked_in_person_is_noted_and_nothing_of_it_is_on_the_register(admin):
    person, before = make_person(), Entry.objects.count()
    sent = {"email": person.email, "method": "Удостоверение, в приёмной"}

    done = admin.post(address("identity"), sent)

    fact = identity_facts(person).first()
    assert done.status_code == 302
    assert (fact.level, fact.method) == ("in_person", "Удостоверение, в приёмной")
    assert fact.checked_by == make_host().person.public_id
    assert Entry.objects.count() == before


def test_an_own_identity_and_a_documents_number_are_refused(admin):
    person, own = make_person(), make_host().person
    kind = {"method": "Удостоверение"}

    vouched = admin.post(address("identity"), {"email": own.email, **kind})
    number = admin.post(
        address("identity"), {"email": person.email, "method": "Удостоверение 045678901"}
    )

    assert (vouched.status_code, number.status_code) == (403, 422)
    assert refuse_own(own).code == "own_identity"
    assert "В тексте есть номер" in number.text
    assert not identity_facts(person).exists()


def test_a_seat_is_opened_and_own_rules_are_set(admin):
    body = make_body()
    admin.post(address("seat", body.public_id), {"side": "state", "valid_from": "2026-01-01"})
    rules = {
        "rejoinder_on": "on",
        "rejoinder_working_days": 7,
        "appeal_working_days": 8,
        "admission_working_days": 9,
        "translation_working_days": 5,
        "stalled_months": 6,
        "demand_months": 3,
        "valid_from": "2026-01-01",
    }

    admin.post(address("procedure", body.public_id), rules)

    procedure = queries.procedure_of(body, date(2026, 1, 1))
    assert body.seats.get().side == "state"
    assert (procedure.grades_on, procedure.rejoinder_working_days) == (False, 7)


def test_the_next_version_of_a_rule_starts_from_the_last(admin):
    make_rules()
    page = admin.get(address("publish_rule") + "?code=apc-76")
    assert 'value="apc-76"' in page.text
    rule = queries.current_rule("answer", date(2026, 1, 1))
    fields = ("code", "duty", "basis", "law_kk", "law_ru", "unit", "start", "source")
    values = {name: getattr(rule, name) for name in fields}

    admin.post(
        address("publish_rule"),
        {**values, "amount": 20, "is_default": "on", "valid_from": "2027-01-01"},
    )

    assert queries.current_rule("answer", date(2027, 1, 1)).amount == 20
    assert LegalRule.objects.filter(code="apc-76").count() == 2


def test_a_day_is_corrected_with_grounds(admin):
    make_calendar()
    values = {"on": "2026-11-16", "kind": "off", "name_kk": "Демалыс", "name_ru": "Выходной"}
    url = address("correct_day")

    bare = admin.post(url, values)
    done = admin.post(url, {**values, "grounds": "Decree 8"})

    assert (bare.status_code, done.status_code) == (422, 302)
    assert CalendarVersion.objects.count() == 2
    page = admin.get(done.headers["Location"])
    assert "Сдвинуто открытых сроков: 0" in page.text
    assert "Выходной" in page.text
    assert "Decree 8" in page.text


@pytest.mark.parametrize("year", ["1999", "x", "2026%00", "99999999999999999999"])
def test_a_year_that_is_not_there_shows_this_year(admin, year):
    make_calendar()

    assert admin.get(address("calendar") + f"?year={year}").status_code == 200


def test_hostile_words_are_shown_as_words(admin):
    text = "<script>alert(1)</script>\"'; DROP TABLE x;--"
    values = {**NAMES, "name_ru": text, "kind": "party", "time_zone": "Asia/Almaty"}

    admin.post(address("open"), values)

    page = admin.get(address("home")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
