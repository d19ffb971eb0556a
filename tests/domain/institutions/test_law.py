from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.actions.calendars import DayKind, digest_of_days
from kenes.domain.institutions.law import Basis
from kenes.domain.institutions.models import CalendarVersion, LegalRule, Procedure
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    TODAY,
    Role,
    make_body,
    make_calendar,
    make_host,
    make_institution,
    make_mandate,
)

pytestmark = pytest.mark.django_db
FACTS = actions.RuleFacts(
    code="apc-76",
    duty="answer",
    basis="statute",
    law_kk="Кодекс",
    law_ru="Кодекс",
    article="76",
    amount=15,
    unit="working_days",
    start="delivered",
    is_default=True,
    valid_from=date(2021, 7, 1),
    source="Code No. 350-VI",
)


def act(verb, **fields):
    admin = make_host()
    return verb(**({"by": admin.person, "mandate": admin, "now": NOW} | fields))


def publish(**changes):
    return act(actions.publish_rule, facts=replace(FACTS, **changes))


def correct(*corrections, **fields):
    values = {"corrections": corrections, "grounds": "Decree 9"} | fields
    return act(actions.publish_calendar_version, **values)


def day(month, number, kind=DayKind.OFF, **names):
    given = {"name_kk": "Демалыс", "name_ru": "Выходной"} | names
    return actions.DayCorrection(on=date(2026, month, number), kind=kind, **given)


def set_procedure(body, valid_from=TODAY, **fields):
    giver = fields.pop("giver", None) or make_host()
    return actions.set_procedure(
        body=body,
        facts=actions.ProcedureFacts(**fields),
        valid_from=valid_from,
        by=giver.person,
        mandate=giver,
        now=NOW,
    )


def refused(run):
    with pytest.raises(NotPermitted) as caught:
        run()
    return caught.value.refusal.code


def problems(run):
    with pytest.raises(Invalid) as caught:
        run()
    return set(caught.value.problems)


def test_a_new_version_ends_the_one_before_and_each_holds_on_its_days():
    old = publish()

    new = publish(amount=10, valid_from=date(2027, 1, 1))
    old.refresh_from_db()

    assert (old.amount, old.valid_to) == (15, date(2026, 12, 31))
    assert queries.current_rule("answer", date(2026, 12, 31)) == old
    assert queries.current_rule("answer", date(2027, 1, 1)) == new
    assert list(queries.rules_in_time()) == [new, old]
    entries = Entry.objects.filter(type="rule.published").order_by("pk")
    assert [entry.object_version for entry in entries] == [1, 2]


def test_a_version_from_the_same_day_or_earlier_is_refused():
    publish()

    assert refused(publish) == "rule_overlaps"
    assert refused(lambda: publish(valid_from=date(2021, 6, 30))) == "rule_overlaps"
    assert LegalRule.objects.count() == 1


def test_a_rule_that_has_ended_holds_no_more_and_a_duty_may_have_none():
    publish(valid_to=date(2026, 11, 8))

    assert queries.current_rule("answer", date(2026, 11, 8)) is not None
    assert queries.current_rule("answer", TODAY) is None
    assert queries.current_rule("forward", TODAY) is None


def test_only_an_administrator_publishes_rules():
    giver = make_mandate(Role.SECRETARY)

    def publish_as_secretary():
        actions.publish_rule(facts=FACTS, by=giver.person, mandate=giver, now=NOW)

    assert refused(publish_as_secretary) == "wrong_institution"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "со словами"}, "code"),
        ({"code": ""}, "code"),
        ({"duty": "sing"}, "duty"),
        ({"unit": "weeks"}, "unit"),
        ({"start": "later"}, "start"),
        ({"basis": "habit"}, "basis"),
        ({"amount": 0}, "amount"),
        ({"extension_amount": 2}, "extension_amount"),
        ({"extension_unit": "months"}, "extension_amount"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to"),
        ({"source": " "}, "source"),
        ({"law_kk": ""}, "law_kk"),
        ({"article": "9" * 61}, "article"),
    ],
)
def test_a_rule_with_a_bad_value_says_which(changes, problem):
    assert problems(lambda: publish(**changes)) == {problem}
    assert not LegalRule.objects.exists()


def test_a_correction_is_a_new_version_and_the_old_one_stays_as_it_was():
    old = make_calendar()

    new = correct(day(11, 16), day(11, 21, DayKind.ON), day(12, 16, DayKind.PLAIN))

    assert (new.number, new.grounds) == (2, "Decree 9")
    assert new.days_off["2026-11-16"] == {"kk": "Демалыс", "ru": "Выходной", "en": ""}
    assert "2026-12-16" not in new.days_off
    calendar = queries.engine_calendar(new)
    assert calendar.is_working(date(2026, 11, 21))
    assert not calendar.is_working(date(2026, 11, 16))
    assert queries.engine_calendar(CalendarVersion.objects.get(pk=old.pk)).is_working(
        date(2026, 11, 16)
    )
    assert queries.latest_calendar() == new


