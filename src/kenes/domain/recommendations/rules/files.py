"""Who may have the files of this subject: named in `settings.FILE_OWNER_RULES`."""

from django.utils import timezone

from kenes.domain.accounts.models import Person
from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.queries import mandates_in_force, today_at
from kenes.domain.recommendations.models import (
    Adoption,
    Answer,
    Assessment,
    ProgressReport,
    Recommendation,
)
from kenes.domain.recommendations.rules.authority import DRAFTERS


def is_published(file: StoredFile, person: Person | None) -> bool:  # noqa: ARG001  # anybody
    """Return whether a text that anybody may read stands on this file.

    That is a signed answer, a report, an assessment or an adoption. Once the recommendation is
    hidden its files are closed with it.
    """
    readable = Recommendation.objects.readable()
    signed = Answer.objects.filter(files=file, state=Answer.State.SIGNED)
    reports = ProgressReport.objects.filter(evidence__file=file)
    assessments = Assessment.objects.filter(evidence__file=file)
    return (
        signed.filter(address__recommendation__in=readable).exists()
        or Adoption.objects.filter(file=file, recommendation__in=readable).exists()
        or reports.filter(measure__address__recommendation__in=readable).exists()
        or assessments.filter(recommendation__in=readable).exists()
    )


def is_of_own_office(file: StoredFile, person: Person | None) -> bool:
    """Return whether the file belongs to an answer, signed or not, of the reader's own office.

    The reader drafts or signs for that office by a mandate in force today.
    """
    if person is None:
        return False
    now = timezone.now()
    for answer in Answer.objects.filter(files=file).select_related("address__institution"):
        office = answer.address.institution
        held = mandates_in_force(person, today_at(office, now))
        if held.filter(institution=office, role__in=DRAFTERS).exists():
            return True
    return False
