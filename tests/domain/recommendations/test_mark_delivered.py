import hashlib
from datetime import date

import pytest

from kenes.domain.recommendations.actions import addressing
from kenes.domain.register.models import Entry
from tests.factories import NOW
from tests.factories.answers import TODAY, days_later, deliver, delivered, refusal_of, sent
from tests.factories.institutions import make_mandate

pytestmark = pytest.mark.django_db


def test_the_delivery_starts_the_clock():
    case = sent()

    address = deliver(case)

    # 15 working days after 9 November 2026, a Monday: no holiday lies between.
    assert (address.due_on, address.original_due_on) == (date(2026, 11, 30), date(2026, 11, 30))
    assert (address.delivered_on, address.incoming_number) == (TODAY, "17-1/204")


def test_public_control_gives_ten_working_days():
    assert deliver(sent(is_public_control=True)).due_on == date(2026, 11, 23)


def test_the_delivery_is_an_event_and_an_entry():
    case = sent()

    deliver(case)

    assert case.kinds == ["sent", "delivered"]
    entry = Entry.objects.get(type="address.delivered")
    assert entry.content["incoming_number_sha256"] == hashlib.sha256(b"17-1/204").hexdigest()
    assert entry.content["due_on"] == "2026-11-30"


def test_the_secretary_may_put_the_delivery_on_record():
    case = sent()

    addressing.mark_delivered(
        address_id=case.address.public_id,
        incoming_number="5",
        on=TODAY,
        by=case.secretary.person,
        mandate=case.secretary,
        now=NOW,
    )

    assert case.address.delivered_on == TODAY


def test_an_own_date_stays_the_one_that_was_named():
    case = sent()
    address = case.address
    address.basis, address.rule, address.promised_on = "promise", None, date(2027, 1, 15)
    address.save()

    assert deliver(case).due_on == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"number": "  "}, "number_missing"),
        ({"on": date(2026, 11, 8)}, "delivery_date_impossible"),
        ({"on": date(2026, 11, 10)}, "delivery_date_impossible"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(facts, code):
    case = sent()

    assert refusal_of(lambda: deliver(case, **facts)) == code
    assert case.address.due_on is None


def test_a_delivery_is_put_on_record_once():
    case = delivered()

    assert refusal_of(lambda: deliver(case, now=days_later(1))) == "already_delivered"


@pytest.mark.parametrize(
    ("role", "own", "code"),
    [("observer", False, "wrong_institution"), ("assessor", True, "wrong_role")],
)
def test_only_the_body_and_the_secretary_know_of_the_delivery(role, own, code):
    case = sent()
    other = make_mandate(role, case.ministry if own else None)

    refused = refusal_of(
        lambda: addressing.mark_delivered(
            address_id=case.address.public_id,
            incoming_number="1",
            on=TODAY,
            by=other.person,
            mandate=other,
            now=NOW,
        )
    )

    assert refused == code


def test_a_year_without_a_calendar_is_said_plainly():
    case = sent()
    late = NOW.replace(year=2028, month=12, day=20)

    assert refusal_of(lambda: deliver(case, now=late)) == "calendar_too_short"