def test_a_correction_is_on_the_register_with_its_days_and_the_digest_of_the_table():
    make_calendar()

    new = correct(day(11, 16))

    entry = Entry.objects.filter(type="calendar.published").last()
    assert entry.content == {
        "code": "KZ",
        "number": 2,
        "first": "2021-01-01",
        "last": "2028-12-31",
        "changed_days": ["2026-11-16"],
        "digest": digest_of_days(new),
        "grounds": "Decree 9",
    }
    assert entry.object_version == 2


def test_a_day_may_become_off_that_was_worked_by_decree():
    make_calendar()
    correct(day(11, 21, DayKind.ON))

    again = correct(day(11, 21))

    assert "2026-11-21" not in again.days_on
    assert not queries.engine_calendar(again).is_working(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("correction", "problem"),
    [
        (actions.DayCorrection(on=date(2035, 1, 1), kind=DayKind.PLAIN), "on"),
        (day(11, 16, DayKind.ON), "kind"),
        (day(11, 16, name_ru=" "), "name_ru"),
        (day(11, 16, DayKind.PLAIN), "corrections"),
    ],
)
def test_a_correction_that_cannot_be_says_why(correction, problem):
    make_calendar()

    assert problems(lambda: correct(correction)) == {problem}
    assert CalendarVersion.objects.count() == 1


def test_a_correction_needs_grounds_a_calendar_and_an_administrator():
    with pytest.raises(NotFound):
        correct(day(11, 16))
    make_calendar()
    giver = make_mandate(Role.SECRETARY)

    assert problems(lambda: correct(day(11, 16), grounds="")) == {"grounds"}
    assert (
        refused(lambda: correct(day(11, 16), by=giver.person, mandate=giver)) == "wrong_institution"
    )


def test_without_a_calendar_the_error_says_what_to_do():
    with pytest.raises(NotFound, match="kenes seed"):
        queries.latest_calendar()


def test_a_body_without_rules_of_its_own_has_the_usual_terms_and_no_grades():
    procedure = queries.procedure_of(make_body(), TODAY)

    assert (procedure.pk, procedure.admission_working_days) == (None, 5)
    assert (procedure.grades_on, procedure.rejoinder_on) == (False, False)


def test_own_rules_hold_from_their_day_and_are_on_the_register():
    body = make_body()
    secretary = make_mandate(Role.SECRETARY, body)
    set_procedure(body, rejoinder_on=False, giver=secretary)

    set_procedure(body, date(2027, 1, 1), admission_working_days=3)

    assert queries.procedure_of(body, TODAY).rejoinder_on is False
    assert queries.procedure_of(body, date(2027, 1, 1)).admission_working_days == 3
    assert Procedure.objects.get(valid_from=TODAY).valid_to == date(2026, 12, 31)
    entry = Entry.objects.filter(type="procedure.set").last()
    assert entry.content["values"]["admission_working_days"] == 3


def test_own_rules_are_set_by_the_bodys_own_people_and_never_backwards():
    body = make_body()
    set_procedure(body)

    assert refused(lambda: set_procedure(body)) == "procedure_overlaps"
    stranger = make_mandate(Role.CHAIR)
    assert refused(lambda: set_procedure(body, giver=stranger)) == "wrong_institution"
    member = make_mandate(Role.MEMBER, body)
    assert refused(lambda: set_procedure(body, giver=member)) == "wrong_institution"
    assert problems(lambda: set_procedure(make_institution())) == {"body"}
    assert problems(lambda: set_procedure(body, appeal_working_days=0)) == {"appeal_working_days"}


def test_the_database_refuses_a_calendar_that_ends_before_it_begins():
    version = make_calendar()

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarVersion.objects.filter(pk=version.pk).update(last=date(2020, 1, 1))


def test_a_correction_keeps_its_note_beside_the_names():
    make_calendar()
    estimated = replace(day(11, 16), note="estimated")

    assert correct(estimated).days_off["2026-11-16"]["note"] == "estimated"


@pytest.mark.parametrize(("language", "law"), [("kk", "заң"), ("ru", "закон"), ("en", "statute")])
def test_the_law_that_sets_a_term_is_not_called_as_the_statute_of_a_body(language, law):
    with override(language):
        assert str(Basis.STATUTE.label) == law
