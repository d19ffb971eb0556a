"""Everything that others read of institutions, mandates, law as data and territories."""

from kenes.domain.institutions.law import Basis, LegalRule
from kenes.domain.institutions.models import (
    CampaignPeriod,
    FoundingText,
    Institution,
    Mandate,
    SeatCall,
    Side,
    Territory,
)
from kenes.domain.institutions.queries.authority import (
    authority,
    ending_mandates,
    mandate_by_public_id,
    mandates_in_force,
    mandates_of,
    roles_in_force,
    seats_of,
)
from kenes.domain.institutions.queries.calls import (
    CallPage,
    call_page,
    called_seats,
    calls_of,
    ending_terms,
    members_of,
    seat_call,
)
from kenes.domain.institutions.queries.campaigns import (
    campaign_on,
    campaign_periods,
    entries_of_campaigns,
)
from kenes.domain.institutions.queries.declarations import (
    declarations_of,
    mandates_to_declare,
    organisations_to_declare,
)
from kenes.domain.institutions.queries.founding import (
    founding_text,
    founding_texts,
    in_force_on,
)
from kenes.domain.institutions.queries.law import (
    calendar_versions,
    current_rule,
    day_off_name,
    engine_calendar,
    engine_calendar_of,
    entries_of_calendar,
    entries_of_rules,
    kept_calendar,
    latest_calendar,
    procedure_of,
    rules_in_time,
)
from kenes.domain.institutions.queries.lists import (
    host,
    institution_by_public_id,
    institution_of,
    institutions_in,
    institutions_on,
    name_on,
    search_institutions,
    successor_of,
    successors_of,
)
from kenes.domain.institutions.queries.pages import (
    A_YEAR,
    InstitutionPage,
    institution_page,
    things_of,
)
from kenes.domain.institutions.queries.territories import (
    all_territories,
    territories_in_force,
    territory_by_kato,
)
from kenes.domain.institutions.zones import date_in, today_at

Kind = Institution.Kind
Role = Mandate.Role
CallOutcome = SeatCall.Outcome
Duty = LegalRule.Duty
Unit = LegalRule.Unit
Start = LegalRule.Start
TerritoryKind = Territory.Kind
TextKind = FoundingText.Kind
CampaignKind = CampaignPeriod.Kind

__all__ = [
    "A_YEAR",
    "Basis",
    "CallOutcome",
    "CallPage",
    "CampaignKind",
    "CampaignPeriod",
    "Duty",
    "InstitutionPage",
    "Kind",
    "Role",
    "Side",
    "Start",
    "TerritoryKind",
    "TextKind",
    "Unit",
    "all_territories",
    "authority",
    "calendar_versions",
    "call_page",
    "called_seats",
    "calls_of",
    "campaign_on",
    "campaign_periods",
    "current_rule",
    "date_in",
    "day_off_name",
    "declarations_of",
    "ending_mandates",
    "ending_terms",
    "engine_calendar",
    "engine_calendar_of",
    "entries_of_calendar",
    "entries_of_campaigns",
    "entries_of_rules",
    "founding_text",
    "founding_texts",
    "host",
    "in_force_on",
    "institution_by_public_id",
    "institution_of",
    "institution_page",
    "institutions_in",
    "institutions_on",
    "kept_calendar",
    "latest_calendar",
    "mandate_by_public_id",
    "mandates_in_force",
    "mandates_of",
    "mandates_to_declare",
    "members_of",
    "name_on",
    "organisations_to_declare",
    "procedure_of",
    "roles_in_force",
    "rules_in_time",
    "search_institutions",
    "seat_call",
    "seats_of",
    "successor_of",
    "successors_of",
    "territories_in_force",
    "territory_by_kato",
    "things_of",
    "today_at",
]
