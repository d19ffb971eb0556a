import pytest

from kenes.domain.files.models import StoredFile
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import answering
from kenes.domain.recommendations.models import Answer, AnswerText, Event, Recommendation
from kenes.domain.shared.refusals import Conflict, Invalid
from tests.factories import NOW
from tests.factories.answers import (
    TODAY,
    answer,
    delivered,
    draft,
    refusal_of,
    sign,
    submit,
)
from tests.factories.institutions import make_institution, make_mandate

pytestmark = pytest.mark.django_db


def make_file(person):
    return StoredFile.objects.create(
        sha256="0" * 64, size=1, media_type="text/csv", name="a.csv", uploaded_at=NOW,
        uploaded_by=person,
    )  # fmt: skip


def test_a_draft_is_private():
    case = delivered()
    before = Event.objects.count()

    written = draft(case)

    assert (written.state, written.edition, written.drafted_by) == ("draft", 1, case.focal)
    assert Event.objects.count() == before
    assert case.address.position == "awaiting"


def test_a_draft_may_be_incomplete():
    written = draft(delivered(), position="accepted_in_part", body="", reason="")

    assert written.texts.get().body == ""


def test_a_later_edition_replaces_the_words():
    case = delivered()
    first = draft(case)

    second = draft(case, body="Иначе.", edition=first.edition)

    assert (second.pk, second.edition) == (first.pk, 2)
    assert AnswerText.objects.get().body == "Иначе."


def test_a_draft_in_another_language_replaces_the_first():
    case = delivered()
    draft(case)

    draft(case, language="kk", body="Қаралды.", edition=1)

    assert AnswerText.objects.get().language == "kk"


def test_of_two_officers_at_once_the_second_sees_both_texts():
    case = delivered()
    colleague = make_mandate("focal_point", case.ministry)
    draft(case, body="Первый текст.")

    with pytest.raises(Conflict) as caught:
        draft(case, body="Второй текст.", by=colleague)

    assert "Первый текст." in caught.value.theirs.values()
    assert "Второй текст." in caught.value.yours.values()
    assert AnswerText.objects.get().body == "Первый текст."


def test_a_stale_edition_is_a_conflict():
    case = delivered()
    draft(case)
    draft(case, body="Второй.", edition=1)

    with pytest.raises(Conflict) as caught:
        draft(case, body="Третий.", edition=1)

    assert caught.value.refusal.code == "changed_meanwhile"


def test_whoever_wrote_last_is_the_drafter():
    case = delivered()
    colleague = make_mandate("focal_point", case.ministry)
    draft(case)

    written = draft(case, by=colleague, edition=1)

    assert (written.drafted_by, written.drafter) == (colleague, colleague.person.public_id)


def test_an_own_file_is_attached_and_a_foreign_one_refused():
    case = delivered()
    own, foreign = make_file(case.focal.person), make_file(case.author)

    assert list(draft(case, files=[own]).files.all()) == [own]
    assert refusal_of(lambda: draft(case, files=[foreign], edition=1)) == "foreign_file"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"body": "a" * 20_001}, "body"),
        ({"reason": "a" * 5_001}, "reason"),
        ({"part": "a" * 5_001}, "part"),
        ({"evidence_link": "javascript:alert(1)"}, "evidence_link"),
        ({"evidence_link": "https://example.kz/" + "a" * 500}, "evidence_link"),
    ],
)
def test_unusable_words_are_named(fields, field):
    with pytest.raises(Invalid) as caught:
        draft(delivered(), **fields)

    assert list(caught.value.problems) == [field]
    assert not Answer.objects.exists()


def test_a_draft_may_still_lack_its_position_but_is_not_handed_in_without():
    case = delivered()
    answer = draft(case, position="")

    assert refusal_of(lambda: submit(case, answer)) == "position_missing"
    assert submit(case, draft(case, edition=answer.edition)).state == "for_signature"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"position": "awaiting"}, "position_does_not_fit"),
        ({"kind": "interim", "position": "accepted"}, "position_does_not_fit"),
        ({"kind": "clarification", "position": ""}, "nothing_to_clarify"),
    ],
)
def test_a_reply_that_cannot_stand_is_refused(fields, code):
    case = delivered()

    assert refusal_of(lambda: draft(case, **fields)) == code


