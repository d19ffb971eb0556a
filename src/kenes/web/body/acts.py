"""What officers of a body may do with a matter, each act with its words and its rule."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import institution_by_public_id
from kenes.domain.recommendations.actions import addressing, answer_drafts, answering
from kenes.domain.recommendations.actions.extending import longest_extension
from kenes.domain.recommendations.queries.office import dossier
from kenes.domain.recommendations.rules import addressing as address_rules
from kenes.domain.recommendations.rules import answering as answer_rules
from kenes.domain.recommendations.rules import clocks as clock_rules
from kenes.domain.recommendations.rules.authority import refuse_closed_address, refuse_to_act
from kenes.domain.shared.languages import current_language
from kenes.domain.shared.refusals import Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.body import forms
from kenes.web.body.cases import BodyCase
from kenes.web.body.promises import PROMISES
from kenes.web.body.questions import QUESTIONS
from kenes.web.shared.formats import long_date

GIVEN_REASON = "-"
"""Stands for a reason still to be written, when a rule is asked before the form is filled."""

NOTHING_IN_WORK = Refusal(
    "nothing_in_work",
    _("There is no draft yet, so there is nothing to do with it."),
    _("The focal point of your body begins the draft."),
)
NOTHING_SIGNED = Refusal(
    "nothing_signed",
    _("There is no signed answer yet, so there is nothing to translate."),
    _("Have the answer signed first."),
)

type Rule = Callable[[BodyCase], Refusal | None]


def _on_draft(rule: Rule) -> Rule:
    return lambda case: NOTHING_IN_WORK if case.papers.in_work is None else rule(case)


def _refuse_delivery(case: BodyCase) -> Refusal | None:
    rule = address_rules.refuse_to_deliver
    return rule(case.person, case.focal, case.address, on=case.today)


def _refuse_clock(rule: Callable[..., Refusal | None]) -> Rule:
    def asked(case: BodyCase) -> Refusal | None:
        return rule(case.person, case.signatory, case.address, reason=GIVEN_REASON, on=case.today)

    return asked


def _refuse_forward(case: BodyCase) -> Refusal | None:
    return refuse_to_act(
        case.person,
        case.signatory,
        institution=case.address.institution,
        roles=(case.signatory.Role.SIGNATORY,),
        on=case.today,
    ) or refuse_closed_address(case.address)


def _refuse_submit(case: BodyCase) -> Refusal | None:
    return answer_rules.refuse_to_submit(case.person, case.focal, case.answer, on=case.today)


def _refuse_sign(case: BodyCase) -> Refusal | None:
    return answer_rules.refuse_to_sign(case.person, case.signatory, case.answer, on=case.today)


def _refuse_remark(case: BodyCase) -> Refusal | None:
    rule = answer_rules.refuse_to_remark
    return rule(case.person, case.mandates[0], case.answer, text=GIVEN_REASON, on=case.today)


def _refuse_send_back(case: BodyCase) -> Refusal | None:
    rule = answer_rules.refuse_to_send_back
    return rule(case.person, case.signatory, case.answer, text=GIVEN_REASON, on=case.today)


def _refuse_discard(case: BodyCase) -> Refusal | None:
    return answer_rules.refuse_to_discard(case.person, case.focal, case.answer, on=case.today)


def _refuse_translation(case: BodyCase) -> Refusal | None:
    position = case.papers.position
    if position is None:
        return NOTHING_SIGNED
    other = next(code for code in ("kk", "ru", "en") if code != position.original_language)
    return answer_rules.refuse_to_translate(
        case.person, case.focal, position, language=other, state="checked", on=case.today
    )


def _deliver(case: BodyCase, values: dict[str, Any]) -> object:
    who = case.by(case.focal)
    return addressing.mark_delivered(address_id=case.address.public_id, **values, **who)


def _forward(case: BodyCase, values: dict[str, Any]) -> object:
    to = institution_by_public_id(UUID(values.pop("to")))
    who = case.by(case.signatory)
    return addressing.forward(address_id=case.address.public_id, to=to, **values, **who)


def _translate(case: BodyCase, values: dict[str, Any]) -> object:
    position = case.papers.position
    answer_id = position.public_id if position else case.address.public_id
    return answering.add_answer_translation(answer_id=answer_id, **values, **case.by(case.focal))


def _edition(case: BodyCase) -> int:
    fresh = dossier(case.address).in_work
    return fresh.edition if fresh else 0


ANSWERS: tuple[ActSpec[BodyCase], ...] = (
    ActSpec(
        slug="submit",
        heading=_("Hand the draft in for signature"),
        button=_("Hand in for signature"),
        done=_("The draft is with your signatories. Nothing is public yet."),
        form=forms.SignForm,
        refuse=_on_draft(_refuse_submit),
        run=lambda case, values: answer_drafts.submit_for_signature(
            answer_id=case.answer.public_id, **values, **case.by(case.focal)
        ),
        initial=lambda case: {"edition": case.answer.edition},
        edition=_edition,
        consequences=(
            _(
                "Only the signatories of your body see it. Nothing goes out before one of them, "
                "another person than you, signs."
            ),
            _("Your name is never shown to the public."),
        ),
    ),
    ActSpec(
        slug="sign",
        heading=_("Do you sign the answer?"),
        button=_("Sign the answer"),
        done=_("The answer is signed, public and on the register."),
        form=forms.SignForm,
        refuse=_on_draft(_refuse_sign),
        receipt=lambda case: case.entry("answer.signed"),
        run=lambda case, values: answering.sign(
            answer_id=case.answer.public_id, **values, **case.by(case.signatory)
        ),
        initial=lambda case: {"edition": case.answer.edition},
        edition=_edition,
        is_risky=True,
        consequences=(
            _(
                "Everybody can read it at once: the name of your body and your office, not your "
                "name and not the drafter's."
            ),
            _("The author is told. A position ends the term."),
            _("It can be clarified later, never replaced."),
        ),
    ),
    ActSpec(
        slug="back",
        heading=_("Send the draft back"),
        button=_("Send back with a remark"),
        done=_("The draft is back with the focal point."),
        form=forms.PrivateForm,
        refuse=_on_draft(_refuse_send_back),
        run=lambda case, values: answer_drafts.send_back(
            answer_id=case.answer.public_id, remark=values["text"], **case.by(case.signatory)
        ),
    ),
    ActSpec(
        slug="remark",
        heading=_("Add a private remark"),
        button=_("Add a remark"),
        done=_("The remark is kept; only your body sees it."),
        form=forms.PrivateForm,
        refuse=_on_draft(_refuse_remark),
        run=lambda case, values: answer_drafts.remark(
            answer_id=case.answer.public_id, **values, **case.by(case.mandates[0])
        ),
    ),
    ActSpec(
        slug="discard",
        heading=_("Do you set the draft aside?"),
        button=_("Set the draft aside"),
        done=_("The draft is set aside; it stays in your body's own file."),
        refuse=_on_draft(_refuse_discard),
        run=lambda case, _values: answer_drafts.discard(
            answer_id=case.answer.public_id, **case.by(case.focal)
        ),
    ),
    ActSpec(
        slug="translate",
        heading=_("Add a translation of the answer"),
        button=_("Add a translation"),
        done=_("The translation is public, marked as one."),
        form=forms.AnswerTranslationForm,
        refuse=_refuse_translation,
        run=_translate,
    ),
)


def _extended_to(case: BodyCase) -> str:
    """Say to which day, before the term is extended; nothing where no rule lets it."""
    day = longest_extension(case.address)
    if day is None:
        return ""
    return gettext("New last day: %(day)s") % {"day": long_date(day, current_language())}


CLOCK: tuple[ActSpec[BodyCase], ...] = (
    ActSpec(
        slug="deliver",
        heading=_("Register the delivery"),
        button=_("Register the delivery"),
        done=_("The delivery is on record; the term runs from that day."),
        form=forms.DeliveryForm,
        refuse=_refuse_delivery,
        run=_deliver,
        consequences=(_("The number and the day are public: the term is counted from them."),),
    ),
    ActSpec(
        slug="forward",
        heading=_("Forward to the competent body"),
        button=_("Forward it"),
        done=_("The matter is with the other body; the author was told."),
        form=forms.ForwardForm,
        refuse=_refuse_forward,
        run=_forward,
        is_risky=True,
        consequences=(
            _("The law gives three working days for it; a later day is shown as it is."),
            _("The author is told at once. Your body's duty ends, the other's begins."),
        ),
        search=_("Find the competent body"),
    ),
    ActSpec(
        slug="extend",
        heading=_("Extend the term"),
        button=_("Extend the term"),
        done=_("The term is extended; the author was told."),
        form=forms.ReasonForm,
        refuse=_refuse_clock(clock_rules.refuse_to_extend),
        run=lambda case, values: addressing.extend(
            address_id=case.address.public_id, **values, **case.by(case.signatory)
        ),
        is_risky=True,
        consequences=(
            _("Once only, by as much as the law gives. Both dates and your reason are public."),
        ),
        foretold=_extended_to,
    ),
    ActSpec(
        slug="suspend",
        heading=_("Suspend the term"),
        button=_("Suspend the term"),
        done=_("The term is suspended."),
        form=forms.ReasonForm,
        refuse=_refuse_clock(clock_rules.refuse_to_suspend),
        run=lambda case, values: addressing.suspend(
            address_id=case.address.public_id, **values, **case.by(case.signatory)
        ),
        is_risky=True,
        consequences=(_("Since when and why it stands is public."),),
    ),
    ActSpec(
        slug="resume",
        heading=_("Let the term run again"),
        button=_("Let the term run again"),
        done=_("The term runs again."),
        form=forms.ReasonForm,
        refuse=_refuse_clock(clock_rules.refuse_to_resume),
        run=lambda case, values: addressing.resume(
            address_id=case.address.public_id, **values, **case.by(case.signatory)
        ),
    ),
)

ALL = (*ANSWERS, *QUESTIONS, *CLOCK, *PROMISES)
