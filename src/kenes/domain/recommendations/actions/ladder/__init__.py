"""Take the later steps of the reminder ladder: a demand letter, a public question, the agenda."""

from kenes.domain.recommendations.actions.ladder.agenda import ask_for_agenda
from kenes.domain.recommendations.actions.ladder.letters import LetterFacts, send_demand
from kenes.domain.recommendations.actions.ladder.periodic import prepare_letters, send_waiting
from kenes.domain.recommendations.actions.ladder.questions import answer_question, put_question

__all__ = [
    "LetterFacts",
    "answer_question",
    "ask_for_agenda",
    "prepare_letters",
    "put_question",
    "send_demand",
    "send_waiting",
]
