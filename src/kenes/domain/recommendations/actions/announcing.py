"""Who is told what: the author and those who follow, and the officers of a body.

Facts of a notice are public ones; its path leads to the page that shows the rest.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.institutions.queries import mandates_of
from kenes.domain.notices.actions import tell
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Address, Event, Recommendation, RecommendationText

OFFICERS = (Mandate.Role.FOCAL_POINT, Mandate.Role.SIGNATORY)


def public_path(recommendation: Recommendation) -> str:
    """Return the permanent address of a recommendation's page."""
    return f"/r/{recommendation.number}"


def names_of(institution: Institution) -> dict[str, str]:
    """Return an institution's names by language, for a notice that is worded later."""
    return {
        "kk": institution.name_kk,
        "ru": institution.name_ru,
        "en": institution.name_en or institution.name_ru,
    }


def titles_of(recommendation: Recommendation) -> dict[str, str]:
    """Return the titles of a recommendation's current text by language."""
    texts = RecommendationText.objects.filter(
        version__recommendation=recommendation, version__number=recommendation.current_version
    )
    return dict(texts.order_by("pk").values_list("language", "title"))


def facts_about(address: Address, **more: Any) -> dict[str, Any]:
    """Return what every notice about an address says, and `more`."""
    recommendation = address.recommendation
    return {
        "number": recommendation.number,
        "title": titles_of(recommendation),
        "institution": names_of(address.institution),
        "due_on": address.due_on,
        **more,
    }


def tell_author(event: Event, template: str, facts: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the author, where it has an account, and everybody who follows, once an event."""
    recommendation = event.recommendation
    delivery: dict[Person, str] = {
        follow.person: follow.delivery
        for follow in recommendation.follows.select_related("person").order_by("pk")
    }
    if recommendation.author is not None:
        delivery.setdefault(recommendation.author, Notice.Delivery.MAIL)
    for person, how in delivery.items():
        tell(
            person=person,
            event=f"{template}:{event.pk}",
            template=template,
            facts=dict(facts),
            path=public_path(recommendation),
            now=now,
            delivery=Notice.Delivery(how),
        )


def tell_officers(
    address: Address,
    key: str,
    template: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    now: datetime,
    roles: Collection[str] = OFFICERS,
) -> int:
    """Tell the body's officers whose mandates are in force on `on`; return how many there are.

    `key` names the occasion, so that nobody is told of it twice.
    """
    path = f"/body/{address.public_id}/"
    return tell_holders(
        address.institution, key, template, facts, path=path, on=on, now=now, roles=roles
    )


def tell_holders(
    institution: Institution,
    key: str,
    template: str,
    facts: Mapping[str, Any],
    *,
    path: str,
    on: date,
    now: datetime,
    roles: Collection[str],
) -> int:
    """Tell whoever holds one of the roles in an institution on `on`; return how many there are."""
    mandates = mandates_of(institution, on).filter(role__in=roles)
    people = Person.objects.filter(pk__in=mandates.values("person_id")).order_by("pk")
    for person in people:
        tell(
            person=person,
            event=f"{template}:{key}",
            template=template,
            facts=dict(facts),
            path=path,
            now=now,
        )
    return len(people)
