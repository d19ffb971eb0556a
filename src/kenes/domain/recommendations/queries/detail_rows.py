"""The rows of one recommendation's page: each read brings what the page shows, and no more."""

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    FETCH_RAISE,
    Count,
    DateField,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import Institution, Territory
from kenes.domain.recommendations.models import (
    Address,
    Answer,
    AnswerText,
    Event,
    Extension,
    Recommendation,
    RecommendationText,
    Support,
    Suspension,
)
from kenes.domain.shared.prepared import Prepared

MOST_ACTS = 60
NAMES = ("name_kk", "name_ru", "name_en")
SHOWN = ("public_id", "kind", "time_zone", *NAMES)
"""What a page needs of an institution: where its link leads, its name, its day."""


@Prepared
def row_of(pk: int) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.select_related(
        "body", "author_institution", "author_territory", "superseded_by", "split_from",
        "adoption__file", "lead__mandate",
    ).defer(
        *_all_but(Institution, "author_institution", *SHOWN),
        *_all_but(Territory, "author_territory", *NAMES),
        *_all_but(Recommendation, "superseded_by", "number"),
        *_all_but(Recommendation, "split_from", "number"),
        *_all_but(StoredFile, "adoption__file", "public_id", "name"),
    )  # fmt: skip
    rows = rows.annotate(supporters=supporters_of(OuterRef("pk"))).fetch_mode(FETCH_RAISE)
    return rows.filter(pk=pk)


def _all_but(model: type[Model], path: str, *shown: str) -> list[str]:
    """Return the columns of something joined that a page does not show: they are not read."""
    of_model = model._meta  # noqa: SLF001 (Django documents _meta)
    kept = {*shown, of_model.pk.name}
    names = (column.name for column in of_model.concrete_fields)
    return [f"{path}__{name}" for name in names if name not in kept]


def supporters_of(pk: OuterRef) -> Subquery:
    own = Support.objects.filter(recommendation=pk).order_by()
    return Subquery(own.values("recommendation").annotate(many=Count("pk")).values("many"))


@Prepared
def texts_of(pk: int) -> QuerySet[RecommendationText]:
    """Return the current version and the one before, in every language."""
    rows = RecommendationText.objects.filter(
        version__recommendation=pk,
        version__number__gte=F("version__recommendation__current_version") - 1,
        version__number__lte=F("version__recommendation__current_version"),
    )
    return rows.select_related("version").order_by("-version__number", "-is_original", "pk")


@Prepared
def addresses_of(pk: int) -> QuerySet[Address]:
    rows = Address.objects.filter(recommendation=pk).select_related(
        "institution", "rule", "taken_over_by", "forwarded_from__institution"
    )
    rows = rows.defer(
        *_all_but(Institution, "institution", *SHOWN),
        *_all_but(Institution, "taken_over_by", *NAMES),
        *_all_but(Address, "forwarded_from", "institution"),
        *_all_but(Institution, "forwarded_from__institution", *NAMES),
    )
    return rows.order_by("-role", "pk").fetch_mode(FETCH_RAISE)


@Prepared
def answer_texts_of(pk: int) -> QuerySet[AnswerText]:
    rows = AnswerText.objects.filter(
        answer__address__recommendation=pk, answer__state=Answer.State.SIGNED
    ).select_related("answer__forward_to", "answer__grade__rejoinder")
    rows = rows.defer(*_all_but(Institution, "answer__forward_to", *NAMES))
    return rows.order_by("answer__signed_at", "-is_original", "pk")


@Prepared
def pauses_of(addresses: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    extended = Extension.objects.filter(address__in=addresses).annotate(
        until=Cast(Value(None), DateField()), day=F("decided_on")
    )
    paused = Suspension.objects.filter(address__in=addresses).annotate(
        until=F("until_on"), day=F("from_on"), amount=Value(0), unit=Value("")
    )
    columns = ("address_id", "day", "until", "amount", "unit", "reason", "pk")
    rows = extended.values_list(*columns).union(paused.values_list(*columns), all=True)
    return rows.order_by("day", "pk")


@Prepared
def newest_acts(pk: int) -> QuerySet[Event]:
    return acts_of(pk)[: MOST_ACTS + 1]


def acts_of(pk: int) -> QuerySet[Event]:
    rows = Event.objects.filter(recommendation=pk, is_public=True)
    rows = rows.select_related("entry", "address__institution").order_by("-at", "-pk")
    rows = rows.only(
        "recommendation_id", "kind", "at", "facts", "grounds", "entry__public_id", "entry__index",
        "address__position", "address__institution__public_id", "address__institution__name_kk",
        "address__institution__name_ru", "address__institution__name_en",
    )  # fmt: skip
    return rows.fetch_mode(FETCH_RAISE)
