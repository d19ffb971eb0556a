"""Translations that another took the place of: of the versions of a text, and of answers."""

from collections.abc import Sequence

from kenes.domain.recommendations.models import ReplacedAnswerText


def replaced_answer_texts(pk: int) -> Sequence[ReplacedAnswerText]:
    """Return the replaced translations of the signed answers to a recommendation, oldest first.

    Each comes with its answer, the body that gave it and the answer's present texts.
    """
    rows = ReplacedAnswerText.objects.filter(answer__address__recommendation=pk)
    rows = rows.select_related("answer__address__institution").prefetch_related("answer__texts")
    return list(rows.order_by("answer", "language", "pk"))
