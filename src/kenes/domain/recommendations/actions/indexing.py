"""Keep what can be found by words in step with what can be read."""

from collections import defaultdict

from kenes.domain.recommendations.models import (
    Answer,
    AnswerText,
    EventKind,
    Recommendation,
    RecommendationText,
)
from kenes.domain.search.actions import forget_documents, index_document

KIND = "recommendation"

CHANGES_WORDS = frozenset(
    {
        EventKind.ADMITTED,
        EventKind.APPEAL_DECIDED,
        EventKind.VERSION_PUBLISHED,
        EventKind.TRANSLATION_PUBLISHED,
        EventKind.INTERIM_REPLY,
        EventKind.ANSWERED,
        EventKind.CLARIFIED,
        EventKind.HIDDEN,
        EventKind.SHOWN_AGAIN,
        EventKind.SYSTEMATISED,
        EventKind.SPLIT,
    }
)
"""The kinds of event after which other words can be read than before."""


def index_texts(recommendation: Recommendation) -> None:
    """Make the current version and its signed answers findable, each in its language.

    What nobody may read (not admitted, hidden) is taken out. Runs in the act's transaction.
    """
    found = _texts(recommendation) if _is_readable(recommendation) else {}
    for language, (title, body) in found.items():
        index_document(
            kind=KIND,
            key=recommendation.pk,
            public_id=recommendation.public_id,
            language=language,
            title=title,
            body=body,
        )
    forget_documents(kind=KIND, key=recommendation.pk, except_languages=tuple(found))


def _is_readable(recommendation: Recommendation) -> bool:
    return recommendation.is_public and not recommendation.hidden_ground


def _texts(recommendation: Recommendation) -> dict[str, tuple[str, str]]:
    titles: dict[str, str] = {}
    bodies: dict[str, list[str]] = defaultdict(list)
    for text in RecommendationText.objects.filter(
        version__recommendation=recommendation,
        version__number=recommendation.current_version,
    ):
        titles[text.language] = text.title
        bodies[text.language] += [text.problem, text.demand]
    for answer in AnswerText.objects.filter(
        answer__address__recommendation=recommendation, answer__state=Answer.State.SIGNED
    ):
        bodies[answer.language] += [answer.body, answer.part, answer.reason]
    return {code: (titles.get(code, ""), "\n".join(parts)) for code, parts in bodies.items()}
