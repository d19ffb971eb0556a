"""Public facts of filing, admission, texts, links and moderation.

No personal data: numbers, languages, codes, dates, counts, public ids of institutions, and
SHA-256 digests of what people wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RecommendationFiled:
    """A text was filed and got its number. `author_kind`: person, institution, code or source."""

    TYPE: ClassVar[str] = "recommendation.filed"
    V: ClassVar[int] = 1
    number: str
    body: UUID
    language: str
    version: int
    digests: Mapping[str, str]
    author_kind: str
    author_institution: UUID | None
    wished_institution: UUID | None
    is_public_control: bool


@dataclass(frozen=True, slots=True)
class RecommendationFiledAgain:
    """A returned text was changed and filed again under its number."""

    TYPE: ClassVar[str] = "recommendation.filed_again"
    V: ClassVar[int] = 1
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class RecommendationAdmitted:
    """The secretariat took a text for consideration; from here on it is public."""

    TYPE: ClassVar[str] = "recommendation.admitted"
    V: ClassVar[int] = 1
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class RecommendationReturned:
    """A text went back to its author on a listed ground."""

    TYPE: ClassVar[str] = "recommendation.returned"
    V: ClassVar[int] = 1
    number: str
    version: int
    ground: str
    explanation: str
    side: str
    appeal_until: date


@dataclass(frozen=True, slots=True)
class ReturnAppealed:
    """The author asked somebody of another side to look at a return again."""

    TYPE: ClassVar[str] = "recommendation.return_appealed"
    V: ClassVar[int] = 1
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """Somebody of another side decided an appeal against a return."""

    TYPE: ClassVar[str] = "recommendation.appeal_decided"
    V: ClassVar[int] = 1
    number: str
    outcome: str
    side: str
    grounds: str


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A text has a new version; the earlier ones stay readable."""

    TYPE: ClassVar[str] = "recommendation.version_published"
    V: ClassVar[int] = 1
    number: str
    version: int
    language: str
    digests: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class TranslationPublished:
    """A text has a translation in one more language, with its state."""

    TYPE: ClassVar[str] = "recommendation.translation_published"
    V: ClassVar[int] = 1
    number: str
    version: int
    language: str
    state: str
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinksSetV1:
    """What a recommendation pointed at, as entries told it until a target named its law."""

    TYPE: ClassVar[str] = "recommendation.links_set"
    V: ClassVar[int] = 1
    number: str
    topics: tuple[str, ...]
    territories: tuple[str, ...]
    obligations: tuple[UUID, ...]
    targets: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class LinksSet:
    """What a recommendation points at, whole.

    `targets` are acts by public id with digests of the law that a bill amends, the element, the
    edition and the proposed words.
    """

    TYPE: ClassVar[str] = "recommendation.links_set"
    V: ClassVar[int] = 2
    number: str
    topics: tuple[str, ...]
    territories: tuple[str, ...]
    obligations: tuple[UUID, ...]
    targets: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecommendationSystematised:
    """The secretariat put an admitted text in its place among the others."""

    TYPE: ClassVar[str] = "recommendation.systematised"
    V: ClassVar[int] = 1
    number: str


@dataclass(frozen=True, slots=True)
class RecommendationMerged:
    """A text was merged into another; its own page stays."""

    TYPE: ClassVar[str] = "recommendation.merged"
    V: ClassVar[int] = 1
    number: str
    into: UUID
    into_number: str
    grounds: str


@dataclass(frozen=True, slots=True)
class OriginsMerged:
    """A text took in others, named by their numbers."""

    TYPE: ClassVar[str] = "recommendation.origins_merged"
    V: ClassVar[int] = 1
    number: str
    origins: tuple[str, ...]
    grounds: str


@dataclass(frozen=True, slots=True)
class RecommendationSplit:
    """A recommendation was split into points, each with its own number."""

    TYPE: ClassVar[str] = "recommendation.split"
    V: ClassVar[int] = 1
    number: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointMade:
    """A point of a document became a recommendation of its own."""

    TYPE: ClassVar[str] = "recommendation.point_made"
    V: ClassVar[int] = 1
    number: str
    document: UUID
    document_number: str
    point: str
    language: str
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecommendationWithdrawn:
    """The author withdrew a text; what was published keeps its page."""

    TYPE: ClassVar[str] = "recommendation.withdrawn"
    V: ClassVar[int] = 1
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecommendationAdopted:
    """A body adopted the text, by consensus or by votes."""

    TYPE: ClassVar[str] = "recommendation.adopted"
    V: ClassVar[int] = 1
    number: str
    body: UUID
    version: int
    document: str
    decided_on: date
    by_consensus: bool
    votes_for: int | None
    votes_against: int | None
    abstained: int | None
    dissent: str
    file: str


@dataclass(frozen=True, slots=True)
class ContributorsCredited:
    """Contributors were named; people only by their count."""

    TYPE: ClassVar[str] = "recommendation.contributors_credited"
    V: ClassVar[int] = 1
    number: str
    institutions: tuple[UUID, ...]
    people: int


@dataclass(frozen=True, slots=True)
class LeadHandedOver:
    """The dialogue on a text has another lead, named by mandate and side; None: nobody leads."""

    TYPE: ClassVar[str] = "recommendation.lead_handed_over"
    V: ClassVar[int] = 1
    number: str
    body: UUID
    before: UUID | None
    lead: UUID | None
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecommendationClosedV1:
    """A recommendation was closed, as entries told it until they said as what."""

    TYPE: ClassVar[str] = "recommendation.closed"
    V: ClassVar[int] = 1
    number: str
    grounds: str


@dataclass(frozen=True, slots=True)
class RecommendationClosed:
    """The secretariat closed a recommendation, with a digest of the grounds.

    `ending` says as what, and whether by the author's word; "" where no body had taken it on.
    """

    TYPE: ClassVar[str] = "recommendation.closed"
    V: ClassVar[int] = 2
    number: str
    ending: str
    grounds: str


@dataclass(frozen=True, slots=True)
class RecommendationHidden:
    """The words of a text are hidden on a listed ground; number and history stay."""

    TYPE: ClassVar[str] = "recommendation.hidden"
    V: ClassVar[int] = 1
    number: str
    ground: str
    explanation: str


@dataclass(frozen=True, slots=True)
class RecommendationShownAgain:
    """A hidden text is shown again."""

    TYPE: ClassVar[str] = "recommendation.shown_again"
    V: ClassVar[int] = 1
    number: str
    ground: str
    reason: str
