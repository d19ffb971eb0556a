"""Find institutions: the host, one by its id, by words, by day; their names and successors."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kenes.domain.institutions.folding import fold
from kenes.domain.institutions.models import (
    Institution,
    InstitutionName,
    Succession,
    Territory,
)
from kenes.domain.shared.prepared import Prepared
from kenes.domain.shared.refusals import NotFound
from kenes.domain.shared.text import searched_words


def host() -> Institution | None:
    """Return the institution that runs this server, if there is one yet."""
    return Institution.objects.filter(is_host=True).first()


def institution_by_public_id(public_id: UUID) -> Institution:
    """Return one institution with its parent and territory. Raises NotFound."""
    rows = _by_public_id(public_id)
    if not rows:
        raise NotFound(f"no institution {public_id}")
    return rows[0]


@Prepared
def _by_public_id(public_id: UUID) -> QuerySet[Institution]:
    return Institution.objects.select_related("parent", "territory").filter(public_id=public_id)


def institution_of(public_id: UUID) -> Institution | None:
    """Return the institution with this id, None when the id is something else's."""
    return Institution.objects.filter(public_id=public_id).first()


def institutions_on(on: date) -> QuerySet[Institution]:
    """Return the institutions that exist on a day, by name."""
    rows = Institution.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return rows.order_by("name_ru", "pk")


def search_institutions(text: str, *, kind: str = "") -> QuerySet[Institution]:
    """Return institutions, also ended ones, whose names past or present hold every word of `text`.

    Case does not count, in any script and on any database. An empty text finds all.
    """
    rows = Institution.objects.select_related("territory")
    for word in fold(searched_words(text)).split()[:8]:
        rows = rows.filter(folded__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("name_ru", "pk")


def institutions_in(territory: Territory) -> QuerySet[Institution]:
    """Return the institutions of a territory, also ended ones, by name."""
    return Institution.objects.filter(territory=territory).order_by("name_ru", "pk")


def name_on(institution: Institution, on: date) -> InstitutionName:
    """Return the name that an institution had on a day; outside its life, the nearest one.

    One that was brought in without dated names has the name it shows today.
    """
    names = list(institution.names.order_by("pk"))
    if not names:
        return InstitutionName(
            institution=institution,
            name_kk=institution.name_kk,
            name_ru=institution.name_ru,
            name_en=institution.name_en,
        )
    begun = [name for name in names if name.valid_from is None or name.valid_from <= on]
    return begun[-1] if begun else names[0]


def successors_of(institution: Institution) -> QuerySet[Succession]:
    """Return who took over from an institution directly, in order of record."""
    rows = Succession.objects.filter(predecessor=institution).select_related("successor")
    return rows.order_by("on", "pk")


def successor_of(institution: Institution, on: date) -> Institution | None:
    """Return who bears an ended institution's open duties on a day, through the whole chain.

    None while it still exists, or where nobody took over. Of several successors of a split the
    first on record bears them.
    """
    current = institution
    while current.valid_to is not None and current.valid_to < on:
        step = successors_of(current).filter(on__lte=on).first()
        if step is None:
            break
        current = step.successor
    return None if current.pk == institution.pk else current
