from datetime import date

import pytest

from kenes.domain.institutions.models import LegalRule
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.models import Answer
from kenes.domain.register.models import Entry
from tests.factories.answers import (
    TODAY,
    answer,
    days_later,
    delivered,
    draft,
    refusal_of,
    send,
    sent,
)
from tests.factories.institutions import make_institution

pytestmark = pytest.mark.django_db


def forward(case, to, *, reason="Water is the other ministry's.", now=None, by=None):
    mandate = by or case.signatory
    return addressing.forward(
        address_id=case.address.public_id,
        to=to,
        reason=reason,
        by=mandate.person,
        mandate=mandate,
        now=now or days_later(1),
    )


def test_the_competent_body_gets_a_clock_of_its_own():
    case = delivered()

    new = forward(case, make_institution())

    assert (new.rule.code, new.delivered_on, new.forwarded_from) == ("apc-76", None, case.address)
    assert (new.is_open, new.role) == (True, "lead")


def test_the_body_that_forwards_has_ended_its_own_duty():
    case = delivered()

    forward(case, make_institution())

    old = case.address
    assert (old.position, old.is_open) == ("not_our_competence", False)
    assert old.answered_on == TODAY.replace(day=10)


def test_the_author_is_told_and_the_record_shows_the_lawful_day():
    case = delivered()

    forward(case, make_institution())

    assert Notice.objects.filter(person=case.author, template="forwarded").count() == 1
    entry = Entry.objects.get(type="address.forwarded")
    assert entry.content["term_ended_on"] == "2026-11-12"
    assert entry.content["forwarded_on"] == "2026-11-10"
    assert case.kinds == ["sent", "delivered", "forwarded"]


def test_a_draft_in_work_is_set_aside():
    case = delivered()
    draft(case)

    forward(case, make_institution())

    assert Answer.objects.get().state == "discarded"


def test_a_promise_does_not_bind_the_body_it_is_forwarded_to():
    case = sent()
    address = case.address
    address.basis, address.rule = "courtesy", None
    address.delivered_on = TODAY
    address.save()

    assert forward(case, make_institution()).basis == "statute"


def test_forwarding_needs_a_delivery():
    assert refusal_of(lambda: forward(sent(), make_institution())) == "not_delivered"


def test_forwarding_needs_a_reason():
    assert refusal_of(lambda: forward(delivered(), make_institution(), reason=" ")) == (
        "reason_missing"
    )


def test_a_body_cannot_forward_to_itself():
    case = delivered()

    assert refusal_of(lambda: forward(case, case.ministry)) == "forwarded_to_itself"


def test_a_body_already_asked_is_not_asked_twice():
    case, other = delivered(), make_institution()
    send(case, other)

    assert refusal_of(lambda: forward(case, other)) == "already_addressed"


def test_nothing_is_forwarded_after_the_answer():
    case = delivered()
    answer(case)

    assert refusal_of(lambda: forward(case, make_institution())) == "already_answered"


def test_only_a_signatory_forwards():
    case = delivered()

    assert refusal_of(lambda: forward(case, make_institution(), by=case.focal)) == "wrong_role"


def test_an_answer_after_forwarding_is_refused():
    case = delivered()
    forward(case, make_institution())

    assert refusal_of(lambda: draft(case)) == "forwarded"


def test_the_law_gives_no_day_to_forward_by_before_delivery_or_without_a_rule():
    waiting, received = sent(), delivered()

    assert addressing.forwarding_ends_on(waiting.address) is None
    assert addressing.forwarding_ends_on(received.address) == date(2026, 11, 12)
    LegalRule.objects.filter(duty=LegalRule.Duty.FORWARD).delete()
    assert addressing.forwarding_ends_on(received.address) is None