def test_an_ended_body_is_not_named_as_competent():
    ended = make_institution()
    ended.valid_to = TODAY.replace(day=1)
    ended.save()

    assert refusal_of(
        lambda: draft(delivered(), position="not_our_competence", forward_to=ended)
    ) == ("body_ended")


def test_one_reply_is_in_work_at_a_time():
    case = delivered()
    draft(case)

    refused = refusal_of(lambda: draft(case, kind="interim", position="", edition=1))

    assert refused == "another_reply_in_work"


def test_a_draft_handed_in_is_not_changed():
    case = delivered()
    submit(case, draft(case))

    assert refusal_of(lambda: draft(case, edition=2)) == "waits_for_signature"


def test_only_a_focal_point_drafts():
    case = delivered()

    assert refusal_of(lambda: draft(case, by=case.signatory)) == "wrong_role"


def test_a_discarded_draft_makes_room():
    case = delivered()
    first = draft(case)
    answering.discard(answer_id=first.public_id, by=case.focal.person, mandate=case.focal, now=NOW)

    assert draft(case).pk != first.pk
    assert refusal_of(lambda: submit(case, first)) == "discarded"


def test_an_answered_address_takes_no_second_position():
    case = delivered()
    answer(case)

    assert refusal_of(lambda: draft(case)) == "already_answered"


def test_remarks_stay_between_drafter_and_signatory():
    case = delivered()
    written = draft(case)
    before = Event.objects.count()

    answering.remark(
        answer_id=written.public_id, text="Срок?", by=case.signatory.person,
        mandate=case.signatory, now=NOW,
    )  # fmt: skip

    assert written.remarks.get().text == "Срок?"
    assert Event.objects.count() == before
    assert not Notice.objects.filter(person=case.author, facts__icontains="Срок?").exists()


def test_a_remark_of_another_institution_is_refused():
    case = delivered()
    written, outsider = draft(case), make_mandate("signatory")

    refused = refusal_of(
        lambda: answering.remark(
            answer_id=written.public_id, text="?", by=outsider.person, mandate=outsider, now=NOW
        )
    )

    assert refused == "wrong_institution"


def test_the_signatory_is_told_of_a_draft_handed_in():
    case = delivered()

    submit(case, draft(case))

    notice = Notice.objects.get(template="signature_wanted")
    assert notice.person_id == case.signatory.person_id


def test_a_draft_is_handed_in_once():
    case = delivered()
    written = submit(case, draft(case))

    assert refusal_of(lambda: submit(case, written)) == "already_submitted"


def send_back(case, written, text="Назовите срок."):
    return answering.send_back(
        answer_id=written.public_id, remark=text, by=case.signatory.person,
        mandate=case.signatory, now=NOW,
    )  # fmt: skip


def test_a_draft_sent_back_can_be_changed_and_handed_in_again():
    case = delivered()
    back = send_back(case, submit(case, draft(case)))

    again = submit(case, draft(case, body="Срок: 1 марта.", edition=back.edition))

    assert back.remarks.get().text == "Назовите срок."
    assert Notice.objects.get(template="sent_back").person_id == case.focal.person_id
    assert sign(case, again).state == "signed"


def test_a_draft_is_sent_back_with_a_remark():
    case = delivered()
    written = submit(case, draft(case))

    assert refusal_of(lambda: send_back(case, written, " ")) == "remark_missing"


def test_only_what_was_handed_in_is_sent_back():
    case = delivered()
    written = draft(case)

    assert refusal_of(lambda: send_back(case, written)) == "not_submitted"


def test_a_withdrawn_text_takes_no_clarification():
    case = delivered()
    Recommendation.objects.update(stage="withdrawn")

    assert refusal_of(lambda: draft(case, kind="clarification", position="")) == "not_in_work"


def test_a_duty_passed_on_is_not_answered_by_its_first_bearer():
    case = delivered()
    case.recommendation.addresses.update(is_open=False, taken_over_by=make_institution())

    assert refusal_of(lambda: draft(case)) == "duty_passed_on"
