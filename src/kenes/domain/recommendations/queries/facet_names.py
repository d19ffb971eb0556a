"""The names of what a reader may choose by, read at once for all languages."""

from django.db.models import Exists, OuterRef

from kenes.domain.institutions.models import Institution, Succession, Territory
from kenes.domain.norms.models import Act, Topic
from kenes.domain.recommendations.models import Address, LegalTarget, Recommendation

type Names = tuple[str, str, str]
"""A name in Kazakh, Russian and English."""


def read_names() -> dict[str, dict[str, Names]]:
    """Read the names of everything that has a name in three languages, and may be chosen."""
    itself = OuterRef("pk")
    bodies = Institution.objects.filter(Exists(Address.objects.filter(institution=itself)))
    heirs = Institution.objects.filter(Exists(Succession.objects.filter(successor=itself)))
    authors = Institution.objects.filter(
        Exists(Recommendation.objects.filter(author_institution=itself))
    )
    named = Act.objects.filter(Exists(LegalTarget.objects.filter(act=itself)))
    columns = ("name_kk", "name_ru", "name_en")
    return {
        "author": {
            str(key): (kk, ru, en) for key, kk, ru, en in authors.values_list("public_id", *columns)
        },
        "act": {
            str(key): (kk, ru, en)
            for key, kk, ru, en in named.values_list(
                "public_id", "title_kk", "title_ru", "title_en"
            )
        },
        "body": {
            str(key): (kk, ru, en)
            for rows in (bodies, heirs)
            for key, kk, ru, en in rows.values_list("public_id", *columns)
        },
        **_names_of_topics(),
        "region": {
            kato: (kk, ru, en)
            for kato, kk, ru, en in Territory.objects.values_list("kato", *columns)
        },
    }


def _names_of_topics() -> dict[str, dict[str, Names]]:
    """Read the names of topics, apart by kind: each kind of topic is a facet of its own."""
    found: dict[str, dict[str, Names]] = {kind: {} for kind in Topic.Kind.values}
    columns = ("kind", "code", "name_kk", "name_ru", "name_en")
    for kind, code, kk, ru, en in Topic.objects.values_list(*columns):
        found[kind][code] = (kk, ru, en)
    return found
