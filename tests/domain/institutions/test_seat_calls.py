"""Calls for seats: criteria first, then an outcome with reasons; who may, and what is refused."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.models import CallExtension, SeatCall
from kenes.domain.institutions.rules import calls as rules
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    Role,
    make_body,
    make_ended,
    make_host,
    make_institution,
    make_mandate,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
TODAY, LAST = date(2026, 11, 9), date(2026, 11, 30)
AFTER = NOW + timedelta(days=22)
VALUES = {
    "side": "civil", "places": 1, "criteria_kk": "1. Ауылда жұмыс.",
    "criteria_ru": "1. Работа в селе.", "apply_kk": "Ауыл көшесі, 1", "apply_ru": "Сельская, 1",
    "source": "Протокол № 4", "opens_on": TODAY, "closes_on": LAST,
}  # fmt: skip


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body())


@pytest.fixture
def seat(secretary):
    return make_seat(secretary.institution)


def acting(mandate, now=NOW, by=None):
    return {"by": by or mandate.person, "mandate": mandate, "now": now}


def open_call(mandate, by=None, **facts):
    return actions.open_call(
        body=mandate.institution,
        facts=actions.CallFacts(**(VALUES | facts)),
        **acting(mandate, by=by),
    )


def close(call, mandate, awards=(), reason="Две заявки, обе сравнили.", now=AFTER):
    return actions.close_call(call=call, awards=awards, reason=reason, **acting(mandate, now))


def award(seat, organisation=None, criteria="Пункт 1: шесть лет в сёлах."):
    organisation = organisation or make_institution("association")
    return actions.AwardFacts(seat, organisation, criteria)


def test_a_call_is_public_with_its_criteria_as_digests_on_the_register(secretary):
    call = open_call(secretary)
    second = open_call(secretary, criteria_en="1. Work in villages.", apply_en="1 Village St.")

    assert (call.number, second.number, second.apply_en) == (1, 2, "1 Village St.")
    assert call.is_open_on(LAST)
    assert not call.is_open_on(LAST + timedelta(days=1))
    content = Entry.objects.filter(type="call.opened").earliest("pk").content
    assert (content["number"], content["closes_on"]) == (1, "2026-11-30")
    assert len(content["criteria_kk_sha256"]) == 64
    assert "Сельская" not in str(content)
    assert "Работа" not in str(content)
    assert list(queries.calls_of(secretary.institution)) == [second, call]
    assert second.criteria("en") == "1. Work in villages."
    assert call.criteria("en") == call.criteria_kk


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"side": "nobody"}, "side"),
        ({"places": 0}, "places"),
        ({"places": 8}, "places"),
        ({"opens_on": date(1, 1, 1)}, "opens_on"),
        ({"opens_on": TODAY - timedelta(days=1)}, "opens_on"),
        ({"opens_on": TODAY + timedelta(days=367)}, "opens_on"),
        ({"closes_on": TODAY - timedelta(days=1)}, "closes_on"),
        ({"closes_on": date(9999, 12, 31)}, "closes_on"),
        ({"criteria_kk": " \u200b"}, "criteria_kk"),
        ({"criteria_ru": "к" * 1_000_000}, "criteria_ru"),
        ({"criteria_en": "c" * 10_001}, "criteria_en"),
        ({"apply_kk": ""}, "apply_kk"),
        ({"apply_ru": "п" * 501}, "apply_ru"),
        ({"apply_en": "a" * 501}, "apply_en"),
        ({"source": ""}, "source"),
    ],
)
def test_a_call_that_says_too_little_or_too_much_is_refused(secretary, facts, field):
    with pytest.raises(Invalid) as caught:
        open_call(secretary, **facts)

    assert list(caught.value.problems) == [field]
    assert not SeatCall.objects.exists()


def test_only_the_secretary_of_the_body_in_force_calls_for_seats(secretary):
    body, admin = secretary.institution, make_host()
    chair, past = make_mandate(Role.CHAIR, body), make_mandate(Role.SECRETARY, body)
    actions.end_mandate(
        target=past, grounds="Срок", by=admin.person, mandate=admin,
        now=datetime(2026, 1, 1, 9, tzinfo=NOW.tzinfo),
    )  # fmt: skip
    past.refresh_from_db()

    codes = []
    for mandate, by in ((chair, None), (past, None), (secretary, chair.person), (admin, None)):
        with pytest.raises(NotPermitted) as caught:
            open_call(mandate, by=by)
        codes.append(caught.value.refusal.code)

    assert codes == ["wrong_role", "mandate_ended", "foreign_mandate", "wrong_role"]


def test_a_call_is_extended_with_a_reason_also_after_its_last_day(secretary):
    call = open_call(secretary)
    later = LAST + timedelta(days=14)

    extended = actions.extend_call(
        call=call, closes_on=later, reason="Посевная.", **acting(secretary, AFTER)
    )

    row = CallExtension.objects.get()
    assert (extended.closes_on, row.before, row.reason) == (later, LAST, "Посевная.")
    content = Entry.objects.latest("pk").content
    assert content["closes_on"] == later.isoformat()
    assert "Посевная" not in str(content)


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (LAST, "Посевная.", "closes_on"),
        (date(1, 1, 1), "Посевная.", "closes_on"),
        (TODAY + timedelta(days=367), "Посевная.", "closes_on"),
        (LAST + timedelta(days=1), "", "reason"),
        (LAST + timedelta(days=1), "п" * 501, "reason"),
    ],
)
def test_an_extension_needs_a_later_day_and_a_reason(secretary, day, reason, field):
    call = open_call(secretary)

    with pytest.raises(Invalid) as caught:
        actions.extend_call(call=call, closes_on=day, reason=reason, **acting(secretary))

    assert list(caught.value.problems) == [field]


def test_an_extension_does_not_end_in_the_past(secretary):
    call = open_call(secretary)
    now = NOW + timedelta(days=60)

    with pytest.raises(Invalid):
        actions.extend_call(
            call=call, closes_on=LAST + timedelta(days=1), reason="?", **acting(secretary, now)
        )


def test_an_outcome_names_seat_organisation_criteria_and_reasons(secretary, seat):
    call, organisation = open_call(secretary), make_institution("association")

    closed = close(call, secretary, [award(seat, organisation)])
    page = queries.call_page(closed, TODAY)

    assert closed.outcome == "filled"
    assert [line.award.organisation for line in page.awards] == [organisation]
    assert page.awards[0].mandate is None
    content = Entry.objects.latest("pk").content
    assert content["organisations"] == [str(organisation.public_id)]
    assert content["seats"] == [seat.number]
    assert "шесть" not in str(content)
    assert [entry.type for entry in page.acts] == ["call.closed", "call.opened"]


def test_whoever_the_organisation_sends_stands_on_the_page_of_the_call(secretary, seat):
    call, organisation = open_call(secretary), make_institution("association")
    closed = close(call, secretary, [award(seat, organisation)])

    held = make_mandate(
        Role.MEMBER, secretary.institution, seat=seat, stands_for=organisation, office_ru="Эксперт"
    )

    assert queries.call_page(closed, TODAY).awards[0].mandate == held


def test_nobody_is_an_outcome_with_a_reason(secretary):
    call = close(open_call(secretary), secretary, reason="Никто не отвечает критериям.")

    assert call.outcome == "nobody"
    assert queries.call_page(call, TODAY).awards == []
    assert Entry.objects.latest("pk").content["organisations"] == []


@pytest.mark.parametrize("reason", ["", "\u202e", "п" * 1_000_000])
def test_no_outcome_and_no_calling_off_without_a_reason(secretary, reason):
    call = open_call(secretary)

    with pytest.raises(Invalid):
        close(call, secretary, reason=reason)
    with pytest.raises(Invalid):
        actions.cancel_call(call=call, reason=reason, **acting(secretary))

    call.refresh_from_db()
    assert call.outcome == ""


def test_a_call_that_ended_is_not_changed_and_one_still_open_is_not_decided(secretary):
    call, other = open_call(secretary), open_call(secretary)
    actions.cancel_call(call=call, reason="Совет распущен.", **acting(secretary))

    codes = []
    for act in (
        lambda: actions.cancel_call(call=call, reason="?", **acting(secretary)),
        lambda: actions.extend_call(
            call=call, closes_on=LAST + timedelta(days=9), reason="?", **acting(secretary)
        ),
        lambda: close(call, secretary),
        lambda: close(other, secretary, now=NOW),
    ):
        with pytest.raises(NotPermitted) as caught:
            act()
        codes.append(caught.value.refusal.code)

    assert codes == ["call_ended"] * 3 + ["call_still_open"]
    assert rules.refuse_to_close(other, on=LAST + timedelta(days=1)) is None


def test_awards_fit_the_call(secretary, seat):
    call, two = open_call(secretary), open_call(secretary, places=2)
    second, state = make_seat(secretary.institution), make_seat(secretary.institution, "state")
    organisation = make_institution("association")
    ended = make_ended()
    foreign = make_seat(make_body())

    for where, awards in (
        (call, [award(seat), award(second)]),
        (two, [award(seat), award(seat)]),
        (two, [award(seat, organisation), award(second, organisation)]),
        (call, [award(state)]),
        (call, [award(foreign)]),
        (call, [award(seat, ended)]),
        (call, [award(seat, make_body())]),
    ):
        with pytest.raises(Invalid) as caught:
            close(where, secretary, awards)
        assert list(caught.value.problems) == ["awards"]

    with pytest.raises(Invalid) as caught:
        close(call, secretary, [award(seat, criteria=" ")])
    assert list(caught.value.problems) == ["criteria"]
    assert close(two, secretary, [award(seat), award(second)]).outcome == "filled"


def test_a_seat_that_was_taken_away_is_not_given(secretary, seat):
    call = open_call(secretary)
    seat.valid_to = TODAY
    seat.save(update_fields=["valid_to"])

    with pytest.raises(Invalid):
        close(call, secretary, [award(seat)])


def test_a_call_that_is_not_there_is_not_found(secretary):
    call = open_call(secretary)

    with pytest.raises(NotFound):
        queries.seat_call(secretary.institution.public_id, 2)
    SeatCall.objects.filter(pk=call.pk).delete()
    with pytest.raises(NotFound):
        close(call, secretary)


def test_the_database_itself_keeps_calls_whole(secretary):
    values = VALUES | {"body": secretary.institution, "published_at": NOW, "number": 1}
    for odd in (
        {"closes_on": TODAY - timedelta(days=1)}, {"places": 0}, {"outcome": "nobody"},
        {"reason": "?"}, {"outcome": "nobody", "ended_at": NOW},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            SeatCall.objects.create(**(values | odd))


def test_the_calendar_holds_terms_of_members_that_end_within_a_year(secretary):
    body = secretary.institution
    soon = make_mandate(Role.MEMBER, body, valid_to=date(2027, 3, 1))
    sooner = make_mandate(Role.OBSERVER, body, valid_to=date(2026, 12, 1))
    make_mandate(Role.MEMBER, body, valid_to=date(2028, 3, 1))
    make_mandate(Role.MEMBER, body)
    actions.add_substitute(
        principal=soon, person=make_person(), valid_from=TODAY, valid_to=date(2026, 12, 5),
        grounds="Отпуск", **acting(soon),
    )  # fmt: skip

    page = queries.institution_page(body, TODAY)
    rows = queries.members_of(body, TODAY)

    assert page.ending == [sooner, soon]
    assert queries.ending_terms(rows, TODAY + queries.A_YEAR) == [sooner, soon]
    assert len(rows) == 5
