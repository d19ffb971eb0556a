"""What is computed of execution: the outcome, the gap between two sides, whether it still moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kenes.domain.recommendations.models import Assessment
from kenes.domain.recommendations.values import Implementation, Outcome, Side
from kenes.engines.deadlines.terms import months_after

STEPS = tuple(Implementation)
_FIRST_STEP = STEPS.index(Implementation.LIMITED)


@dataclass(frozen=True, slots=True)
class Gap:
    """Both sides' latest values and the steps between them on the five-step scale."""

    state: Assessment
    civil: Assessment
    steps: int


def outcome_of(latest: Iterable[tuple[str, bool]]) -> Outcome:
    """Return what became of a recommendation, from the latest value of each side that spoke.

    Each value comes with whether evidence is attached to it. A word without evidence never counts
    for "carried out"; against it any lower value counts, since that nothing is done has no paper.
    """
    said = list(latest)
    complete = sum(value == Implementation.COMPLETE and shown for value, shown in said)
    if complete and any(value != Implementation.COMPLETE for value, _shown in said):
        return Outcome.CONTESTED
    if complete:
        return Outcome.AGREED if complete > 1 else Outcome.ONE_SIDE
    if any(shown and STEPS.index(Implementation(value)) >= _FIRST_STEP for value, shown in said):
        return Outcome.IN_PART
    return Outcome.NOT_SHOWN


def latest_of_each_side(assessments: Iterable[Assessment]) -> dict[str, Assessment]:
    """Return the newest assessment of each side; of civil society's, the author's goes first."""
    latest: dict[str, Assessment] = {}
    for one in sorted(assessments, key=lambda row: (row.is_author, row.at, row.pk or 0)):
        latest[one.side] = one
    return latest


def gap_of(assessments: Iterable[Assessment]) -> Gap | None:
    """Return the gap between the State and civil society; None where one side is silent."""
    latest = latest_of_each_side(assessments)
    state, civil = latest.get(Side.STATE), latest.get(Side.CIVIL)
    if state is None or civil is None:
        return None
    places = [STEPS.index(Implementation(one.value)) for one in (state, civil)]
    return Gap(state, civil, abs(places[0] - places[1]))


def is_stalled(
    last_evidence_on: date | None, promised_on: date, *, months: int, today: date
) -> bool:
    """Tell whether no new evidence came for `months` since the last one, or since the promise."""
    return today > months_after(last_evidence_on or promised_on, months)
