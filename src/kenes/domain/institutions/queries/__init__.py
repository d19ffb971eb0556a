"""Everything that others read of institutions, mandates, law as data and territories."""

from kenes.domain.institutions.law import Basis, LegalRule
from kenes.domain.institutions.models import (
    CampaignPeriod,
    Institution,
    Mandate,
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
from kenes.domain.institutions.queries.campaigns import (
    campaign_on,
    campaign_periods,
    entries_of_campaigns,
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
from kenes.domain.institutions.queries.pages import InstitutionPage, institution_page, things_of
from kenes.domain.institutions.queries.territories import (
    all_territories,
    territories_in_force,
    territory_by_kato,
)
from kenes.domain.institutions.zones import date_in, today_at

Kind = Institution.Kind
Role = Mandate.Role
Duty = LegalRule.Duty
Unit = LegalRule.Unit
Start = LegalRule.Start
TerritoryKind = Territory.Kind
CampaignKind = CampaignPeriod.Kind

__all__ = [
    "Basis",
    "CampaignKind",
    "CampaignPeriod",
    "Duty",
    "InstitutionPage",
    "Kind",
    "Role",
    "Side",
    "Start",
    "TerritoryKind",
    "Unit",
    "all_territories",
    "authority",
    "calendar_versions",
    "campaign_on",
    "campaign_periods",
    "current_rule",
    "date_in",
    "day_off_name",
    "ending_mandates",
    "engine_calendar",
    "engine_calendar_of",
    "entries_of_calendar",
    "entries_of_campaigns",
    "entries_of_rules",
    "host",
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
    "name_on",
    "procedure_of",
    "roles_in_force",
    "rules_in_time",
    "search_institutions",
    "seats_of",
    "successor_of",
    "successors_of",
    "territories_in_force",
    "territory_by_kato",
    "things_of",
    "today_at",
]
