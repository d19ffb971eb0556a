"""Find one address, answer or measure with its recommendation locked."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kenes.domain.recommendations.actions.recording import lock_recommendation
from kenes.domain.recommendations.models import Address, Answer, Measure
from kenes.domain.shared.refusals import NotFound


def lock_address(public_id: UUID) -> Address:
    """Return the address as it is once its recommendation is locked. Raises NotFound."""
    # The recommendation's lock comes first, always; what is read before it may be stale.
    owner = Address.objects.filter(public_id=public_id).values_list(
        "recommendation__public_id", flat=True
    )
    recommendation = lock_recommendation(_first(owner, "address", public_id))
    address = Address.objects.select_related(
        "institution", "rule", "calendar__calendar", "forwarded_from"
    ).get(public_id=public_id)
    address.recommendation = recommendation
    return address


def lock_answer(public_id: UUID) -> Answer:
    """Return the answer with its address, once the recommendation is locked. Raises NotFound."""
    owner = Answer.objects.filter(public_id=public_id).values_list("address__public_id", flat=True)
    address = lock_address(_first(owner, "answer", public_id))
    answer = Answer.objects.select_related("drafted_by__person", "forward_to").get(
        public_id=public_id
    )
    answer.address = address
    return answer


def lock_measure(public_id: UUID) -> Measure:
    """Return the measure with its address, once the recommendation is locked. Raises NotFound."""
    owner = Measure.objects.filter(public_id=public_id).values_list("address__public_id", flat=True)
    address = lock_address(_first(owner, "measure", public_id))
    measure = Measure.objects.select_related("owner").get(public_id=public_id)
    measure.address = address
    return measure


def _first(found: QuerySet[Any, UUID], what: str, public_id: UUID) -> UUID:
    owner = found.first()
    if owner is None:
        raise NotFound(f"no {what} {public_id}")
    return owner
