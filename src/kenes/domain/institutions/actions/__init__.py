"""Every act on institutions, mandates and law as data; each leaves an entry on the register.

One does not: whose identity was checked concerns a person, and the register names nobody.
"""

from kenes.domain.institutions.actions.beginnings import bootstrap_host
from kenes.domain.institutions.actions.calendars import (
    DayCorrection,
    publish_calendar_version,
)
from kenes.domain.institutions.actions.calls import (
    AwardFacts,
    CallFacts,
    cancel_call,
    close_call,
    extend_call,
    open_call,
)
from kenes.domain.institutions.actions.campaigns import CampaignFacts, publish_campaign
from kenes.domain.institutions.actions.declarations import (
    DeclarationFacts,
    Source,
    declare_interests,
)
from kenes.domain.institutions.actions.founding import TextFacts, publish_founding_text
from kenes.domain.institutions.actions.horizon import warn_of_calendar_end
from kenes.domain.institutions.actions.identity import check_identity
from kenes.domain.institutions.actions.institutions import (
    apply_dated_changes,
    end_institution,
    open_institution,
    rename_institution,
    succeed,
)
from kenes.domain.institutions.actions.law import (
    ProcedureFacts,
    RuleFacts,
    publish_rule,
    set_procedure,
)
from kenes.domain.institutions.actions.mandates import (
    add_substitute,
    end_mandate,
    grant_mandate,
    open_seat,
)
from kenes.domain.institutions.actions.members import NextMember, replace_member
from kenes.domain.institutions.actions.removal import remove_from_register

__all__ = [
    "AwardFacts",
    "CallFacts",
    "CampaignFacts",
    "DayCorrection",
    "DeclarationFacts",
    "NextMember",
    "ProcedureFacts",
    "RuleFacts",
    "Source",
    "TextFacts",
    "add_substitute",
    "apply_dated_changes",
    "bootstrap_host",
    "cancel_call",
    "check_identity",
    "close_call",
    "declare_interests",
    "end_institution",
    "end_mandate",
    "extend_call",
    "grant_mandate",
    "open_call",
    "open_institution",
    "open_seat",
    "publish_calendar_version",
    "publish_campaign",
    "publish_founding_text",
    "publish_rule",
    "remove_from_register",
    "rename_institution",
    "replace_member",
    "set_procedure",
    "succeed",
    "warn_of_calendar_end",
]
