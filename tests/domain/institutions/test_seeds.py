from datetime import date

import pytest

from kenes.domain.institutions import actions, queries, seeds
from kenes.domain.institutions.actions.calendars import DayKind
from kenes.domain.institutions.holidays_kz import names_of
from kenes.domain.institutions.models import CalendarVersion, LegalRule, Territory
from kenes.domain.register.models import Entry
from tests.factories import NOW
from tests.factories.institutions import BEGAN, TODAY, make_calendar, make_host, make_rules

pytestmark = pytest.mark.django_db


def test_twenty_units_are_in_force_and_a_second_run_adds_none():
    seeds.seed_territories()
    seeds.seed_territories()

    assert queries.territories_in_force(TODAY).count() == 20
    assert Territory.objects.count() == 21


@pytest.mark.parametrize(
    ("on", "number", "there", "not_yet"),
    [
        (date(2018, 6, 18), 16, "Южно-Казахстанская область", "Туркестанская область"),
        (date(2018, 6, 19), 17, "Туркестанская область", "Южно-Казахстанская область"),
        (date(2022, 6, 7), 17, "Карагандинская область", "область Ұлытау"),
        (date(2022, 6, 8), 20, "область Ұлытау", "Южно-Казахстанская область"),
    ],
)
def test_units_are_in_force_from_their_first_day_to_their_last(on, number, there, not_yet):
    seeds.seed_territories()

    names = set(queries.territories_in_force(on).values_list("name_ru", flat=True))

    assert len(names) == number
    assert there in names
    assert not_yet not in names


def test_an_ended_unit_names_its_successor():
    seeds.seed_territories()

    assert queries.territory_by_kato("510000000").successor.kato == "610000000"


def test_terms_of_law_are_seeded_once_each_with_its_source_and_its_entry():
    make_rules()
    again = seeds.seed_rules(now=NOW)

    assert again == []
    assert LegalRule.objects.count() == 10
    assert not LegalRule.objects.filter(source="").exists()
    assert Entry.objects.filter(type="rule.published").count() == 10


def test_the_default_term_to_answer_is_fifteen_working_days_and_ten_after_public_control():
    make_rules()

    usual = queries.current_rule("answer", TODAY)
    after_control = queries.current_rule("answer", TODAY, code="public-control-13")

    assert (usual.code, usual.amount, usual.unit) == ("apc-76", 15, "working_days")
    assert (usual.extension_amount, usual.extension_unit) == (2, "months")
    assert (after_control.amount, after_control.start) == (10, "delivered")
    assert "91" in usual.next_step_kk
    assert "91" in usual.next_step_ru
    assert "91" in usual.next_step_en


def test_no_rule_holds_before_its_law():
    make_rules()

    assert queries.current_rule("answer", date(2021, 6, 30)) is None
    assert queries.current_rule("answer", date(2021, 7, 1)).code == "apc-76"


def test_nauryz_of_2026_with_its_moved_days_is_off():
    calendar = queries.engine_calendar(make_calendar())

    working = [day for day in range(19, 28) if calendar.is_working(date(2026, 3, day))]

    assert working == [19, 20, 26, 27]
    assert calendar.names_off(date(2026, 3, 21), date(2026, 3, 25)) == ("Наурыз мейрамы",)


def test_a_weekend_day_worked_by_decree_is_a_working_day():
    version = make_calendar()

    assert queries.engine_calendar(version).is_working(date(2024, 5, 4))
    assert not queries.engine_calendar(version).is_working(date(2024, 5, 8))
    assert version.days_off["2024-05-08"]["note"] == "swapped"


def test_an_estimated_feast_says_so_in_each_language():
    names = make_calendar().days_off["2026-05-27"]

    assert names == {
        "kk": "Құрбан айт (күні болжамды)",
        "ru": "Курбан айт (дата предварительная)",
        "en": "Kurban Ait (estimated date)",
        "note": "estimated",
    }


def test_every_day_off_of_the_seeded_years_has_three_names():
    for day, names in make_calendar().days_off.items():
        assert names["ru"] != names["kk"] or "Наурыз" in names["kk"], day
        assert all(names[code] for code in ("kk", "ru", "en")), day


def test_an_unknown_feast_stands_as_it_came():
    assert names_of("Ұлы мереке; Жаңа жыл")["ru"] == "Ұлы мереке; Новый год"


def test_a_day_off_is_named_in_the_language_of_the_reader():
    version = make_calendar()

    assert queries.day_off_name(version, "Жеңіс күні", "ru") == "День Победы"
    assert queries.day_off_name(version, "Басқа", "ru") == "Басқа"


def test_seeding_again_changes_nothing_and_more_years_make_a_new_version():
    first = make_calendar()
    same = seeds.seed_calendar(now=NOW)
    longer = seeds.seed_calendar([2029], NOW)

    assert same == first
    assert (first.number, longer.number) == (1, 2)
    assert longer.last == date(2029, 12, 31)
    assert longer.days_off["2026-03-23"] == first.days_off["2026-03-23"]


def test_more_years_keep_what_was_corrected_by_hand():
    make_calendar()
    admin = make_host()
    day = date(2026, 5, 27)
    actions.publish_calendar_version(
        corrections=[actions.DayCorrection(on=day, kind=DayKind.PLAIN)],
        grounds="The feast was announced for another day",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )

    longer = seeds.seed_calendar([2029], NOW)

    assert longer.number == 3
    assert day.isoformat() not in longer.days_off


def test_a_calendar_is_never_published_without_its_moment():
    with pytest.raises(ValueError, match="pass now="):
        seeds.seed_calendar([2026])
    assert not CalendarVersion.objects.exists()
    assert seeds.seed_calendar([2026], BEGAN).published_at == BEGAN
