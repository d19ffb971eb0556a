"""Publish a version of a body's statute or rules of procedure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions import events
from kenes.domain.institutions.actions.recording import limited, lock_institution, note, required
from kenes.domain.institutions.founding import LONGEST_TEXT
from kenes.domain.institutions.models import FoundingText, Institution, Mandate
from kenes.domain.institutions.rules import founding as rules
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import clean_text, digest_of_text

ONE_DAY = timedelta(days=1)
LONGEST_TERM = 120
"""Months, ten years: a body that sits longer is set up anew."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """One version as it is written down; `change` is needed from the second version on."""

    kind: str
    text_kk: str
    text_ru: str
    source: str
    valid_from: date
    change: str = ""
    term_months: int | None = None


@transaction.atomic
def publish_founding_text(
    *, body: Institution, facts: TextFacts, by: Person, mandate: Mandate, now: datetime
) -> FoundingText:
    """Let a version of a body's text hold from a day on; the one before ends the day before.

    The body's secretary or chair does so, or an administrator. Raises NotPermitted, Invalid.
    """
    body = lock_institution(body)
    on, host_on = today_at(body, now), today_at(mandate.institution, now)
    permit(rules.refuse_to_publish_text(by, mandate, body, on=on, host_on=host_on))
    _check_values(facts)
    rows = FoundingText.objects.filter(body=body, kind=facts.kind)
    last = rows.filter(valid_to__isnull=True).first()
    permit(rules.refuse_version(last, facts.valid_from))
    values = _cleaned(facts, last)
    if last:
        rows.filter(pk=last.pk).update(valid_to=facts.valid_from - ONE_DAY)
    text = FoundingText.objects.create(
        body=body,
        kind=facts.kind,
        number=last.number + 1 if last else 1,
        term_months=facts.term_months,
        valid_from=facts.valid_from,
        published_at=now,
        **values,
    )
    note(_published(text), about=body.public_id, now=now, by=by, mandate=mandate)
    return text


def _check_values(facts: TextFacts) -> None:
    problems = {}
    if facts.kind not in FoundingText.Kind.values:
        problems["kind"] = _("There is no such text: choose one from the list.")
    if facts.term_months is not None and facts.kind == FoundingText.Kind.RULES:
        problems["term_months"] = _("The term stands in the statute: leave this empty.")
    elif facts.term_months is not None and not 1 <= facts.term_months <= LONGEST_TERM:
        problems["term_months"] = _("A term is a number of months from 1 to 120.")
    if problems:
        raise Invalid(problems)


def _cleaned(facts: TextFacts, last: FoundingText | None) -> dict[str, str]:
    """Return texts and lines cleaned. Raises Invalid: empty, too long, or nothing changed."""
    texts = {"text_kk": clean_text(facts.text_kk), "text_ru": clean_text(facts.text_ru)}
    problems = {
        name: _("This is too long: shorten it.") if text else _("The text is missing: paste it.")
        for name, text in texts.items()
        if not text or len(text) > LONGEST_TEXT
    }
    if problems:
        raise Invalid(problems)
    if last and (last.text_kk, last.text_ru) == tuple(texts.values()):
        raise Invalid({"text_kk": _("This is the version in force, word for word.")})
    lines = required(source=facts.source) | limited(change=facts.change)
    if last and not lines["change"]:
        raise Invalid({"change": _("Say in a sentence what changed since the version before.")})
    return texts | lines


def _published(text: FoundingText) -> events.FoundingTextPublished:
    return events.FoundingTextPublished(
        body=text.body.public_id,
        kind=text.kind,
        number=text.number,
        digest_kk=digest_of_text(text.text_kk),
        digest_ru=digest_of_text(text.text_ru),
        valid_from=text.valid_from,
        term_months=text.term_months,
        change=text.change,
        source=text.source,
    )
