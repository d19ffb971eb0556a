"""Entries of the register as sentences; types nobody knows yet are shown by their code."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.queries import Role

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry

OBJECTS: dict[str, Promise] = {
    "recommendation": _("recommendation"),
    "text": _("text of a recommendation"),
    "address": _("term of a body"),
    "answer": _("answer of a body"),
    "measure": _("measure"),
    "assessment": _("assessment"),
    "institution": _("institution"),
    "mandate": _("mandate"),
    "rule": _("rule of law"),
    "calendar": _("working-day calendar"),
    "procedure": _("rules of a body"),
    "seat": _("seat in a body"),
    "call": _("call for seats"),
    "declaration": _("declaration of interests"),
    "gap": _("obligation"),
    "conversation": _("conversation"),
    "entry": _("entry of the register"),
}
"""What an entry is about, by the first part of its type."""

ROLES: dict[str, Promise | str] = {
    **dict(Role.choices),
    "author": _("author of the text"),
    "importer": _("import from an open source"),
    "system": _("this server, by itself"),
}
"""In which role an act was done: a mandate's, or one that needs none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list."""

    public_id: UUID
    at: datetime
    sentence: str
    type: str
    number: str
    index: int | None
    url: str


def line_of(entry: "Entry") -> Line:
    """Return an entry as a line."""
    content = entry.content or {}
    return Line(
        public_id=entry.public_id,
        at=entry.at,
        sentence=sentence_of(entry.type),
        type=entry.type,
        number=str(content.get("number") or content.get("recommendation") or "")[:40],
        index=entry.index,
        url=reverse("register:entry", args=[entry.public_id]),
    )


def role_in_words(code: str) -> str:
    """Return the role in which an act was done, in words; a code nobody knows yet stays itself."""
    return str(ROLES.get(code, code))


def sentence_of(type_: str) -> str:
    """Return what a type of entry records, in words."""
    if type_ in ACTS:
        return str(ACTS[type_])
    subject = type_.split(".", maxsplit=1)[0]
    return f"{OBJECTS.get(subject, subject)}: {type_}"


ACTS: dict[str, Promise] = {
    "recommendation.filed": _("A recommendation was filed."),
    "recommendation.filed_again": _("A returned recommendation was filed again."),
    "recommendation.admitted": _("A recommendation was taken for consideration."),
    "recommendation.returned": _("A text was returned to its author."),
    "recommendation.return_appealed": _("A return was appealed."),
    "recommendation.appeal_decided": _("An appeal against a return was decided."),
    "recommendation.version_published": _("A new version of a text was published."),
    "recommendation.translation_published": _("A translation was published."),
    "recommendation.withdrawn": _("A recommendation was withdrawn by its author."),
    "recommendation.adopted": _("A body adopted a recommendation."),
    "recommendation.word_asked": _("An author was asked whether a recommendation is done."),
    "recommendation.closed": _("A recommendation was closed."),
    "recommendation.hidden": _("A text was hidden."),
    "recommendation.shown_again": _("A text is shown again."),
    "recommendation.merged": _("Recommendations were merged."),
    "recommendation.split": _("A recommendation was split into points."),
    "recommendation.systematised": _("A recommendation was systematised."),
    "recommendation.contributors_credited": _("Those who contributed to a text were named."),
    "recommendation.lead_handed_over": _("The lead of a dialogue was handed over."),
    "recommendation.links_set": _("Topics, regions or legal targets of a text were set."),
    "recommendation.origins_merged": _("A recommendation took up others that ask for the same."),
    "recommendation.point_made": _("A point of a split text became a recommendation of its own."),
    "recommendation.sent": _("A recommendation was sent to the bodies that must answer."),
    "recommendation.assessed": _("Implementation was assessed."),
    "address.delivered": _("A body confirmed receipt, and its term runs."),
    "address.forwarded": _("A body forwarded a recommendation to the competent one."),
    "address.extended": _("A term was extended with a reason."),
    "address.date_passed": _("A term passed without an answer."),
    "address.duty_passed_on": _("A duty to answer passed to a successor."),
    "address.demand_sent": _("A letter that demands execution was sent to a body."),
    "address.question_put": _("A public question was put to a body."),
    "address.question_answered": _("A body answered a public question."),
    "address.agenda_asked": _("A matter was put on the agenda of a body."),
    "clock.moved": _("A term moved with the working-day calendar."),
    "clock.suspended": _("A term was suspended."),
    "clock.resumed": _("A suspended term runs again."),
    "answer.signed": _("A body's answer was signed."),
    "answer.translated": _("A translation of an answer was published."),
    "answer.graded": _("An author graded an answer."),
    "answer.rejoined": _("A body replied to the grade of its answer."),
    "measure.set": _("A body promised a measure with a term."),
    "measure.indicator_set": _("An indicator of a measure was set."),
    "measure.reported": _("A body reported on a measure."),
    "measure.done": _("A body reported a measure as done."),
    "body.text_published": _("A body published its statute or its rules of procedure."),
    "institution.opened": _("An institution was entered."),
    "institution.renamed": _("An institution was renamed."),
    "institution.ended": _("An institution ceased to exist."),
    "institution.succeeded": _("An institution was succeeded by another."),
    "mandate.granted": _("A mandate was granted."),
    "mandate.ended": _("A mandate ended."),
    "seat.opened": _("A seat in a body was opened."),
    "call.opened": _("A body called for organisations to take seats, with published criteria."),
    "call.extended": _("A call for seats stays open longer."),
    "call.cancelled": _("A call for seats was called off."),
    "call.closed": _("The outcome of a call for seats was published."),
    "declaration.made": _("A member organisation of a body declared its interests."),
    "procedure.set": _("A body set its rules of procedure."),
    "rule.published": _("A term of law was published."),
    "campaign_period.published": _("The period of an election or a referendum was published."),
    "calendar.published": _("A working-day calendar was published."),
    "gap.described": _("An institution said how a norm stands to an obligation."),
    "conversation.opened": _("A body opened a conversation."),
    "conversation.closed": _("A conversation was closed."),
    "conversation.contest_declared": _(
        "A body said whether a conversation names a candidate, a party or a referendum question."
    ),
    "conversation.statement_accepted": _("A statement was taken into a conversation."),
    "conversation.statement_returned": _("A statement was returned."),
    "conversation.statement_merged": _("A statement was merged into another one."),
    "conversation.token_key_published": _(
        "The key that signs a conversation's tokens was published."
    ),
    "conversation.token_key_destroyed": _(
        "A conversation's token key was destroyed, and the tokens were counted."
    ),
    "conversation.recommendation_drawn": _(
        "A draft recommendation was drawn up from what people agreed on."
    ),
    "conversation.result_published": _("A result of a conversation was published."),
    "conversation.rendering_corrected": _("A text of a statement was corrected."),
    "entry.content_removed": _("Content of an entry was removed by a lawful order."),
    "records.imported": _("Records of an open source were imported."),
}
