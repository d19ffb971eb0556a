"""What belongs to one person: own texts, drafts, follows, mandates; and the demo's people."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.recommendations.models import Follow, Recommendation, RecommendationText
from kenes.domain.recommendations.values import Stage

DEMO_DOMAIN = "@demo.example"
"""The address of everybody invented ends so; nobody else can be signed in with one click."""


def filed_by(person: Person, language: str) -> QuerySet[Recommendation]:
    """Return what the person has filed, newest first, each with its `title`."""
    own = Recommendation.objects.filter(author=person).exclude(stage=Stage.DRAFT)
    return own.annotate(title=_title("", language)).order_by("-filed_at", "-pk")


def drafts_of(person: Person, language: str) -> QuerySet[Recommendation]:
    """Return the person's drafts, last changed first, each with its `title`."""
    own = Recommendation.objects.filter(author=person, stage=Stage.DRAFT)
    return own.annotate(title=_title("", language)).order_by("-changed_at", "-pk")


def follows_of(person: Person, language: str) -> QuerySet[Follow]:
    """Return what the person follows, newest news first, each with its `title`."""
    own = Follow.objects.filter(person=person).select_related("recommendation")
    titled = own.annotate(title=_title("recommendation__", language))
    return titled.order_by("-recommendation__changed_at", "-pk")


def mandates_of(person: Person) -> QuerySet[Mandate]:
    """Return every mandate the person has or had, the newest first."""
    rows = Mandate.objects.filter(person=person).select_related("institution")
    return rows.order_by("-valid_from", "-pk")


def in_force(on: date) -> Q:
    """Return the condition that a mandate is in force on a day."""
    return Q(valid_from__lte=on) & not_over(on)


def not_over(on: date) -> Q:
    """Return the condition that a mandate has not ended before a day; it may be yet to begin."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def invented_person(public_id: UUID) -> Person | None:
    """Return one of the demonstration's people; nobody with a real address is found."""
    return _invented().filter(public_id=public_id).first()


def invented_people(on: date) -> Sequence[Person]:
    """Return the demonstration's people with their mandates, those without one first."""
    current = Mandate.objects.filter(in_force(on)).select_related("institution").order_by("pk")
    has_one = Exists(current.filter(person=OuterRef("pk")))
    return list(
        _invented()
        .annotate(has_mandate=has_one)
        .prefetch_related(Prefetch("mandates", current, to_attr="current_mandates"))
        .order_by("has_mandate", "full_name", "pk")
    )


def _invented() -> QuerySet[Person]:
    return Person.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True)


def title_of(recommendation: Recommendation, language: str) -> str:
    """Return the recommendation's title in `language`, else the original's; "" without a text."""
    rows = Recommendation.objects.filter(pk=recommendation.pk)
    return str(rows.annotate(title=_title("", language)).values_list("title", flat=True)[0])


def _title(path: str, language: str) -> Coalesce:
    """Return the current version's title in `language`, else the original's.

    `path` leads from the queried row to the recommendation ("" when it is the row itself).
    """
    texts = RecommendationText.objects.filter(
        version__recommendation=OuterRef(f"{path}pk"),
        version__number=OuterRef(f"{path}current_version"),
    ).values("title")
    wanted, original = texts.filter(language=language), texts.filter(is_original=True)
    return Coalesce(Subquery(wanted[:1]), Subquery(original[:1]), Value(""))
