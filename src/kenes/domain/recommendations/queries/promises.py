"""Promises whose date has passed, and whether anything was shown for them.

A measure is unproved when its date has passed, the body has not reported it finished and no
report on it carries evidence. An answer "already done" is unproved when the evidence it announced
did not come by its date: it had no file and no link itself, no report carries evidence, and no
later clarification has a file or a link.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kenes.domain.recommendations.models import Answer, Measure, ProgressReport
from kenes.domain.recommendations.queries.spans import among


def unproved_measures(today: date) -> QuerySet[Measure]:
    """Return the measures past their date with nothing shown for them."""
    return _open_measures().filter(due_on__lt=today)


def unproved_answers(today: date) -> QuerySet[Answer]:
    """Return the signed answers whose announced evidence did not come by its date."""
    return _open_announcements().filter(evidence_due_on__lt=today)


def unproved(keys: Sequence[int], today: date) -> Iterator[tuple[int, int, bool]]:
    """Yield (recommendation, body, whether a promise's date has passed) for each open promise.

    The keys are in order; a few that lie between them may come along.
    """
    within = among(keys, "address__recommendation")
    of_address = ("address__recommendation_id", "address__institution_id")
    measures = _open_measures().filter(within)
    for pk, body, due_on in measures.values_list(*of_address, "due_on"):
        yield pk, body, due_on < today
    answers = _open_announcements().filter(within)
    for pk, body, expected_on in answers.values_list(*of_address, "evidence_due_on"):
        yield pk, body, expected_on is not None and expected_on < today


def _open_measures() -> QuerySet[Measure]:
    shown = ProgressReport.objects.filter(measure=OuterRef("pk"), evidence__isnull=False)
    readable = Q(address__recommendation__hidden_ground="")
    return Measure.objects.filter(readable, ~Exists(shown), done_on__isnull=True)


def _open_announcements() -> QuerySet[Answer]:
    reports = ProgressReport.objects.filter(
        measure__address=OuterRef("address"), evidence__isnull=False
    )
    clarified = Answer.objects.filter(
        address=OuterRef("address"),
        kind=Answer.Kind.CLARIFICATION,
        state=Answer.State.SIGNED,
    ).filter(Q(files__isnull=False) | ~Q(evidence_link=""))
    return Answer.objects.filter(
        ~Exists(reports),
        ~Exists(clarified),
        state=Answer.State.SIGNED,
        kind=Answer.Kind.POSITION,
        evidence_due_on__isnull=False,
        files__isnull=True,
        evidence_link="",
        address__recommendation__hidden_ground="",
    )
