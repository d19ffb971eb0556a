from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.models import Institution, InstitutionName, Mandate, Succession
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    BEGAN_ON,
    TODAY,
    Kind,
    Role,
    make_body,
    make_host,
    make_institution,
    make_mandate,
    make_person,
)

pytestmark = pytest.mark.django_db


def act(verb, **fields):
    admin = make_host()
    return verb(**({"by": admin.person, "mandate": admin, "now": NOW} | fields))


def rename(institution, name, valid_from, **fields):
    names = {"name_kk": f"{name} kk", "name_ru": f"{name} ru", "name_en": f"{name} en"}
    values = {"valid_from": valid_from, "grounds": "Decree 5"} | names | fields
    return act(actions.rename_institution, institution=institution, **values)


def succeed(predecessor, successor, on=TODAY, **fields):
    values = {"on": on, "grounds": "Decree 6"} | fields
    return act(actions.succeed, predecessor=predecessor, successor=successor, **values)


def end(institution, last_on, **fields):
    values = {"last_on": last_on, "grounds": "Decree 7"} | fields
    return act(actions.end_institution, institution=institution, **values)


def refused(run):
    with pytest.raises(NotPermitted) as caught:
        run()
    return caught.value.refusal.code


def test_the_first_administrator_opens_the_host_once():
    mandate = make_host()

    host = queries.host()

    assert (mandate.institution, mandate.role, host.kind) == (host, Role.ADMINISTRATOR, Kind.BODY)
    assert list(Entry.objects.order_by("pk").values_list("type", flat=True)) == [
        "institution.opened",
        "mandate.granted",
    ]

    def again():
        actions.bootstrap_host(name_kk="Б", name_ru="Б", by=make_person(), now=NOW)

    assert refused(again) == "host_exists"
    assert Mandate.objects.count() == 1


def test_there_is_no_host_on_an_empty_server():
    assert queries.host() is None
    assert list(queries.search_institutions("")) == []


def test_an_opened_institution_has_its_first_name_and_its_entry():
    office = make_institution(name_kk="Еңбек министрлігі", name_ru="Министерство труда", name_en="")

    entry = Entry.objects.get(object=office.public_id)
    assert entry.content == {
        "institution": str(office.public_id),
        "kind": "state_office",
        "name_kk": "Еңбек министрлігі",
        "name_ru": "Министерство труда",
        "name_en": "",
        "is_host": False,
        "valid_from": "2024-01-10",
    }
    assert queries.name_on(office, TODAY).name_kk == "Еңбек министрлігі"
    assert queries.institution_by_public_id(office.public_id) == office


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name_kk": " "}, "name_kk"),
        ({"name_ru": ""}, "name_ru"),
        ({"name_en": "x" * 301}, "name_en"),
    ],
)
def test_an_institution_needs_names_that_fit(fields, problem):
    make_host()
    with pytest.raises(Invalid) as caught:
        make_institution(**fields)

    assert set(caught.value.problems) == {problem}
    assert Institution.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "code"), [(Role.SECRETARY, "wrong_institution"), (Role.CHAIR, "wrong_institution")]
)
def test_only_an_administrator_opens_institutions(role, code):
    giver = make_mandate(role, make_body())

    def open_one():
        actions.open_institution(
            kind=Kind.PARTY,
            name_kk="П",
            name_ru="П",
            by=giver.person,
            mandate=giver,
            now=NOW,
        )

    assert refused(open_one) == code
    assert not Institution.objects.filter(kind=Kind.PARTY).exists()


def test_the_hosts_secretary_is_no_administrator():
    giver = make_mandate(Role.SECRETARY, make_host().institution)

    assert (
        refused(
            lambda: act(
                actions.end_institution,
                institution=make_institution(),
                last_on=TODAY,
                grounds="x",
                by=giver.person,
                mandate=giver,
            )
        )
        == "wrong_role"
    )


