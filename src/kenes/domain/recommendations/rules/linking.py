"""When texts may be linked, merged, or split into points."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.rules.admission import SECRETARY
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import Refusal

NOT_LINKED = (Stage.DRAFT, Stage.WITHDRAWN, Stage.SUPERSEDED)
MERGEABLE = (Stage.ADMISSIBLE, Stage.SYSTEMATISED)
MERGED_INTO = (*MERGEABLE, Stage.ADOPTED)


def refuse_links(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    body = recommendation.body
    refusal = refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on)
    if refusal is not None or recommendation.stage not in NOT_LINKED:
        return refusal
    return Refusal(
        "not_linkable",
        format_lazy(
            _("Links cannot be set on this text: {number}. It is a draft, or it has ended."),
            number=recommendation.number or "—",
        ),
        _("Take it out of the selection."),
    )


def refuse_merge(
    by: Person | None,
    mandate: Mandate | None,
    origins: Sequence[Recommendation],
    into: Recommendation,
    *,
    on: date,
) -> Refusal | None:
    """Say why these texts may not be merged: one body, all under consideration, not into itself."""
    for recommendation in (into, *origins):
        body = recommendation.body
        refusal = refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on)
        if refusal is not None:
            return refusal
    if into in origins:
        return Refusal(
            "merge_into_itself",
            _("A text cannot be merged into itself."),
            _("Choose another text to merge into, or take this one out of the selection."),
        )
    wrong = [item for item in origins if item.stage not in MERGEABLE]
    if into.stage not in MERGED_INTO:
        wrong.append(into)
    if not wrong:
        return None
    return Refusal(
        "not_mergeable",
        format_lazy(
            _("These texts cannot be merged: {number} is not under consideration."),
            number=wrong[0].number or "—",
        ),
        _("Merge texts before they are sent to the bodies that answer."),
    )


def refuse_split(
    by: Person | None, mandate: Mandate | None, recommendation: Recommendation, *, on: date
) -> Refusal | None:
    body = recommendation.body
    refusal = refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on)
    if refusal is not None:
        return refusal
    if recommendation.points.exists():
        return Refusal(
            "already_split",
            _("This document has been split into points already."),
            _("Open its page: each point is listed there with its number."),
        )
    if recommendation.stage not in MERGEABLE or recommendation.split_from_id is not None:
        return Refusal(
            "not_splittable",
            _("This text cannot be split: it is a point itself, or not under consideration."),
            _("Split a document after it is admitted and before it is sent."),
        )
    return None
