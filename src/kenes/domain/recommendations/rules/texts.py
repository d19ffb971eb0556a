"""When a text may get a new version or a translation."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Recommendation, Version
from kenes.domain.recommendations.rules.admission import SECRETARY
from kenes.domain.recommendations.rules.authors import refuse_unless_author
from kenes.domain.recommendations.rules.mandates import refuse_to_act_for
from kenes.domain.recommendations.values import Stage, TextState
from kenes.domain.shared.refusals import Refusal

AUTHOR_STAGES = (Stage.SUBMITTED, Stage.RETURNED, Stage.ADMISSIBLE, Stage.SYSTEMATISED)
SECRETARY_STAGES = (Stage.ADMISSIBLE, Stage.SYSTEMATISED)
NOT_TRANSLATED = (Stage.DRAFT,)


def refuse_new_version(
    by: Person | None,
    code: str | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    *,
    on: date,
) -> Refusal | None:
    """Say why the text may not be reworded: by its author, or by the secretary with a mandate."""
    stages: tuple[Stage, ...]
    if mandate is None:
        refusal = refuse_unless_author(by, code, recommendation, on=on)
        stages = AUTHOR_STAGES
    else:
        body = recommendation.body
        refusal = refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on)
        stages = SECRETARY_STAGES
    if refusal is not None or recommendation.stage in stages:
        return refusal
    return Refusal(
        "text_is_fixed",
        _("The text cannot be changed at this stage: others already rely on its wording."),
        _("File a new recommendation, and name this one in it."),
    )


def refuse_translation(
    by: Person | None,
    code: str | None,
    mandate: Mandate | None,
    recommendation: Recommendation,
    *,
    language: str,
    state: str,
    on: date,
) -> Refusal | None:
    """Say why this translation may not be published.

    The author may add a draft; "official" and "checked" need the secretary's mandate.
    """
    if language == recommendation.original_language:
        return Refusal(
            "original_language",
            _("The text was written in this language, so it needs no translation into it."),
            _("Choose another language, or publish a new version of the text."),
        )
    if recommendation.stage in NOT_TRANSLATED:
        return Refusal(
            "not_filed",
            _("A draft cannot be translated: its wording may still change."),
            _("File it first."),
        )
    if mandate is not None:
        body = recommendation.body
        return refuse_to_act_for(by, mandate, institution=body, roles=SECRETARY, on=on)
    if state in {TextState.OFFICIAL, TextState.CHECKED}:
        return Refusal(
            "state_needs_mandate",
            _("Only the secretary may call a translation official or checked."),
            _("Add it as a draft; the secretary will check it."),
        )
    return refuse_unless_author(by, code, recommendation, on=on)


def refuse_machine_over_person(version: Version, language: str, state: str) -> Refusal | None:
    if state != TextState.MACHINE:
        return None
    kept = version.texts.filter(language=language).exclude(state=TextState.MACHINE)
    if not kept.exists():
        return None
    return Refusal(
        "machine_over_person",
        _("A machine translation cannot replace the one that a person made."),
        _("Change the person's translation, or leave it."),
    )