def test_a_new_name_from_today_is_shown_at_once_and_the_old_one_keeps_its_dates():
    office = make_institution(name_ru="Старое")

    rename(office, "New", TODAY)
    office.refresh_from_db()

    assert office.name_ru == "New ru"
    old, new = office.names.order_by("pk")
    assert (old.name_ru, old.valid_from, old.valid_to) == ("Старое", BEGAN_ON, date(2026, 11, 8))
    assert (new.valid_from, new.valid_to) == (TODAY, None)
    assert queries.name_on(office, date(2026, 11, 8)) == old
    assert queries.name_on(office, TODAY) == new
    assert queries.name_on(office, date(2020, 1, 1)) == old


def test_a_name_to_come_is_shown_when_its_day_has_come_where_the_institution_is():
    office = make_institution(name_ru="Старое", time_zone="Asia/Almaty")
    rename(office, "New", date(2026, 11, 20))
    office.refresh_from_db()
    assert office.name_ru == "Старое"

    evening_before = actions.apply_dated_changes(datetime(2026, 11, 19, 18, 59, tzinfo=UTC))
    at_midnight = actions.apply_dated_changes(datetime(2026, 11, 19, 19, 0, tzinfo=UTC))
    again = actions.apply_dated_changes(datetime(2026, 11, 20, 19, 0, tzinfo=UTC))
    office.refresh_from_db()

    assert (evening_before, at_midnight, again) == (0, 1, 0)
    assert office.name_ru == "New ru"


def test_names_never_overlap():
    office = make_institution()
    rename(office, "New", date(2026, 11, 20))

    for day in (BEGAN_ON, date(2026, 11, 19), date(2026, 11, 20)):
        assert refused(lambda day=day: rename(office, "Other", day)) == "name_overlaps"
    assert office.names.count() == 2


def test_an_ended_institution_gets_no_new_name():
    office = end(make_institution(), TODAY)

    assert refused(lambda: rename(office, "New", date(2026, 12, 1))) == "already_ended"


def test_what_is_not_on_record_cannot_be_renamed():
    with pytest.raises(NotFound):
        rename(Institution(pk=987654), "New", TODAY)


def test_an_end_is_on_the_register_and_happens_once():
    office = end(make_institution(), TODAY)

    entry = Entry.objects.get(type="institution.ended")
    assert entry.content == {
        "institution": str(office.public_id),
        "last_on": "2026-11-09",
        "grounds": "Decree 7",
    }
    assert refused(lambda: end(office, TODAY)) == "already_ended"
    assert refused(lambda: end(make_institution(), date(2024, 1, 9))) == "ends_before_it_begins"
    assert refused(lambda: end(make_host().institution, TODAY)) == "host_stays"


def test_a_ministry_that_is_merged_ends_the_day_before_and_its_successor_bears_its_duties():
    first, second, merged = make_institution(), make_institution(), make_institution()

    succeed(first, merged)
    succeed(second, merged)
    first.refresh_from_db()

    assert first.valid_to == date(2026, 11, 8)
    assert queries.successor_of(first, date(2026, 11, 8)) is None
    assert queries.successor_of(first, TODAY) == merged
    assert queries.successor_of(merged, TODAY) is None
    page = queries.institution_page(merged, TODAY)
    assert [row.predecessor for row in page.predecessors] == [second, first]


def test_the_chain_of_successors_is_followed_to_whoever_exists():
    first, second, third = (make_institution() for _ in range(3))
    succeed(first, second, date(2025, 1, 1))
    succeed(second, third, date(2026, 1, 1))
    first.refresh_from_db()

    assert queries.successor_of(first, date(2025, 6, 1)) == second
    assert queries.successor_of(first, TODAY) == third


def test_of_a_split_the_first_successor_on_record_bears_the_duties():
    office, first, second = (make_institution() for _ in range(3))
    succeed(office, first)
    succeed(office, second)
    office.refresh_from_db()

    assert queries.successor_of(office, TODAY) == first
    assert [row.successor for row in queries.successors_of(office)] == [first, second]


def test_a_part_can_be_taken_out_of_an_institution_that_goes_on():
    office, part = make_institution(), make_institution()

    succeed(office, part, is_predecessor_ended=False)
    office.refresh_from_db()

    assert office.valid_to is None
    assert queries.successor_of(office, TODAY) is None


