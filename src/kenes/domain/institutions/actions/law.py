"""Publish rules of law with their dates, and set a body's own procedure."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events, rules
from kenes.domain.institutions.actions.recording import (
    limited,
    lock_institution,
    note,
    required,
)
from kenes.domain.institutions.events import object_id
from kenes.domain.institutions.law import Basis
from kenes.domain.institutions.models import Institution, LegalRule, Mandate, Procedure
from kenes.domain.institutions.rules.authority import (
    refuse_foreign_mandate,
    refuse_without_mandate,
)
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, NotPermitted, Refusal, permit

ONE_DAY = timedelta(days=1)
LONGEST_TERM = 1000
LONGEST_OWN_TERM = 250
DEMAND_MONTHS = (0, 1, 3, 6, 12)
OWN_PROCEDURE = frozenset({Mandate.Role.CHAIR, Mandate.Role.SECRETARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """A term as the law gives it. `code` stays the same through all versions of the rule."""

    code: str
    duty: str
    basis: str
    law_kk: str
    law_ru: str
    law_en: str = ""
    article: str = ""
    amount: int
    unit: str
    start: str
    is_default: bool = False
    extension_amount: int | None = None
    extension_unit: str = ""
    next_step_kk: str = ""
    next_step_ru: str = ""
    next_step_en: str = ""
    valid_from: date
    valid_to: date | None = None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFacts:
    """What a body's own rules switch on, and its own terms (working days; months)."""

    grades_on: bool = True
    rejoinder_on: bool = True
    rejoinder_working_days: int = 10
    appeal_working_days: int = 10
    admission_working_days: int = 5
    translation_working_days: int = 5
    stalled_months: int = 6
    demand_months: int = 3
    source: str = ""


@transaction.atomic
def publish_rule(*, facts: RuleFacts, by: Person, mandate: Mandate, now: datetime) -> LegalRule:
    """Publish a new rule, or a new version of one from a later day; nothing is ever edited.

    The version before ends the day before the new one begins; clocks that run keep the version
    they were started with. Raises NotPermitted (not an administrator, overlapping), Invalid.
    """
    permit(rules.refuse_to_manage(by, mandate, on=today_at(mandate.institution, now)))
    rule = insert_rule(facts)
    note(published(rule), about=object_id("rule", rule.code), now=now, by=by, mandate=mandate)
    return rule


def insert_rule(facts: RuleFacts) -> LegalRule:
    """Insert one version of a rule after those on record; the caller decides if it is allowed."""
    _check_rule(facts)
    versions = LegalRule.objects.select_for_update(of=("self",)).filter(code=facts.code)
    last = versions.order_by("-valid_from").first()
    if last is not None and facts.valid_from <= last.valid_from:
        raise NotPermitted(
            Refusal(
                "rule_overlaps",
                _("A version of this rule from that day or later is already on record."),
                _("Choose a later first day: what holds is replaced, never edited."),
                status=409,
            )
        )
    if last is not None and (last.valid_to is None or last.valid_to >= facts.valid_from):
        last.valid_to = facts.valid_from - ONE_DAY
        last.save(update_fields=["valid_to"])
    values = asdict(facts)
    values |= required(law_kk=facts.law_kk, law_ru=facts.law_ru, source=facts.source)
    values |= limited(
        law_en=facts.law_en,
        article=facts.article,
        next_step_kk=facts.next_step_kk,
        next_step_ru=facts.next_step_ru,
        next_step_en=facts.next_step_en,
    )
    return LegalRule.objects.create(**values)


def published(rule: LegalRule) -> events.RulePublished:
    """Return what the register says of one version of a rule."""
    return events.RulePublished(
        code=rule.code,
        duty=rule.duty,
        basis=rule.basis,
        law_ru=rule.law_ru,
        article=rule.article,
        amount=rule.amount,
        unit=rule.unit,
        start=rule.start,
        extension_amount=rule.extension_amount,
        extension_unit=rule.extension_unit,
        valid_from=rule.valid_from,
        source=rule.source,
    )


@transaction.atomic
def set_procedure(
    *,
    body: Institution,
    facts: ProcedureFacts,
    valid_from: date,
    by: Person,
    mandate: Mandate,
    now: datetime,
) -> Procedure:
    """Set a body's own rules from a day on; those before end the day before.

    Its chair or secretary does so, or an administrator. Raises NotPermitted, Invalid.
    """
    body = lock_institution(body)
    on = today_at(body, now)
    if mandate.role in OWN_PROCEDURE:
        permit(refuse_foreign_mandate(by, mandate))
        permit(refuse_without_mandate(mandate, institution=body, roles=OWN_PROCEDURE, on=on))
    else:
        permit(rules.refuse_to_manage(by, mandate, on=on))
    _check_procedure(body, facts)
    latest = body.procedures.aggregate(latest=Max("valid_from"))["latest"]
    if latest is not None and valid_from <= latest:
        raise NotPermitted(
            Refusal(
                "procedure_overlaps",
                _("Rules of this body from that day or later are already on record."),
                _("Choose a later first day."),
                status=409,
            )
        )
    body.procedures.filter(valid_to__isnull=True).update(valid_to=valid_from - ONE_DAY)
    values = asdict(facts) | limited(source=facts.source)
    procedure = Procedure.objects.create(body=body, valid_from=valid_from, **values)
    source = values.pop("source")
    fact = events.ProcedureSet(
        body=body.public_id, valid_from=valid_from, values=values, source=source
    )
    note(fact, about=body.public_id, now=now, by=by, mandate=mandate)
    return procedure


def _check_rule(facts: RuleFacts) -> None:
    problems = {}
    choices = {
        "duty": LegalRule.Duty.values,
        "unit": LegalRule.Unit.values,
        "start": LegalRule.Start.values,
        "basis": Basis.values,
    }
    for field, values in choices.items():
        if getattr(facts, field) not in values:
            problems[field] = _("There is no such value: choose one from the list.")
    if not facts.code or not facts.code.replace("-", "").replace("_", "").isalnum():
        problems["code"] = _("A code is made of Latin letters, digits and hyphens.")
    if not 1 <= facts.amount <= LONGEST_TERM:
        problems["amount"] = _("A term is a number from 1 to 1000.")
    has_amount, has_unit = facts.extension_amount is not None, bool(facts.extension_unit)
    if has_amount != has_unit or facts.extension_unit not in {"", *LegalRule.Unit.values}:
        problems["extension_amount"] = _("An extension needs both its number and its unit.")
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        problems["valid_to"] = _("The last day lies before the first: change one of them.")
    if problems:
        raise Invalid(problems)


def _check_procedure(body: Institution, facts: ProcedureFacts) -> None:
    problems = {
        field: _("A term is a number from 1 to 250.")
        for field, value in asdict(facts).items()
        if isinstance(value, int)
        and not isinstance(value, bool)
        and field != "demand_months"
        and not 1 <= value <= LONGEST_OWN_TERM
    }
    if facts.demand_months not in DEMAND_MONTHS:
        problems["demand_months"] = _("Choose how often letters are prepared from the list.")
    if body.kind != Institution.Kind.BODY:
        problems["body"] = _("Only a body has a procedure of its own.")
    if problems:
        raise Invalid(problems)
