"""Later steps of the reminder ladder: a demand letter, a public question, the agenda, in turn."""

import hashlib
from datetime import timedelta

import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import execution, ladder
from kenes.domain.recommendations.models import (
    AgendaItem,
    DemandLetter,
    Event,
    EventKind,
    PublicQuestion,
)
from kenes.domain.recommendations.queries.demands import owing_addresses
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound
from tests.factories.answers import (
    TODAY,
    answer,
    days_later,
    delivered,
    make_case,
    refusal_of,
    send,
    sent,
)
from tests.factories.institutions import Role, make_body, make_institution, make_mandate

pytestmark = pytest.mark.django_db
SILENT = 30
WORDS = "Просим ответить по существу."


@pytest.fixture
def case():
    return sent()


def day(days):
    return TODAY + timedelta(days)


def letter(days=SILENT, **fields):
    facts = {"number": "5-1/9", "sent_on": day(days), "language": "ru", "text": WORDS} | fields
    return ladder.LetterFacts(**facts)


def who(case, days, **other):
    as_secretary = {"by": case.secretary.person, "mandate": case.secretary}
    return {"address_id": case.address.public_id, "now": days_later(days)} | (other or as_secretary)


def demand(case, days=SILENT, facts=None, **other):
    return ladder.send_demand(letter=facts or letter(days), **who(case, days, **other))


def question(case, days=SILENT + 10, text="Когда ответите?", **other):
    return ladder.put_question(text=text, language="ru", **who(case, days, **other))


def reply(case, asked, days=SILENT + 12, mandate=None, text="К весне."):
    acting = mandate or case.signatory
    return ladder.answer_question(
        question_id=asked.public_id, text=text, language="ru",
        by=acting.person, mandate=acting, now=days_later(days),
    )  # fmt: skip


def agenda(case, days=SILENT + 20, mandate=None, **fields):
    facts = {
        "document": "Поручение", "document_number": "7",
        "decided_on": day(days), "session_on": day(days + 7),
    } | fields  # fmt: skip
    acting = mandate or case.secretary
    return ladder.ask_for_agenda(**facts, **who(case, days, by=acting.person, mandate=acting))


def test_a_demand_letter_stands_on_the_record_and_its_digest_on_the_register(case):
    made = demand(case)

    event = Event.objects.get(kind=EventKind.DEMANDED)
    content = Entry.objects.latest("pk").content
    assert (event.grounds, event.facts["number"], event.facts["sent_on"]) == (
        WORDS, "5-1/9", day(SILENT).isoformat(),
    )  # fmt: skip
    assert event.facts["name"]["ru"] == case.recommendation.body.name_ru
    assert content["letter_sha256"] == made.digest == hashlib.sha256(WORDS.encode()).hexdigest()
    assert content["letter"] == str(made.public_id)
    assert (content["sender"], content["institution"]) == (
        str(case.recommendation.body.public_id), str(case.ministry.public_id),
    )  # fmt: skip
    assert case.address.demanded_on == day(SILENT)
    told = Notice.objects.filter(template="demanded").values_list("person", flat=True)
    assert set(told) == {case.focal.person_id, case.signatory.person_id}


def test_the_author_sends_a_letter_without_a_number_and_an_institution_does_not(case):
    made = demand(case, facts=letter(number=""), by=case.author)

    assert (made.sender, made.number) == (None, "")
    assert Event.objects.get(kind=EventKind.DEMANDED).actor_role == "author"
    with pytest.raises(Invalid) as caught:
        demand(sent(), facts=letter(number=" "))
    assert list(caught.value.problems) == ["number"]


def test_an_organisation_speaks_as_the_author_by_its_delegate(case):
    union = make_institution()
    delegate = make_mandate(Role.DELEGATE, union)
    case.recommendation.author_institution = union
    case.recommendation.save()

    assert demand(case, by=delegate.person).sender == union


@pytest.mark.parametrize("days", [0, SILENT - 1])
def test_nothing_is_demanded_before_anything_is_owed(case, days):
    assert refusal_of(lambda: demand(case, days)) == "nothing_owed"
    assert not DemandLetter.objects.exists()


def test_nothing_is_demanded_where_the_body_answered_or_the_text_is_not_public(case):
    done = delivered()
    answer(done)
    case.recommendation.hidden_ground = "court"
    case.recommendation.save()

    assert refusal_of(lambda: demand(done)) == "nothing_owed"
    assert owing_addresses(case.recommendation, day(90)) == frozenset()


def test_a_promise_with_nothing_shown_is_demanded_too():
    case = delivered()
    answer(case, position="accepted", reason="")
    execution.set_measure(
        address_id=case.address.public_id, title=execution.Names(ru="Лампы"), due_on=day(20),
        by=case.signatory.person, mandate=case.signatory, now=days_later(0),
    )  # fmt: skip

    assert refusal_of(lambda: demand(case, 20)) == "nothing_owed"
    assert demand(case, 21).items == 1


