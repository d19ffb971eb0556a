"""Which public questions wait for an answer."""

from kenes.domain.recommendations.models import Address, PublicQuestion, Recommendation


def open_questions(recommendation: Recommendation) -> dict[int, PublicQuestion]:
    """Return the questions on a recommendation without an answer, each by its address."""
    rows = PublicQuestion.objects.filter(
        address__recommendation=recommendation, answered_on__isnull=True
    )
    return {row.address_id: row for row in rows}


def open_question(address: Address) -> PublicQuestion | None:
    """Return the question that waits for the answer of one body; None where there is none."""
    found = PublicQuestion.objects.filter(address=address, answered_on__isnull=True).first()
    if found is not None:
        found.address = address
    return found
