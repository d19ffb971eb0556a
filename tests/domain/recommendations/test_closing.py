"""A matter that a body took on ends by evidence and by the author's word, done or not done."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from kenes.domain.accounts.models import Person
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import authorship, closing
from kenes.domain.recommendations.models import Event, EventKind, Recommendation
from kenes.domain.recommendations.queries.story import story_addresses, story_facts
from kenes.domain.recommendations.sentence import computed_sentence
from kenes.domain.recommendations.values import Ending, Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.keys import digest_code
from tests.domain.recommendations.test_assess import LINK, assess
from tests.domain.recommendations.test_execution import LINK as ORDER
from tests.domain.recommendations.test_execution import promise, report
from tests.factories.answers import TODAY, answer, days_later, delivered, refusal_of

pytestmark = pytest.mark.django_db
TERM = 30


def taken_on(position="accepted", **filing):
    case = delivered(**filing)
    words = {"part": "Три улицы"} if position == "accepted_in_part" else {}
    answer(case, position=position, reason="Основание", **words)
    return case


def shown(**filing):
    """Accepted and reported with evidence by the body."""
    case = taken_on(**filing)
    report(case, promise(case), evidence=[ORDER])
    return case


def desk(case, days):
    secretary = case.secretary
    return {
        "public_id": case.recommendation.public_id, "by": secretary.person,
        "mandate": secretary, "now": days_later(days),
    }  # fmt: skip


def ask(case, days=0):
    return closing.ask_for_word(**desk(case, days))


def close(case, days=0, *, is_done: bool | None = True):
    return closing.close(grounds="Есть отчёт", is_done=is_done, **desk(case, days))


def word(case, value, days=0, **author):
    speaks = author or {"person": case.author}
    return assess(case, value=value, now=days_later(days), **speaks)


def sentence(case, days=0):
    case.recommendation.refresh_from_db()
    addresses = story_addresses(case.recommendation)
    facts = story_facts(case.recommendation, addresses, today=TODAY + timedelta(days))
    with override("en"):
        return computed_sentence(facts).replace("\xa0", " ")


def test_it_is_closed_as_done_by_evidence_and_the_authors_word():
    case = shown()
    word(case, "complete")

    closed = close(case)

    assert (closed.stage, closed.closed_as) == (Stage.CLOSED, Ending.DONE)
    assert Entry.objects.latest("pk").content["ending"] == "done"
    assert Event.objects.latest("pk").facts == {"ending": "done"}
    assert "closed as done, the author says so" in sentence(case)


def test_the_authors_word_rests_on_the_evidence_of_the_body():
    case = shown()

    given = word(case, "complete")

    assert [one.title for one in given.evidence.all()] == ["Order 12"]
    assert refusal_of(lambda: word(taken_on(), "complete")) == "evidence_missing"


def test_what_the_author_calls_not_done_is_never_closed_as_done():
    case = shown()
    word(case, "substantial")

    assert refusal_of(lambda: close(case)) == "author_says_not_done"
    closed = close(case, is_done=False)

    assert closed.closed_as == Ending.NOT_DONE
    assert "closed as not done, the author says so" in sentence(case)


def test_what_the_author_calls_done_is_not_closed_as_not_done():
    case = shown()
    word(case, "complete")

    assert refusal_of(lambda: close(case, is_done=False)) == "author_says_done"


def test_without_evidence_nothing_is_closed_as_done():
    case = taken_on()
    ask(case)

    assert refusal_of(lambda: close(case, TERM + 1)) == "execution_not_shown"
    assert close(case, TERM + 1, is_done=False).closed_as == Ending.NOT_DONE_NO_WORD


@pytest.mark.parametrize("position", ["accepted", "accepted_in_part", "said_already_done"])
def test_whatever_a_body_took_on_needs_the_authors_word(position):
    more = {"evidence_link": "https://example.kz/act"} if position == "said_already_done" else {}
    case = delivered()
    answer(case, position=position, reason="Основание", part="Три улицы", **more)

    assert refusal_of(lambda: close(case)) == "word_not_asked"
    assert refusal_of(lambda: close(case, is_done=None)) == "word_not_asked"
    assert refusal_of(lambda: close(case, is_done=False)) == "word_not_asked"


def test_evidence_in_a_signed_answer_shows_what_was_done_before():
    case = delivered()
    link = "https://example.kz/act"
    answer(case, position="said_already_done", reason="Сделано", evidence_link=link)
    ask(case)

    assert close(case, TERM + 1).closed_as == Ending.DONE_NO_WORD


def test_a_silent_author_is_waited_for_to_the_last_day_and_then_named_as_silent():
    case = shown()
    ask(case)

    assert "until 9 December" in sentence(case, TERM)
    assert "until" not in sentence(case, TERM + 1)
    assert refusal_of(lambda: close(case, TERM)) == "word_awaited"
    assert close(case, TERM + 1).closed_as == Ending.DONE_NO_WORD
    assert "closed as done, the author gave no word" in sentence(case)


def test_the_author_is_told_until_when_and_the_register_says_so():
    case = shown()

    ask(case)

    [told] = Notice.objects.filter(template="word_asked")
    assert (told.person, told.facts["until_on"]) == (case.author, "2026-12-09")
    assert told.path == f"/file/{case.recommendation.public_id}/own/"
    assert Entry.objects.latest("pk").content["until"] == "2026-12-09"
    assert Event.objects.latest("pk").kind == EventKind.WORD_ASKED


def test_the_holder_of_a_code_gives_the_word():
    case = shown()
    digest = digest_code("ABCD-EFGH-JKLM-NPQR")
    Recommendation.objects.filter(pk=case.recommendation.pk).update(code_digest=digest)
    ask(case)

    assess(case, value="complete", code="ABCD-EFGH-JKLM-NPQR")

    assert close(case).closed_as == Ending.DONE


def test_nobody_else_gives_the_authors_word():
    case = shown()
    ask(case)
    assess(case, "state", "complete", by=case.signatory, evidence=[LINK])

    assert refusal_of(lambda: close(case)) == "word_awaited"


def test_an_erased_author_is_asked_in_public_and_told_of_nothing():
    case = shown()
    authorship.forget_author(Person.objects.get(pk=case.author.pk), now=days_later(0))

    ask(case)

    assert not Notice.objects.filter(template="word_asked").exists()
    assert close(case, TERM + 1).closed_as == Ending.DONE_NO_WORD


def test_a_word_lapses_when_the_author_is_asked_again_on_new_evidence():
    case = shown()
    word(case, "limited", days=1)
    assert refusal_of(lambda: ask(case, 2)) == "word_given"
    assess(case, "state", "complete", by=case.signatory, evidence=[LINK], now=days_later(3))

    ask(case, 4)

    assert refusal_of(lambda: close(case, 5, is_done=False)) == "word_awaited"
    assert close(case, 4 + TERM + 1).closed_as == Ending.DONE_NO_WORD


def test_the_author_is_not_asked_twice_in_one_term():
    case = shown()
    ask(case)

    assert refusal_of(lambda: ask(case, TERM)) == "word_awaited"
    assert ask(case, TERM + 1).word_asked_at == days_later(TERM + 1)


def test_what_no_body_took_on_is_closed_with_grounds_alone():
    case = taken_on("not_accepted")

    assert refusal_of(lambda: ask(case)) == "nothing_to_say_done"
    assert refusal_of(lambda: close(case, is_done=True)) == "nothing_to_say_done"
    closed = close(case, is_done=None)

    assert closed.closed_as == ""
    assert Entry.objects.latest("pk").content["ending"] == ""
    assert "closed;" in sentence(case)


def test_an_end_must_say_as_what():
    case = shown()
    word(case, "complete")

    assert refusal_of(lambda: close(case, is_done=None)) == "ending_missing"


def test_only_the_secretary_asks_and_closes():
    case = shown()
    word(case, "complete")
    facts = desk(case, 0) | {"by": case.signatory.person, "mandate": case.signatory}

    assert refusal_of(lambda: closing.ask_for_word(**facts))
    assert refusal_of(lambda: closing.close(grounds="x", is_done=True, **facts))