def test_strangers_demand_nothing(case):
    foreign = make_mandate(Role.SECRETARY, make_body())
    member = make_mandate(Role.MEMBER, case.recommendation.body)
    stranger = {"by": foreign.person, "mandate": None}

    assert refusal_of(lambda: demand(case, by=foreign.person, mandate=foreign)) == (
        "wrong_institution"
    )
    assert refusal_of(lambda: demand(case, by=member.person, mandate=member)) == "wrong_role"
    assert refusal_of(lambda: demand(case, **stranger)) == "no_mandate"
    assert refusal_of(lambda: question(case, **stranger)) == "no_mandate"


@pytest.mark.parametrize("sent_on", [day(-1), day(SILENT + 1)])
def test_a_letter_is_not_older_than_the_asking_nor_of_tomorrow(case, sent_on):
    refused = refusal_of(lambda: demand(case, facts=letter(sent_on=sent_on)))

    assert refused == "letter_day_impossible"


@pytest.mark.parametrize("text", ["", " \u200b ", "о" * 5_001])
def test_what_is_said_has_words_and_a_limit(case, text):
    with pytest.raises(Invalid) as caught:
        demand(case, facts=letter(text=text))

    assert list(caught.value.problems) == ["text"]
    assert not DemandLetter.objects.exists()


def test_a_second_letter_waits_ten_days(case):
    demand(case)

    assert refusal_of(lambda: demand(case, SILENT + 9)) == "step_too_soon"
    assert demand(case, SILENT + 10).pk


def test_a_question_follows_a_letter_after_ten_days_and_is_answered_by_the_body(case):
    assert refusal_of(lambda: question(case)) == "no_demand_yet"
    demand(case)
    assert refusal_of(lambda: question(case, SILENT + 9)) == "step_too_soon"

    asked = question(case)

    assert refusal_of(lambda: question(case, SILENT + 30)) == "question_open"
    assert (case.address.questioned_on, case.address.question_answered_on) == (day(40), None)
    answered = reply(case, asked)
    assert (answered.answer, answered.answered_on) == ("К весне.", day(42))
    assert case.address.question_answered_on == day(42)
    assert case.kinds[-2:] == ["questioned", "question_answered"]
    assert Entry.objects.latest("pk").content["question"] == str(asked.public_id)
    assert case.address.is_open
    assert question(case, SILENT + 20, text="А теперь?").pk != asked.pk
    assert case.address.question_answered_on is None


def test_a_question_ends_with_the_answer_to_the_recommendation():
    case = delivered()
    demand(case)

    answer(case, now=days_later(35))

    assert case.address.demanded_on is None
    assert refusal_of(lambda: question(case)) == "nothing_owed"


def test_only_a_signatory_of_the_body_answers_and_once(case):
    demand(case)
    asked = question(case)

    assert refusal_of(lambda: reply(case, asked, mandate=case.focal)) == "wrong_role"
    assert refusal_of(lambda: reply(case, asked, mandate=case.secretary)) == "wrong_institution"
    with pytest.raises(Invalid):
        reply(case, asked, text=" ")
    reply(case, asked)
    assert refusal_of(lambda: reply(case, asked)) == "question_answered"
    asked.public_id = case.address.public_id
    with pytest.raises(NotFound):
        reply(case, asked)


def test_the_matter_comes_before_the_body_by_a_decision_document(case):
    demand(case)
    assert refusal_of(lambda: agenda(case)) == "no_question_yet"
    question(case)
    assert refusal_of(lambda: agenda(case, SILENT + 19)) == "step_too_soon"

    item = agenda(case)

    event = Event.objects.get(kind=EventKind.AGENDA_ASKED)
    assert (item.body, item.session_on) == (case.recommendation.body, day(SILENT + 27))
    assert (event.grounds, event.facts["number"]) == ("Поручение", "7")
    assert case.address.agenda_asked_on == day(SILENT + 20)
    assert refusal_of(lambda: agenda(case, SILENT + 21)) == "step_too_soon"
    assert agenda(case, SILENT + 30, session_on=None).session_on is None


def test_an_agenda_needs_the_secretary_or_chair_days_that_can_be_and_a_document(case):
    demand(case)
    question(case)
    member = make_mandate(Role.MEMBER, case.recommendation.body)

    assert refusal_of(lambda: agenda(case, mandate=member)) == "wrong_role"
    for fields in ({"session_on": day(0)}, {"decided_on": day(90)}):
        assert refusal_of(lambda: agenda(case, **fields)) == "session_day_impossible"  # noqa: B023
    with pytest.raises(Invalid) as caught:
        agenda(case, document="  ")
    assert list(caught.value.problems) == ["document"]
    assert not AgendaItem.objects.exists()


def test_a_step_towards_one_body_leaves_the_other_alone():
    case, other = make_case(), make_institution()
    send(case, case.ministry, other)

    demand(case)

    rows = case.recommendation.addresses.values_list("institution", "demanded_on")
    assert dict(rows) == {case.ministry.pk: day(SILENT), other.pk: None}
    assert not PublicQuestion.objects.exists()
