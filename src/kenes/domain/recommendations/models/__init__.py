"""The tables of the spine, by topic; import them from here."""

from kenes.domain.recommendations.models.addresses import Address, Extension, Suspension
from kenes.domain.recommendations.models.answers import (
    Answer,
    AnswerGrade,
    AnswerText,
    Rejoinder,
    Remark,
)
from kenes.domain.recommendations.models.core import ExternalReference, LegalTarget, Recommendation
from kenes.domain.recommendations.models.execution import (
    Assessment,
    Evidence,
    Indicator,
    Measure,
    ProgressReport,
)
from kenes.domain.recommendations.models.history import Event, EventKind, Reminder
from kenes.domain.recommendations.models.intake import Adoption, Appeal, Hiding, Return
from kenes.domain.recommendations.models.support import Credit, Follow, Support
from kenes.domain.recommendations.models.texts import RecommendationText, Version

__all__ = [
    "Address",
    "Adoption",
    "Answer",
    "AnswerGrade",
    "AnswerText",
    "Appeal",
    "Assessment",
    "Credit",
    "Event",
    "EventKind",
    "Evidence",
    "Extension",
    "ExternalReference",
    "Follow",
    "Hiding",
    "Indicator",
    "LegalTarget",
    "Measure",
    "ProgressReport",
    "Recommendation",
    "RecommendationText",
    "Rejoinder",
    "Remark",
    "Reminder",
    "Return",
    "Support",
    "Suspension",
    "Version",
]
