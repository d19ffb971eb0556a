"""The author's own later steps towards a body that owes something: a letter, a public question."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.ladder_forms import (
    LETTER_CONSEQUENCES,
    QUESTION_CONSEQUENCES,
    DemandForm,
    Ground,
    QuestionForm,
    address_in,
    letter_in,
    refusal_on,
)
from kenes.web.acting.specs import ActSpec
from kenes.web.filing.own_case import OwnCase


def _ground(case: OwnCase) -> Ground:
    return Ground(case.own.recommendation, case.story.addresses, case.own.today)


class OwnDemandForm(DemandForm):
    """A demand letter of the author's own."""

    ground = _ground


class OwnQuestionForm(QuestionForm):
    """A public question of the author's own."""

    ground = _ground


def _refuse_demand(case: OwnCase) -> Refusal | None:
    own = case.own
    return refusal_on(
        _ground(case),
        lambda address, _question, is_owed: rules.refuse_to_demand(
            own.person, None, address, is_author=True, is_owed=is_owed, on=own.today
        ),
    )


def _refuse_question(case: OwnCase) -> Refusal | None:
    own = case.own
    return refusal_on(
        _ground(case),
        lambda address, question, is_owed: rules.refuse_to_question(
            own.person,
            None,
            address,
            open_question=question,
            is_author=True,
            is_owed=is_owed,
            on=own.today,
        ),
    )


def _who(case: OwnCase) -> dict[str, Any]:
    own = case.own
    return {"by": own.person, "code": own.code, "now": own.now}


def _demand(case: OwnCase, values: dict[str, Any]) -> object:
    address_id = address_in(values)
    return ladder.send_demand(address_id=address_id, letter=letter_in(values), **_who(case))


def _question(case: OwnCase, values: dict[str, Any]) -> object:
    return ladder.put_question(address_id=address_in(values), **values, **_who(case))


LADDER: tuple[ActSpec[OwnCase], ...] = (
    ActSpec(
        slug="demand",
        heading=_("Record a demand letter that you sent"),
        button=_("Record a demand letter"),
        done=_("The letter is on record; the officers of the body were told."),
        form=OwnDemandForm,
        refuse=_refuse_demand,
        run=_demand,
        receipt=lambda case: case.entry("address.demand_sent"),
        initial=lambda case: {"sent_on": case.own.today},
        consequences=LETTER_CONSEQUENCES,
    ),
    ActSpec(
        slug="question",
        heading=_("Put a public question to a body"),
        button=_("Put a public question"),
        done=_("The question is public; the officers of the body were told."),
        form=OwnQuestionForm,
        refuse=_refuse_question,
        run=_question,
        receipt=lambda case: case.entry("address.question_put"),
        consequences=QUESTION_CONSEQUENCES,
    ),
)
