"""When a matter may be closed, and as what: by evidence, and by the author's word.

What no body took on is closed with grounds alone. What one accepted, or said to be done already, is
closed as done only with evidence on record; as done or not done only in agreement with the author's
word, or once the author was asked and let the term pass.
"""

from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries.closing import Execution
from kenes.domain.recommendations.rules.admission import CLOSABLE, SECRETARY, refuse_stage
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import Refusal


def refuse_to_close(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    execution: Execution,
    *,
    on: date,
) -> Refusal | None:
    """Refuse all but the secretary, and a matter that cannot end in any way yet."""
    body = recommendation.body
    if refusal := refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on):
        return refusal
    never = _("It cannot be closed now: it was never admitted, or it has ended already.")
    if refusal := refuse_stage(recommendation, CLOSABLE, "not_closable", never):
        return refusal
    if not execution.is_taken_on:
        return None
    ways = [refuse_ending(execution, is_done=is_done, on=on) for is_done in (True, False)]
    return None if None in ways else ways[1]


def refuse_ending(execution: Execution, *, is_done: bool | None, on: date) -> Refusal | None:
    """Refuse an end as done or not done that the record does not bear out."""
    if not execution.is_taken_on:
        return None if is_done is None else _nothing_to_do()
    if is_done is None:
        return Refusal(
            "ending_missing",
            _("It is not said whether it is closed as done or as not done."),
            _("Choose one of the two."),
            status=422,
        )
    if execution.is_done is None:
        refusal = _refuse_without_word(execution, on)
    else:
        refusal = _refuse_against_word(is_done=is_done, word=execution.is_done)
    return refusal or (_refuse_unshown(execution) if is_done else None)


def refuse_to_ask_word(
    by: Person | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    execution: Execution,
    *,
    on: date,
) -> Refusal | None:
    """Refuse all but the secretary, and a question that the author has answered already."""
    body = recommendation.body
    if refusal := refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on):
        return refusal
    if recommendation.stage != Stage.SENT or not execution.is_taken_on:
        return Refusal(
            "nothing_to_say_done",
            _("The author cannot be asked yet: no body has taken this on."),
            _("What no body accepted is closed with grounds alone."),
            status=409,
        )
    if execution.word_at is not None:
        return _refuse_known_word(execution)
    if execution.word_until is not None and on <= execution.word_until:
        return _awaited(execution.word_until)
    return None


def _refuse_known_word(execution: Execution) -> Refusal | None:
    """Let the author be asked again only once there is something new to judge by."""
    shown_at, word_at = execution.shown_at, execution.word_at
    if shown_at is not None and word_at is not None and shown_at > word_at:
        return None
    return Refusal(
        "word_given",
        _("The author has given a word already, and no evidence came after it."),
        _("Close the matter by that word, or wait for new evidence."),
        status=409,
    )


def _refuse_without_word(execution: Execution, on: date) -> Refusal | None:
    if execution.word_until is None:
        return Refusal(
            "word_not_asked",
            _("It cannot be closed yet: its author has not said whether it is done."),
            _("Ask the author for a word. After 30 days of silence it can be closed without one."),
            status=409,
        )
    return _awaited(execution.word_until) if on <= execution.word_until else None


def _refuse_against_word(*, is_done: bool, word: bool) -> Refusal | None:
    if is_done == word:
        return None
    if word:
        return Refusal(
            "author_says_done",
            _("It cannot be closed as not done: its author says that it is done."),
            _("Close it as done."),
            status=409,
        )
    return Refusal(
        "author_says_not_done",
        _("It cannot be closed as done: its author says that it is not done."),
        _("Close it as not done; or ask the author again once new evidence is on record."),
        status=409,
    )


def _refuse_unshown(execution: Execution) -> Refusal | None:
    if execution.has_evidence:
        return None
    return Refusal(
        "execution_not_shown",
        _("It cannot be closed as done: no evidence of it is on record."),
        _("Ask the body for a report or an assessment with evidence, or close it as not done."),
        status=409,
    )


def _awaited(until: date) -> Refusal:
    return Refusal(
        "word_awaited",
        format_lazy(
            _("The author was asked whether it is done and may answer until: {day}."),
            day=until.strftime("%d.%m.%Y"),
        ),
        _("Wait for the word, or for the day after. Then it can be closed without one."),
        status=409,
    )


def _nothing_to_do() -> Refusal:
    return Refusal(
        "nothing_to_say_done",
        _("It cannot be closed as done or as not done: no body has taken this on."),
        _("What no body accepted is closed with grounds alone."),
        status=409,
    )
