"""A published text is due in both languages of the State; a machine's translation is none."""

from datetime import date, timedelta

import pytest

from kenes.domain.institutions.models import Procedure
from kenes.domain.institutions.seeds import seed_calendar
from kenes.domain.notices.letters import letter_of
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import texts
from kenes.domain.recommendations.actions.translations_due import remind_of_translations
from kenes.domain.recommendations.queries.authoring import current_texts
from kenes.domain.recommendations.queries.translating import due_days, translation_due
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def translate(recommendation, state, language="ru"):
    secretary = make.make_mandate(recommendation.body)
    texts.publish_translation(
        public_id=recommendation.public_id, language=language, title="Свет", problem="",
        demand="Фонари", state=state, by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip


def due(recommendation, now=NOW):
    recommendation.refresh_from_db()
    return translation_due(recommendation, current_texts(recommendation), now=now)


def test_a_text_in_one_language_says_what_lacks_since_when_by_when_and_who_owes_it():
    recommendation = make.admitted()

    found = due(recommendation)

    assert found.languages == ("ru",)
    assert (found.since, found.due_on) == (date(2026, 11, 9), date(2026, 11, 16))
    assert found.owed_by == recommendation.body
    assert (found.is_late, found.is_machine_shown) == (False, False)


def test_the_day_itself_is_not_late_and_the_next_one_is():
    recommendation = make.admitted()

    assert not due(recommendation, NOW + timedelta(days=7)).is_late
    assert due(recommendation, NOW + timedelta(days=8)).is_late


def test_a_machine_is_shown_but_does_not_fulfil_the_duty_and_a_person_does():
    recommendation = make.admitted()

    translate(recommendation, "machine")
    assert due(recommendation).is_machine_shown

    translate(recommendation, "checked")
    assert due(recommendation) is None


def test_a_text_that_is_not_public_owes_no_translation():
    assert due(make.filed_by()) is None


def test_a_bodys_own_term_and_the_published_calendar_are_counted_by(django_assert_num_queries):
    recommendation = make.admitted()
    Procedure.objects.create(
        body=recommendation.body, translation_working_days=28, valid_from=date(2026, 1, 1)
    )
    seed_calendar(range(2026, 2028), now=NOW)
    due(recommendation)  # reads the calendar's days once for this process
    found = current_texts(recommendation)

    with django_assert_num_queries(1):
        late = translation_due(recommendation, found, now=NOW)

    # 28 working days after 9 November; Independence Day, 16 December, does not count.
    assert late.due_on == date(2026, 12, 18)
    assert due_days(recommendation.body, [recommendation], now=NOW) == {
        recommendation.pk: date(2026, 12, 18)
    }


@pytest.mark.parametrize("many", [1, 3])
def test_the_days_of_a_queue_take_as_many_reads_at_any_length(many, django_assert_num_queries):
    body = make.make_body()
    rows = [make.admitted(body=body) for _ in range(many)]

    with django_assert_num_queries(3):
        days = due_days(body, rows, now=NOW)

    assert list(days.values()) == [date(2026, 11, 16)] * many


def told():
    return [(one.person, one.facts["count"], one.facts["due_on"]) for one in Notice.objects.all()]


def test_secretaries_hear_of_translations_once_a_day_on_which_some_fall_due():
    recommendation = make.admitted()
    secretary = make.make_mandate(recommendation.body).person
    make.make_mandate(recommendation.body, "chair")
    Notice.objects.all().delete()

    early = remind_of_translations(NOW + timedelta(days=6))
    for days in (7, 7, 9):
        assert remind_of_translations(NOW + timedelta(days=days)) == 1

    assert early == 0
    assert (secretary, 1, "2026-11-16") in told()
    assert {due_on for _person, _count, due_on in told()} == {"2026-11-16"}
    assert "chair" not in {one.person.mandates.get().role for one in Notice.objects.all()}


def test_a_desk_with_many_texts_due_hears_in_one_letter_and_in_its_own_language():
    first = make.admitted()
    make.admitted(body=first.body)
    secretary = make.make_mandate(first.body).person
    Notice.objects.all().delete()

    remind_of_translations(NOW + timedelta(days=8))

    notice = Notice.objects.get(person=secretary)
    assert notice.facts["count"] == 2
    assert notice.path == f"/desk/?office={first.body.public_id}&queue=translate"
    letters = [letter_of(notice, code) for code in ("kk", "ru", "en")]
    assert [one.subject for one in letters] == [
        "Аудару мерзімі келді: 2", "Пора перевести: 2", "Translations are due: 2",
    ]  # fmt: skip
    assert "16\xa0ноября 2026" in letters[1].text


def test_a_translated_text_reminds_nobody():
    recommendation = make.admitted()
    translate(recommendation, "checked")

    assert remind_of_translations(NOW + timedelta(days=30)) == 0
