"""What the register says of measures, of their progress, and of how both sides see them.

Public facts only, as in `answers`. A published (TYPE, V) is never edited.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """A body promised a measure by a day; its owner may be another body."""

    TYPE: ClassVar[str] = "measure.set"
    V: ClassVar[int] = 1
    address: UUID
    institution: UUID
    measure: UUID
    owner: UUID
    due_on: date
    text_sha256: str


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """What is counted for a measure, and when it falls due again."""

    TYPE: ClassVar[str] = "measure.indicator_set"
    V: ClassVar[int] = 1
    measure: UUID
    indicator: int
    target: str
    every_months: int
    next_due_on: date
    text_sha256: str


@dataclass(frozen=True, slots=True)
class ProgressReported:
    """A body reported progress on a measure for a period."""

    TYPE: ClassVar[str] = "measure.reported"
    V: ClassVar[int] = 1
    measure: UUID
    report: UUID
    indicator: int | None
    value: str | None
    period_from: date
    period_to: date
    is_final: bool
    evidence: int
    text_sha256: str


@dataclass(frozen=True, slots=True)
class MeasureDone:
    """A body says that a measure is finished, on the evidence of its reports."""

    TYPE: ClassVar[str] = "measure.done"
    V: ClassVar[int] = 1
    measure: UUID
    due_on: date
    done_on: date


@dataclass(frozen=True, slots=True)
class RecommendationAssessed:
    """One side's view; `assessor` is None where a person without an organisation is the author."""

    TYPE: ClassVar[str] = "recommendation.assessed"
    V: ClassVar[int] = 1
    assessment: UUID
    side: str
    assessor: UUID | None
    is_author: bool
    value: str
    period_from: date
    period_to: date
    evidence: int
    grounds_sha256: str


@dataclass(frozen=True, slots=True)
class AnswerGraded:
    """The author graded a signed position, with a digest of the grounds."""

    TYPE: ClassVar[str] = "answer.graded"
    V: ClassVar[int] = 1
    answer: UUID
    institution: UUID
    value: str
    grounds_sha256: str


@dataclass(frozen=True, slots=True)
class GradeRejoined:
    """The body gave its one reply to the author's grade."""

    TYPE: ClassVar[str] = "answer.rejoined"
    V: ClassVar[int] = 1
    answer: UUID
    institution: UUID
    text_sha256: str


@dataclass(frozen=True, slots=True)
class WordAsked:
    """The author was asked whether a recommendation is done, and may say so until a day."""

    TYPE: ClassVar[str] = "recommendation.word_asked"
    V: ClassVar[int] = 1
    number: str
    until: date


CLASSES = (
    MeasureSet,
    IndicatorSet,
    ProgressReported,
    MeasureDone,
    RecommendationAssessed,
    WordAsked,
    AnswerGraded,
    GradeRejoined,
)
