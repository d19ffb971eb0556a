"""Why a recommendation may not be sent, delivered, forwarded or passed on."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, LegalRule, Mandate
from kenes.domain.recommendations.models import Address, Recommendation
from kenes.domain.recommendations.rules.authority import (
    DRAFTERS,
    Role,
    refuse_closed_address,
    refuse_signatory_act,
    refuse_to_act,
    refuse_undelivered,
    refuse_unless_in_work,
    refuse_without_reason,
)
from kenes.domain.recommendations.values import AddressRole, Basis, Stage
from kenes.domain.shared.refusals import Refusal

SENDABLE = (Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED, Stage.SENT)
STARTS = (LegalRule.Start.DELIVERED, LegalRule.Start.ASKED)


def refuse_to_send(
    by: Person, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    """Refuse all but the secretary of the body that handles it, once it is admitted."""
    if refusal := refuse_to_act(
        by, mandate, institution=recommendation.body, roles=(Role.SECRETARY,), on=on
    ):
        return refusal
    if recommendation.stage in SENDABLE:
        return None
    return Refusal(
        "not_admitted",
        _("It cannot be sent: only a text under consideration or adopted is sent to bodies."),
        _("Admit it first. A closed, withdrawn or merged text is not sent."),
        status=409,
    )


def refuse_recipients(
    recommendation: Recommendation, bodies: Sequence[tuple[Institution, str]], *, on: date
) -> Refusal | None:
    """Refuse an empty list, a body named twice or ended, or a list without a lead body."""
    asked = {row.institution_id: row.role for row in recommendation.addresses.all()}
    for body, role in bodies:
        if body.pk in asked:
            return _already_addressed()
        if refusal := refuse_ended_body(body, on=on):
            return refusal
        asked[body.pk] = role
    if bodies and AddressRole.LEAD in asked.values():
        return None
    return Refusal(
        "no_lead",
        _("It cannot be sent: no lead body is named."),
        _("Choose at least one body that leads; the others contribute."),
        status=422,
    )


def refuse_ended_body(body: Institution, *, on: date) -> Refusal | None:
    if body.valid_to is None or body.valid_to >= on:
        return None
    return Refusal(
        "body_ended",
        _("This body has ended, so it cannot be asked."),
        _("Choose the body that took over its duties."),
        status=422,
    )


def refuse_term(basis: str, rule: LegalRule | None, promised_on: date | None) -> Refusal | None:
    """Refuse a clock whose basis and term do not fit together."""
    if basis == Basis.PROMISE and promised_on is None:
        return Refusal(
            "promise_without_date",
            _("A promise needs the date that the body promised."),
            _("Enter the date, or choose another basis."),
            status=422,
        )
    needs_rule = basis in {Basis.STATUTE, Basis.OWN_RULES}
    fits = rule is not None and rule.basis == basis and rule.start in STARTS
    fits = fits and rule is not None and rule.duty == LegalRule.Duty.ANSWER
    if not needs_rule or fits:
        return None
    return Refusal(
        "rule_does_not_fit",
        _("The clock names no rule in force for answering that fits its basis."),
        _("Choose a rule of that basis, or publish it first."),
        status=422,
    )


def refuse_to_deliver(
    by: Person, mandate: Mandate | None, address: Address, *, on: date
) -> Refusal | None:
    """Refuse all but the body's own officers and the secretary who sent it."""
    handler = address.recommendation.body
    is_secretary = mandate is not None and mandate.institution_id == handler.pk
    if is_secretary and handler.pk != address.institution_id:
        who = refuse_to_act(by, mandate, institution=handler, roles=(Role.SECRETARY,), on=on)
    else:
        roles = (*DRAFTERS, Role.SECRETARY)
        who = refuse_to_act(by, mandate, institution=address.institution, roles=roles, on=on)
    return (
        who
        or refuse_unless_in_work(address.recommendation)
        or refuse_closed_address(address)
        or _refuse_second_delivery(address)
    )


def refuse_delivery_facts(
    address: Address, number: str, delivered_on: date, *, today: date
) -> Refusal | None:
    if not number:
        return Refusal(
            "number_missing",
            _("The incoming number is missing; with it the delivery can be checked."),
            _("Enter the number under which the body registered the text."),
            status=422,
        )
    if address.asked_on <= delivered_on <= today:
        return None
    return Refusal(
        "delivery_date_impossible",
        _("The delivery cannot lie before the sending or in the future."),
        _("Enter the date of the body's incoming stamp."),
        status=422,
    )


def refuse_to_forward(
    by: Person, mandate: Mandate | None, address: Address, *, to: Institution, reason: str, on: date
) -> Refusal | None:
    """Refuse all but the body's signatory, before its answer, to a body not yet asked."""
    return (
        refuse_signatory_act(by, mandate, address, on=on)
        or refuse_without_reason(reason)
        or refuse_undelivered(address)
        or refuse_new_body(address, to, on=on)
    )


def refuse_new_body(address: Address, to: Institution, *, on: date) -> Refusal | None:
    """Refuse to hand a matter to the body itself, to one already asked, or to one that ended."""
    if to.pk == address.institution_id:
        return Refusal(
            "forwarded_to_itself",
            _("A body cannot forward the matter to itself."),
            _("Choose the body that is competent."),
            status=422,
        )
    if address.recommendation.addresses.filter(institution=to).exists():
        return _already_addressed()
    return refuse_ended_body(to, on=on)


def refuse_to_pass_on(by: Person, mandate: Mandate | None, *, on: date) -> Refusal | None:
    """Refuse all but an administrator of the institution that runs this server."""
    own = mandate.institution if mandate else Institution()
    return refuse_to_act(by, mandate, institution=own, roles=(Role.ADMINISTRATOR,), on=on)


def no_successor() -> Refusal:
    return Refusal(
        "no_successor",
        _("No successor is on record, so the duties cannot pass on."),
        _("Record which institution took over, then pass the duties on."),
        status=409,
    )


def _refuse_second_delivery(address: Address) -> Refusal | None:
    if address.delivered_on is None:
        return None
    return Refusal(
        "already_delivered",
        _("The delivery is on record already, with its number and date."),
        _("If it is wrong, ask the secretary to note the correction on the record."),
        status=409,
    )


def _already_addressed() -> Refusal:
    return Refusal(
        "already_addressed",
        _("This body has been asked already; a body has one line in a recommendation."),
        _("Choose another body."),
        status=409,
    )
