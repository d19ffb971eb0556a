"""Ask the bodies: who leads, who contributes, on what each clock rests."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import Basis, institution_by_public_id
from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.queries.desk import answer_rules
from kenes.domain.recommendations.rules import addressing as rules
from kenes.domain.recommendations.values import AddressRole
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.desk.cases import DeskCase
from kenes.web.desk.send_form import SendForm


def _refuse_to_send(case: DeskCase) -> Refusal | None:
    return rules.refuse_to_send(case.person, case.secretary, case.recommendation, on=case.today)


def _send(case: DeskCase, values: dict[str, Any]) -> object:
    rule = next((one for one in answer_rules(case.today) if one.code == values["rule"]), None)
    basis = rule.basis if rule else Basis(values["rule"])
    promised_on = values["promised_on"] if basis == Basis.PROMISE else None
    others = [one for one in values["contributing"] if one != values["lead"]]
    roles = [(values["lead"], AddressRole.LEAD)]
    roles += [(one, AddressRole.CONTRIBUTING) for one in others]
    to = [
        addressing.AddresseeFacts(
            institution=institution_by_public_id(UUID(public_id)),
            role=role,
            basis=basis,
            rule=rule,
            promised_on=promised_on,
        )
        for public_id, role in roles
    ]
    return addressing.send(to=to, **case.by(case.secretary))


SENDING: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="send",
        heading=_("Send it to the bodies that answer"),
        button=_("Send to bodies"),
        done=_("It is sent. Each body's term runs from the day it is delivered."),
        form=SendForm,
        refuse=_refuse_to_send,
        run=_send,
        is_risky=True,
        search=_("Find a body"),
        consequences=(
            _("Everybody sees who was asked and on which day. A term runs only after delivery."),
        ),
    ),
)
