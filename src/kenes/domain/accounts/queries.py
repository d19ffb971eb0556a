"""Read what is known about a person: how sure it is who they are."""

from django.db.models import QuerySet

from kenes.domain.accounts.models import IdentityFact, Invitation, Person, SupportKeyCount
from kenes.domain.shared.keys import digest_code

Level = IdentityFact.Level
RANK = {Level.NONE: 0, Level.EMAIL: 1, Level.OIDC: 2, Level.IN_PERSON: 3}
"""The levels in order: a higher rank is surer."""


def identity_facts(person: Person) -> QuerySet[IdentityFact]:
    """Return how and when the person's identity was shown, newest first."""
    return IdentityFact.objects.filter(person=person).order_by("-at", "-pk")


def identity_level(person: Person) -> IdentityFact.Level:
    """Return the level of the latest fact, `NONE` when there is none."""
    latest = identity_facts(person).first()
    return Level(latest.level) if latest else Level.NONE


def is_at_least(level: IdentityFact.Level, wanted: IdentityFact.Level) -> bool:
    """Return whether `level` is as sure as `wanted` or surer."""
    return RANK[level] >= RANK[wanted]


def person_by_email(email: str) -> Person | None:
    """Return the person who signs in with this address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower()).first()


def support_key_counts() -> QuerySet[SupportKeyCount]:
    """Return how many support keys were issued in each month, newest first."""
    return SupportKeyCount.objects.order_by("-month")


def invitation_by_code(code: str) -> Invitation | None:
    """Return the invitation of a code as typed, used or not; None when there is none."""
    return Invitation.objects.filter(digest=digest_code(code)).first()
