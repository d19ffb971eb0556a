"""Everything that is kept about one person, for their own download."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.queries import identity_facts
from kenes.domain.institutions.models import Mandate
from kenes.domain.notices.queries import delivery_of, notices_of
from kenes.domain.recommendations.models import Follow, Recommendation, RecommendationText


def everything_about(person: Person) -> dict[str, Any]:
    """Return plain values by subject: account, sign-in, texts, follows, notices, mandates.

    Support is not in it: nobody can tell whose it is. Of a personal number there is a digest
    only, which is said, not shown.
    """
    return {
        "account": _account(person),
        "sign_in": _sign_in(person),
        "identity": list(identity_facts(person).values("level", "method", "at")),
        "recommendations": [_recommendation(row) for row in _texts(person)],
        "follows": list(_follows(person)),
        "notices": list(_notices(person)),
        "mandates": list(_mandates(person)),
    }


def _account(person: Person) -> dict[str, Any]:
    return {
        "id": person.public_id,
        "email": person.email,
        "full_name": person.full_name,
        "language": person.language,
        "joined_at": person.joined_at,
        "support_key_issued_on": person.support_key_issued_on,
        "news": delivery_of(person),
    }


def _sign_in(person: Person) -> dict[str, Any]:
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    keys = Authenticator.objects.filter(user=person).order_by("pk")
    providers = SocialAccount.objects.filter(user=person).order_by("pk")
    return {
        "addresses": list(addresses.values("email", "verified")),
        "second_factors": list(keys.values("type", "created_at", "last_used_at")),
        "providers": list(providers.values("provider", "uid", "date_joined", "last_login")),
        "has_password": person.has_usable_password(),
    }


def _texts(person: Person) -> Any:
    own = Recommendation.objects.filter(author=person)
    return own.order_by("created_at", "pk")


def _recommendation(row: Recommendation) -> dict[str, Any]:
    versions = RecommendationText.objects.filter(version__recommendation=row)
    fields = ("version__number", "language", "title", "problem", "demand", "at")
    return {
        "id": row.public_id,
        "number": row.number,
        "stage": row.stage,
        "is_name_public": row.is_name_public,
        "author_name": row.author_name,
        "filed_at": row.filed_at,
        "texts": list(versions.order_by("version__number", "language").values(*fields)),
    }


def _follows(person: Person) -> Any:
    rows = Follow.objects.filter(person=person).order_by("since", "pk")
    return rows.values("recommendation__public_id", "delivery", "since")


def _notices(person: Person) -> Any:
    fields = ("template", "facts", "path", "delivery", "created_at", "sent_at", "seen_at")
    return notices_of(person).values(*fields)


def _mandates(person: Person) -> Any:
    rows = Mandate.objects.filter(person=person).order_by("valid_from", "pk")
    fields = ("public_id", "institution__public_id", "role", "valid_from", "valid_to", "grounds")
    return rows.values(*fields)
