"""Remind by a letter, by a public question, by the agenda: the secretariat's later steps."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import ladder
from kenes.domain.recommendations.rules import ladder as rules
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.ladder_forms import (
    LETTER_CONSEQUENCES,
    QUESTION_CONSEQUENCES,
    AgendaForm,
    DemandForm,
    Ground,
    QuestionForm,
    address_in,
    letter_in,
    refusal_on,
)
from kenes.web.acting.specs import ActSpec
from kenes.web.desk.cases import DeskCase

if TYPE_CHECKING:
    from kenes.domain.institutions.models import Mandate


def _ground(case: DeskCase) -> Ground:
    return Ground(case.recommendation, case.papers.addresses, case.today)


class DeskDemandForm(DemandForm):
    """A demand letter, from the desk: an institution's, so it has a number."""

    ground = _ground
    number = forms.CharField(label=_("Outgoing number"))


class DeskQuestionForm(QuestionForm):
    """A public question, from the desk."""

    ground = _ground


class DeskAgendaForm(AgendaForm):
    """An agenda item, from the desk."""

    ground = _ground


def _acting(case: DeskCase) -> "Mandate":
    """Return the mandate that gives most here: the secretary's, else the chair's."""
    return min(case.mandates, key=lambda one: ("secretary", "chair", "member").index(one.role))


def _refuse_demand(case: DeskCase) -> Refusal | None:
    return refusal_on(
        _ground(case),
        lambda address, _question, is_owed: rules.refuse_to_demand(
            case.person, _acting(case), address, is_author=False, is_owed=is_owed, on=case.today
        ),
    )


def _refuse_question(case: DeskCase) -> Refusal | None:
    return refusal_on(
        _ground(case),
        lambda address, question, is_owed: rules.refuse_to_question(
            case.person,
            _acting(case),
            address,
            open_question=question,
            is_author=False,
            is_owed=is_owed,
            on=case.today,
        ),
    )


def _refuse_agenda(case: DeskCase) -> Refusal | None:
    return refusal_on(
        _ground(case),
        lambda address, _question, is_owed: rules.refuse_to_ask_agenda(
            case.person, _acting(case), address, is_owed=is_owed, on=case.today
        ),
    )


def _demand(case: DeskCase, values: dict[str, Any]) -> object:
    address_id, who = address_in(values), case.who(_acting(case))
    return ladder.send_demand(address_id=address_id, letter=letter_in(values), **who)


def _question(case: DeskCase, values: dict[str, Any]) -> object:
    address_id, who = address_in(values), case.who(_acting(case))
    return ladder.put_question(address_id=address_id, **values, **who)


def _agenda(case: DeskCase, values: dict[str, Any]) -> object:
    address_id, who = address_in(values), case.who(_acting(case))
    return ladder.ask_for_agenda(address_id=address_id, **values, **who)


LADDER: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="demand",
        heading=_("Record a demand letter that was sent"),
        button=_("Record a demand letter"),
        done=_("The letter is on record; the officers of the body were told."),
        form=DeskDemandForm,
        refuse=_refuse_demand,
        run=_demand,
        initial=lambda case: {"sent_on": case.today},
        consequences=LETTER_CONSEQUENCES,
    ),
    ActSpec(
        slug="question",
        heading=_("Put a public question to a body"),
        button=_("Put a public question"),
        done=_("The question is public; the officers of the body were told."),
        form=DeskQuestionForm,
        refuse=_refuse_question,
        run=_question,
        consequences=QUESTION_CONSEQUENCES,
    ),
    ActSpec(
        slug="agenda",
        heading=_("Put the matter on the agenda"),
        button=_("Put it on the agenda"),
        done=_("The matter is on the agenda of your body."),
        form=DeskAgendaForm,
        refuse=_refuse_agenda,
        run=_agenda,
        initial=lambda case: {"decided_on": case.today},
        consequences=(_("Everybody reads the session and the decision document."),),
    ),
)
