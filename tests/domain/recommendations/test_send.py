from dataclasses import replace

import pytest

from kenes.domain.institutions.models import LegalRule
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from tests.factories import NOW
from tests.factories.answers import TODAY, make_case, refusal_of, send
from tests.factories.institutions import make_institution, make_mandate

pytestmark = pytest.mark.django_db


def test_a_sent_recommendation_has_a_clock_that_waits_for_delivery():
    case = make_case()

    [address] = send(case)

    assert (address.rule.code, address.basis) == ("apc-76", "statute")
    assert (address.asked_on, address.delivered_on, address.due_on) == (TODAY, None, None)
    case.recommendation.refresh_from_db()
    assert (case.recommendation.stage, case.recommendation.sent_at) == (Stage.SENT, NOW)


def test_a_final_document_of_public_control_is_sent_under_its_own_law():
    case = make_case(is_public_control=True)

    [address] = send(case)

    assert address.rule.code == "public-control-13"
    assert (address.rule.amount, address.rule.unit) == (10, "working_days")


def test_each_body_asked_is_an_event_and_an_entry():
    case = make_case()

    send(case, case.ministry, make_institution())

    assert case.kinds == ["sent", "sent"]
    entry = Entry.objects.filter(type="recommendation.sent").earliest("pk")
    assert entry.content["institution"] == str(case.ministry.public_id)
    assert entry.content["asked_on"] == "2026-11-09"


def test_the_author_and_the_body_are_told():
    case = make_case()

    send(case)

    told = Notice.objects.values_list("person_id", "template")
    assert (case.author.pk, "sent") in told
    assert {(case.focal.person_id, "asked"), (case.signatory.person_id, "asked")} <= set(told)


def test_a_promise_is_due_on_the_day_that_was_named():
    case = make_case()

    [address] = send(case, basis="promise", promised_on=TODAY)

    assert (address.basis, address.rule, address.due_on) == ("promise", None, TODAY)


def test_a_courtesy_has_no_due_date():
    [address] = send(make_case(), basis="courtesy")

    assert (address.rule, address.due_on) == (None, None)


def test_a_further_body_may_be_asked_later():
    case = make_case()
    send(case)

    send(case, make_institution())

    assert case.recommendation.addresses.count() == 2


def test_only_an_admitted_text_is_sent():
    case = make_case()
    case.recommendation.stage = Stage.SUBMITTED
    case.recommendation.save()

    assert refusal_of(lambda: send(case)) == "not_admitted"
    assert not Address.objects.exists()


def test_a_list_without_a_lead_body_is_refused():
    assert refusal_of(lambda: send(make_case(), make_institution(), role="contributing")) == (
        "no_lead"
    )


def test_a_body_is_asked_once():
    case = make_case()

    assert refusal_of(lambda: send(case, case.ministry, case.ministry)) == "already_addressed"


def test_an_ended_body_is_not_asked():
    case = make_case()
    case.ministry.valid_to = TODAY.replace(day=8)
    case.ministry.save()

    assert refusal_of(lambda: send(case)) == "body_ended"


def test_a_promise_without_a_date_is_refused():
    assert refusal_of(lambda: send(make_case(), basis="promise")) == "promise_without_date"


def test_own_rules_need_a_rule_of_that_basis():
    case = make_case()
    statute = LegalRule.objects.get(code="apc-76")

    refused = refusal_of(lambda: send(case, basis="own_rules", rule=statute))

    assert refused == "rule_does_not_fit"


@pytest.mark.parametrize(
    ("role", "elsewhere", "code"),
    [("chair", False, "wrong_role"), ("secretary", True, "wrong_institution")],
)
def test_only_the_secretary_of_the_handling_body_sends(role, elsewhere, code):
    case = make_case()
    body = None if elsewhere else case.recommendation.body
    other = make_mandate(role, body)

    assert refusal_of(lambda: send(replace(case, secretary=other))) == code
