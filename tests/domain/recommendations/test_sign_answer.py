from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions.actions import end_mandate
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import answering
from kenes.domain.recommendations.clocks import Timeliness, timeliness_of
from kenes.domain.recommendations.models import Answer, Recommendation
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Conflict
from tests.factories import NOW
from tests.factories.answers import (
    TODAY,
    answer,
    days_later,
    delivered,
    draft,
    refusal_of,
    send,
    sent,
    sign,
    submit,
)
from tests.factories.institutions import make_institution, make_mandate

pytestmark = pytest.mark.django_db


def test_a_signed_position_ends_the_clock():
    case = delivered()

    answer(case, now=days_later(7))

    address = case.address
    assert (address.position, address.is_open) == ("not_accepted", False)
    assert address.answered_on == date(2026, 11, 16)
    assert timeliness_of(address, date(2027, 1, 1)) is Timeliness.ANSWERED_IN_TIME


def test_a_late_position_is_answered_late():
    case = delivered()

    answer(case, now=days_later(30))

    assert timeliness_of(case.address, date(2027, 1, 1)) is Timeliness.ANSWERED_LATE


def test_the_public_sees_the_office_that_signed():
    case = delivered()

    signed = answer(case)

    assert (signed.office_en, signed.signed_by) == ("Deputy minister", case.signatory)
    case.signatory.office_en = "Minister"
    case.signatory.save()
    signed.refresh_from_db()
    assert signed.office_en == "Deputy minister"


def test_the_signature_is_an_event_and_an_entry_without_names_or_words():
    case = delivered()

    answer(case)

    assert case.kinds == ["sent", "delivered", "answered"]
    entry = Entry.objects.get(type="answer.signed")
    assert entry.content["position"] == "not_accepted"
    assert len(entry.content["text_sha256"]) == 64
    written = str(entry.content)
    people = (case.focal.person, case.signatory.person)
    assert not any(str(person.public_id) in written for person in people)
    assert "Министерство" not in written


def test_the_author_is_told_the_position():
    case = delivered()

    answer(case)

    notice = Notice.objects.get(person=case.author, template="answered")
    assert set(notice.facts["position"]) == {"kk", "ru", "en"}


def test_an_answer_may_come_before_the_delivery_is_on_record():
    case = sent()

    answer(case)

    assert timeliness_of(case.address, TODAY) is Timeliness.ANSWERED


def test_an_interim_reply_is_no_position_and_the_clock_runs_on():
    case = delivered()

    answer(case, kind="interim", position="", reason="")

    address = case.address
    assert (address.position, address.is_open, address.answered_on) == ("awaiting", True, None)
    assert case.kinds[-1] == "interim_reply"
    answer(case, now=days_later(1))
    assert case.address.position == "not_accepted"


def test_a_clarification_stands_beside_the_position():
    case = delivered()
    position = answer(case)

    written = answering.clarify(
        address_id=case.address.public_id, language="ru", body="Речь о посёлках.",
        by=case.focal.person, mandate=case.focal, now=days_later(9),
    )  # fmt: skip
    sign(case, submit(case, written, now=days_later(9)), now=days_later(9))

    position.refresh_from_db()
    assert position.texts.get().body == "Министерство рассмотрело рекомендацию."
    assert (case.address.answered_on, case.kinds[-1]) == (TODAY, "clarified")


def test_the_drafter_cannot_sign():
    case = delivered()
    both = make_mandate("signatory", case.ministry, case.focal.person)
    written = submit(case, draft(case))

    assert refusal_of(lambda: sign(case, written, by=both)) == "own_draft"
    assert case.address.position == "awaiting"


def test_the_database_refuses_one_person_with_two_mandates():
    case = delivered()
    written = submit(case, draft(case))

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=written.pk).update(
            state="signed", signed_by=case.signatory, signer=written.drafter, signed_at=NOW
        )


