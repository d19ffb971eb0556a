"""What organisations declare of their interests, and by which mandates they may."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Declaration, Institution, Mandate
from kenes.domain.institutions.queries.authority import in_force, mandates_in_force
from kenes.domain.institutions.rules.mandates import SENT
from kenes.domain.shared.prepared import Prepared


def declarations_of(organisation: Institution) -> Sequence[Declaration]:
    """Return every version of an organisation's declaration, newest first: one query."""
    return _declarations_of(organisation.pk)


def mandates_to_declare(person: Person, organisation: Institution, on: date) -> list[Mandate]:
    """Return the mandates by which a person may speak for an organisation's interests on a day."""
    sent = Q(stands_for=organisation, role__in=SENT)
    own = Q(institution=organisation, role=Mandate.Role.DELEGATE)
    return list(mandates_in_force(person, on).filter(sent | own))


def organisations_to_declare(person: Person, on: date) -> QuerySet[Institution]:
    """Return the organisations for which a person may declare on a day, by name."""
    sent = in_force(Mandate.objects.filter(stands_for=OuterRef("pk"), role__in=SENT), on)
    own = Mandate.objects.filter(
        institution=OuterRef("pk"), role=Mandate.Role.DELEGATE, person=person
    )
    speaks = Exists(sent.filter(person=person)) | (Exists(sent) & Exists(in_force(own, on)))
    return Institution.objects.filter(speaks).order_by("name_ru", "pk")


@Prepared
def _declarations_of(pk: int) -> QuerySet[Declaration]:
    return Declaration.objects.filter(organisation=pk).order_by("-number")
