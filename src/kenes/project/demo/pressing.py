"""What is done towards a body that keeps silent past its date: a letter, a question, the agenda."""

from datetime import timedelta
from typing import Any

from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.models import PublicQuestion
from kenes.domain.recommendations.queries.demands import owing
from kenes.domain.recommendations.queries.waiting_letters import waiting_letters
from kenes.project.demo.content import phrases
from kenes.project.demo.institutions import HOST
from kenes.project.demo.story import Role, Story
from kenes.project.demo.time import Tale, at_hour, days_ago
from kenes.project.demo.world import World

SENT_AGO = 35


def write_letters(world: World) -> Tale:
    """Send the letter of the quarter to whoever owes most; by today another one waits."""
    now = at_hour(days_ago(world, SENT_AGO), SENT_AGO)
    yield now
    ladder.prepare_letters(now)
    by, mandate = world.acting(HOST, Role.SECRETARY)
    most, _items = owing(mandate.institution, now)[0]
    waiting = waiting_letters(mandate.institution)[most.pk]
    letter = ladder.LetterFacts(
        number="5-4/117", sent_on=waiting.prepared_on, language="ru",
        text=phrases()["periodic_letter"]["ru"],
    )  # fmt: skip
    ladder.send_waiting(public_id=waiting.public_id, letter=letter, by=by, mandate=mandate, now=now)
    now = days_ago(world, 0)
    yield now
    ladder.prepare_letters(now)


def pressed(s: Story, how: str) -> Tale:
    """Climb the later steps of the ladder: the whole of it, or as the author, without an answer."""
    if how == "by_author":
        yield from _asked_by_author(s)
        return
    yield s.on(60)
    _demand(s, **s.office())
    yield s.on(47)
    _ask(s, **s.office())
    yield s.on(41)
    _reply(s)
    yield s.on(30)
    _to_agenda(s)


def _asked_by_author(s: Story) -> Tale:
    yield s.on(40)
    _demand(s, **s.as_author())
    yield s.on(28)
    _ask(s, **s.as_author())


def _demand(s: Story, **who: Any) -> None:
    letter = ladder.LetterFacts(
        number=f"5-{s.seed % 90 + 1}/{s.seed % 700 + 30}",
        sent_on=s.today,
        language=s.tongue("demand_letter"),
        text=s.say("demand_letter"),
    )
    ladder.send_demand(address_id=s.lines[s.addressee], letter=letter, **who)


def _ask(s: Story, **who: Any) -> None:
    words: dict[str, Any] = {
        "text": s.say("public_question"),
        "language": s.tongue("public_question"),
    }
    ladder.put_question(address_id=s.lines[s.addressee], **words, **who)


def _reply(s: Story) -> None:
    question = PublicQuestion.objects.get(address__public_id=s.lines[s.addressee])
    words: dict[str, Any] = {
        "text": s.say("question_reply"),
        "language": s.tongue("question_reply"),
    }
    signatory = s.office(Role.SIGNATORY, s.addressee)
    ladder.answer_question(question_id=question.public_id, **words, **signatory)


def _to_agenda(s: Story) -> None:
    ladder.ask_for_agenda(
        address_id=s.lines[s.addressee],
        document=s.say("agenda_document"),
        document_number=str(s.seed % 60 + 1),
        decided_on=s.today,
        session_on=s.today + timedelta(45),
        **s.office(Role.CHAIR),
    )