def test_the_database_refuses_a_second_signed_position():
    case = delivered()
    signed = answer(case)
    second = Answer(public_id=case.author.public_id)
    kept = ("address", "kind", "state", "position", "signed_by", "signer", "signed_at", "drafter")
    for name in (*kept, "drafted_by", "drafted_at", "changed_at", "original_language"):
        setattr(second, name, getattr(signed, name))

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_an_answer_is_signed_once():
    case = delivered()
    signed = answer(case)

    assert refusal_of(lambda: sign(case, signed)) == "already_signed"
    assert Entry.objects.filter(type="answer.signed").count() == 1


def test_an_answer_not_handed_in_is_not_signed():
    case = delivered()
    written = draft(case)

    assert refusal_of(lambda: sign(case, written)) == "not_submitted"


def test_what_was_read_is_what_is_signed():
    case = delivered()
    written = submit(case, draft(case))

    with pytest.raises(Conflict):
        answering.sign(
            answer_id=written.public_id, by=case.signatory.person, mandate=case.signatory,
            edition=written.edition - 1, now=NOW,
        )  # fmt: skip


def test_an_ended_mandate_does_not_sign():
    case = delivered()
    written = submit(case, draft(case))
    end_mandate(
        target=case.signatory,
        last_on=TODAY,
        grounds="Order 2",
        by=case.signatory.person,
        mandate=None,
        now=NOW,
    )

    case.signatory.refresh_from_db()
    assert refusal_of(lambda: sign(case, written, now=days_later(1))) == "mandate_ended"


def test_a_foreign_institution_does_not_sign():
    case = delivered()
    written = submit(case, draft(case))

    assert refusal_of(lambda: sign(case, written, by=make_mandate("signatory"))) == (
        "wrong_institution"
    )


def test_somebody_elses_mandate_does_not_sign():
    case = delivered()
    written = submit(case, draft(case))

    refused = refusal_of(
        lambda: answering.sign(
            answer_id=written.public_id,
            by=case.author,
            mandate=case.signatory,
            edition=None,
            now=NOW,
        )
    )

    assert refused == "foreign_mandate"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": ""}, "text_missing"),
        ({"reason": ""}, "reason_missing"),
        ({"position": "accepted_in_part"}, "part_missing"),
        ({"position": "said_already_done"}, "evidence_missing"),
        ({"position": "not_our_competence"}, "competent_body_missing"),
    ],
)
def test_what_a_position_must_say_is_asked_for(fields, code):
    case = delivered()
    written = draft(case, **fields)

    assert refusal_of(lambda: submit(case, written)) == code


@pytest.mark.parametrize(
    "fields",
    [
        {"position": "accepted", "reason": ""},
        {"position": "accepted_in_part", "part": "Пункт 2."},
        {"position": "said_already_done", "evidence_due_on": date(2027, 1, 15)},
        {"position": "said_already_done", "evidence_link": "https://example.kz/order"},
        {"position": "not_our_competence", "is_nobody_known": True},
    ],
)
def test_each_position_can_be_signed(fields):
    case = delivered()

    answer(case, **fields)

    assert case.address.position == fields["position"]


def test_a_position_outside_the_competence_forwards_the_matter():
    case, competent = delivered(), make_institution()

    answer(case, position="not_our_competence", forward_to=competent)

    new = case.recommendation.addresses.get(institution=competent)
    assert (new.forwarded_from, new.is_open) == (case.address, True)
    assert case.kinds[-2:] == ["answered", "forwarded"]


def test_a_closed_recommendation_takes_no_answer():
    case = delivered()
    written = submit(case, draft(case))
    case.recommendation.refresh_from_db()
    case.recommendation.stage = "closed"
    case.recommendation.save()

    assert refusal_of(lambda: sign(case, written)) == "not_in_work"


def test_a_body_asked_already_is_not_asked_again_by_an_answer_that_names_it():
    case = delivered()
    competent = make_institution()
    written = draft(case, position="not_our_competence", forward_to=competent)
    send(case, competent)

    sign(case, submit(case, written))

    assert case.kinds[-1] == "answered"
    assert case.recommendation.addresses.count() == 2


def test_an_answer_to_a_text_without_an_account_tells_nobody_who_wrote_it():
    case = delivered()
    Recommendation.objects.update(author=None)

    answer(case)

    assert not Notice.objects.filter(template="answered").exists()
