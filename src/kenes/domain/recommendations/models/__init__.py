"""The tables of the spine, by topic; import them from here."""

from kenes.domain.recommendations.models.addresses import Address, Extension, Suspension
from kenes.domain.recommendations.models.answers import (
    Answer,
    AnswerGrade,
    AnswerText,
    Rejoinder,
    Remark,
    ReplacedAnswerText,
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
from kenes.domain.recommendations.models.imports import ImportBatch
from kenes.domain.recommendations.models.intake import Adoption, Appeal, Hiding, Return
from kenes.domain.recommendations.models.ladder import (
    AgendaItem,
    DemandLetter,
    PublicQuestion,
    WaitingLetter,
)
from kenes.domain.recommendations.models.leading import Lead
from kenes.domain.recommendations.models.support import Credit, Follow, Support
from kenes.domain.recommendations.models.texts import RecommendationText, ReplacedText, Version

__all__ = [
    "Address",
    "Adoption",
    "AgendaItem",
    "Answer",
    "AnswerGrade",
    "AnswerText",
    "Appeal",
    "Assessment",
    "Credit",
    "DemandLetter",
    "Event",
    "EventKind",
    "Evidence",
    "Extension",
    "ExternalReference",
    "Follow",
    "Hiding",
    "ImportBatch",
    "Indicator",
    "Lead",
    "LegalTarget",
    "Measure",
    "ProgressReport",
    "PublicQuestion",
    "Recommendation",
    "RecommendationText",
    "Rejoinder",
    "Remark",
    "Reminder",
    "ReplacedAnswerText",
    "ReplacedText",
    "Return",
    "Support",
    "Suspension",
    "Version",
    "WaitingLetter",
]
