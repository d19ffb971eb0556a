"""Who leads the dialogue on a text, as its page says it: an office and its side, never a name."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kenes.domain.recommendations.rules.leading import refuse_lead

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Recommendation


@dataclass(frozen=True, slots=True)
class LeadView:
    """The office that leads and since when; `ended_on` where its mandate is no longer in force."""

    office: str
    side: str
    side_code: str
    since: date
    is_in_force: bool
    ended_on: date | None


def lead_of(row: "Recommendation", today: date) -> LeadView | None:
    """Return the lead on record, without another read where the page read it with its row."""
    lead = getattr(row, "lead", None)
    if lead is None:
        return None
    mandate, is_in_force = lead.mandate, refuse_lead(lead, row.body, today) is None
    return LeadView(
        office=mandate.office,
        side=mandate.get_side_display(),
        side_code=mandate.side,
        since=lead.since,
        is_in_force=is_in_force,
        ended_on=None if is_in_force else mandate.valid_to,
    )


def lead_as_data(row: "Recommendation", today: date) -> dict[str, Any] | None:
    """Return the lead for machines: its mandate as the register names it; None: nobody leads."""
    found = lead_of(row, today)
    if found is None or not found.is_in_force:
        return None
    mandate = str(row.lead.mandate.public_id)
    return {"mandate": mandate, "side": found.side_code, "since": found.since}