def test_an_institution_that_ended_without_a_successor_has_none():
    office = end(make_institution(), date(2026, 11, 8))

    assert queries.successor_of(office, TODAY) is None


def test_successions_in_a_circle_are_refused_however_long():
    first, second, third = (make_institution() for _ in range(3))
    succeed(first, second, is_predecessor_ended=False)
    succeed(second, third, is_predecessor_ended=False)

    assert refused(lambda: succeed(third, first)) == "succession_loop"
    assert refused(lambda: succeed(second, first)) == "succession_loop"
    assert refused(lambda: succeed(first, first)) == "succession_loop"
    assert Succession.objects.count() == 2


def test_a_succession_twice_or_to_what_is_not_there_is_refused():
    first, second = make_institution(), make_institution()
    later = make_institution(valid_from=date(2026, 12, 1))
    over = end(make_institution(), date(2026, 11, 8))
    succeed(first, second)

    assert refused(lambda: succeed(first, second)) == "already_succeeded"
    assert refused(lambda: succeed(make_institution(), later)) == "successor_not_there"
    assert refused(lambda: succeed(make_institution(), over)) == "successor_not_there"


def test_one_that_ended_later_than_the_succession_is_not_ended_again():
    office, successor = make_institution(), make_institution()
    end(office, date(2026, 12, 31))

    assert refused(lambda: succeed(office, successor)) == "already_ended"
    late = succeed(office, successor, date(2027, 1, 1))
    assert late.on == date(2027, 1, 1)


@pytest.mark.parametrize("words", ["ЕҢБЕК", "еңбек министр", "ТРУДА", "қорғау", "labour"])
def test_a_search_finds_words_of_every_language_in_any_case(words):
    office = make_institution(
        name_kk="Еңбек және әлеуметтік ҚОРҒАУ министрлігі",
        name_ru="Министерство Труда",
        name_en="Ministry of Labour",
    )
    make_institution(name_ru="Другое учреждение")

    assert list(queries.search_institutions(words)) == [office]


def test_a_search_finds_former_names_and_takes_signs_as_they_are():
    office = make_institution(name_ru="Учреждение Ёлки 100%")
    rename(office, "New", TODAY)

    assert list(queries.search_institutions("елки 100%")) == [office]
    assert list(queries.search_institutions("елки %_")) == []
    assert list(queries.search_institutions("' OR 1=1 --")) == []


def test_a_search_can_keep_to_one_kind():
    party = make_institution(Kind.PARTY, name_ru="Общее")
    make_institution(name_ru="Общее тоже")

    assert list(queries.search_institutions("общее", kind=Kind.PARTY)) == [party]


def test_the_institutions_of_a_day_are_those_that_exist_then():
    office = make_institution(valid_from=date(2026, 12, 1))

    assert office not in queries.institutions_on(date(2026, 11, 30))
    assert office in queries.institutions_on(date(2026, 12, 1))


def test_the_page_names_offices_seats_and_parts_but_nobody():
    body = make_body()
    part = make_institution(Kind.ASSOCIATION, parent=body)
    mandate = make_mandate(Role.SECRETARY, body, office_ru="секретарь совета")

    page = queries.institution_page(body, TODAY)

    assert (page.offices, page.parts, page.is_ended) == ([mandate], [part], False)


def test_the_database_refuses_two_hosts_two_last_names_and_itself_as_successor():
    office = make_institution()
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.filter(pk=office.pk).update(is_host=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionName.objects.create(institution=office, name_kk="A", name_ru="A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=office, successor=office, on=TODAY, grounds="x")


def test_an_institution_that_came_without_a_history_keeps_its_first_name_when_renamed():
    office = make_institution()
    office.names.all().delete()

    rename(office, "New", TODAY)

    assert sorted(office.names.values_list("name_ru", flat=True)) == sorted(
        [office.name_ru, "New ru"]
    )


def test_where_no_name_is_in_force_the_last_one_shown_stays():
    office = make_institution()
    office.names.update(valid_from=TODAY + timedelta(days=1))
    shown = office.name_ru

    actions.apply_dated_changes(NOW)

    office.refresh_from_db()
    assert office.name_ru == shown
