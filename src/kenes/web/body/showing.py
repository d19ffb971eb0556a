"""Replies as the public reads them, and as the body keeps them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.institutions.queries import Role, mandates_of
from kenes.domain.recommendations.queries.office import Kind, State
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.body.cases import BodyCase
from kenes.web.shared.components import Answer, Signature, tag_of
from kenes.web.shared.formats import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kenes.domain.files.models import StoredFile
    from kenes.domain.recommendations.models import Answer as AnswerRow
    from kenes.domain.recommendations.models import Remark


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply at the desk: as the public reads it, its state, private remarks, files."""

    row: "AnswerRow"
    shown: Answer
    remarks: "Sequence[Remark]"
    files: "Sequence[StoredFile]"

    @property
    def is_private(self) -> bool:
        """Whether only the body sees it."""
        return self.row.state != State.SIGNED


def reply_rows(case: BodyCase) -> list[ReplyRow]:
    """Return every reply of a matter, the newest first, those set aside left out."""
    return [
        ReplyRow(
            row,
            as_public(case, row),
            [one for one in case.papers.remarks if one.answer_id == row.pk],
            list(row.files.all()),
        )
        for row in case.papers.answers
        if row.state != State.DISCARDED
    ]


def as_public(case: BodyCase, row: "AnswerRow") -> Answer:
    """Return a reply exactly as its page will show it: the body and an office, never a person."""
    texts = list(row.texts.all())
    language = current_language()
    text = next((one for one in texts if one.language == language), texts[0] if texts else None)
    pairs = [(_("Part accepted or not"), text.part), (_("Reason"), text.reason)] if text else []
    if row.evidence_due_on:
        pairs.append((_("Evidence to follow by"), long_date(row.evidence_due_on, language)))
    if row.forward_to:
        pairs.append((_("Forwarded to"), name_of(row.forward_to)))
    headings = {
        Kind.INTERIM: _("Interim reply, no position yet"),
        Kind.CLARIFICATION: _("Clarified"),
    }
    return Answer(
        body=name_of(case.address.institution),
        part=headings.get(Kind(row.kind), ""),
        tags=[tag_of("position", row.position)] if row.position else [],
        text=text.body if text else "",
        lang=text.language if text else "",
        pairs=[pair for pair in pairs if pair[1]],
        signatures=[_signature(case, row)],
    )


def _signature(case: BodyCase, row: "AnswerRow") -> Signature:
    if row.state == State.SIGNED:
        office = pick(row.office_kk, row.office_ru, row.office_en)
        return Signature(_("Signed by"), office, row.signed_at)
    mandate = case.signatory
    own = pick(mandate.office_kk, mandate.office_ru, mandate.office_en)
    is_signatory = mandate.role == mandate.Role.SIGNATORY
    office = own if is_signatory and own else _("the office of whoever signs")
    return Signature(_("Signed by"), office)


def signing_offices(case: BodyCase) -> list[str]:
    """Return the offices of the body whose holders may sign the reply in work today.

    Never the drafter's own, whatever mandates the drafter holds.
    """
    rows = mandates_of(case.address.institution, case.today).filter(role=Role.SIGNATORY)
    others = [one for one in rows if one.person.public_id != case.answer.drafter]
    return list(dict.fromkeys(one.office for one in others))
