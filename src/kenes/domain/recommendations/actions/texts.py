"""Reword a text in a new version, and publish translations of the current one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations import events
from kenes.domain.recommendations.actions.drafting import original_text, refuse_stale
from kenes.domain.recommendations.actions.recording import AUTHOR, happened, lock_recommendation
from kenes.domain.recommendations.actions.telling import tell_author, tell_followers
from kenes.domain.recommendations.models import (
    EventKind,
    Recommendation,
    RecommendationText,
    ReplacedText,
    Version,
)
from kenes.domain.recommendations.rules import texts as rules
from kenes.domain.recommendations.terms import local_day
from kenes.domain.recommendations.values import TextState
from kenes.domain.recommendations.wording import (
    REASON_LIMIT,
    Wording,
    clean_note,
    clean_short,
    clean_wording,
    digest_wording,
)
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Invalid, permit
from kenes.domain.shared.text import digest_if_any

CREDIT_LIMIT = 200


@transaction.atomic
def publish_version(
    *,
    public_id: UUID,
    title: str,
    problem: str,
    demand: str,
    reason: str,
    by: Person | None,
    code: str | None = None,
    mandate: Mandate | None = None,
    edition: int,
    now: datetime,
) -> Version:
    """Publish a new wording in the original language; the old ones stay and can be compared.

    The author does it (person or code), or the secretary with a mandate. Raises Conflict with
    both texts when `edition` is not the latest, Invalid when nothing was changed.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    permit(rules.refuse_new_version(by, code, mandate, recommendation, on=on))
    words = clean_wording(title, problem, demand)
    before = original_text(recommendation)
    refuse_stale(recommendation, before, words, edition=edition)
    _refuse_same(before, words)
    why = clean_note("reason", reason, limit=REASON_LIMIT)
    version = _add_version(recommendation, words, why, mandate, now)
    fact = events.VersionPublished(
        number=str(recommendation.number),
        version=version.number,
        language=recommendation.original_language,
        digests=_digests(words),
        reason=digest_if_any(why),
    )
    event = happened(
        recommendation,
        EventKind.VERSION_PUBLISHED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        role="" if mandate else AUTHOR,
        grounds=why,
        facts={"version": version.number},
    )
    if mandate is not None:
        tell_author(recommendation, event, "version", facts={"reason": why}, now=now)
    tell_followers(recommendation, event, "version", facts={"reason": why}, now=now)
    return version


@transaction.atomic
def publish_translation(
    *,
    public_id: UUID,
    language: str,
    title: str,
    problem: str,
    demand: str,
    state: str = TextState.DRAFT,
    credit: str = "",
    by: Person | None,
    code: str | None = None,
    mandate: Mandate | None = None,
    now: datetime,
) -> RecommendationText:
    """Publish the current version in another language, or replace the translation there is.

    Never authentic: `is_original` stays with the author's wording. A machine's translation may
    not replace one that a person made. What is replaced stays readable among the versions.
    """
    recommendation = lock_recommendation(public_id)
    on = local_day(recommendation.body, now)
    _refuse_unknown(language, state)
    permit(
        rules.refuse_translation(
            by, code, mandate, recommendation, language=language, state=state, on=on
        )
    )
    words = clean_wording(title, problem, demand)
    version = recommendation.versions.get(number=recommendation.current_version)
    permit(rules.refuse_machine_over_person(version, language, state))
    _keep_replaced(version, language, words, now)
    text, _is_new = RecommendationText.objects.update_or_create(
        version=version,
        language=language,
        defaults={
            "title": words.title,
            "problem": words.problem,
            "demand": words.demand,
            "is_original": False,
            "state": state,
            "translator": None if state == TextState.MACHINE else by,
            "translator_credit": clean_short("credit", credit, limit=CREDIT_LIMIT),
            "at": now,
        },
    )
    _record_translation(recommendation, text, by, mandate, now)
    return text


def _keep_replaced(version: Version, language: str, words: Wording, now: datetime) -> None:
    before = version.texts.filter(language=language).first()
    if before is None or (before.title, before.problem, before.demand) == _parts(words):
        return
    ReplacedText.objects.create(
        version=version,
        language=language,
        title=before.title,
        problem=before.problem,
        demand=before.demand,
        state=before.state,
        translator_credit=before.translator_credit,
        at=before.at,
        replaced_at=now,
    )


def _parts(words: Wording) -> tuple[str, str, str]:
    return words.title, words.problem, words.demand


def _record_translation(
    recommendation: Recommendation,
    text: RecommendationText,
    by: Person | None,
    mandate: Mandate | None,
    now: datetime,
) -> None:
    version = recommendation.current_version
    digests = digest_wording(title=text.title, problem=text.problem, demand=text.demand)
    fact = events.TranslationPublished(
        str(recommendation.number), version, text.language, text.state, digests
    )
    happened(
        recommendation,
        EventKind.TRANSLATION_PUBLISHED,
        fact,
        now=now,
        by=by,
        mandate=mandate,
        role="" if mandate else AUTHOR,
        facts={"version": version, "language": text.language, "state": text.state},
    )


def _add_version(
    recommendation: Recommendation,
    words: Wording,
    reason: str,
    mandate: Mandate | None,
    now: datetime,
) -> Version:
    recommendation.current_version += 1
    recommendation.save(update_fields=["current_version"])
    version = Version.objects.create(
        recommendation=recommendation,
        number=recommendation.current_version,
        at=now,
        reason=reason,
        actor_role=mandate.role if mandate else AUTHOR,
    )
    RecommendationText.objects.create(
        version=version,
        language=recommendation.original_language,
        title=words.title,
        problem=words.problem,
        demand=words.demand,
        is_original=True,
        at=now,
    )
    return version


def _digests(words: Wording) -> dict[str, str]:
    return digest_wording(title=words.title, problem=words.problem, demand=words.demand)


def _refuse_same(before: RecommendationText, words: Wording) -> None:
    if (before.title, before.problem, before.demand) == _parts(words):
        raise Invalid(
            {"demand": _("Nothing was changed, so there is no new version. Change the text first.")}
        )


def _refuse_unknown(language: str, state: str) -> None:
    if language not in Language.values:
        raise Invalid({"language": _("This language is not known here. Choose one of the list.")})
    if state not in TextState.values:
        raise Invalid({"state": _("This state is not known here. Choose one of the list.")})
