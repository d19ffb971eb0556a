"""Whether somebody supports or follows a text: asked with a key, or by a person, never both."""

from kenes.domain.accounts.models import Person
from kenes.domain.accounts.support_keys import pseudonym, read_key
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.models import Follow, Recommendation, Support
from kenes.domain.shared.refusals import NotFound

Delivery = Notice.Delivery


def readable_by_number(number: str) -> Recommendation:
    """Return a text that anybody may read. Raises NotFound for every other."""
    found = Recommendation.objects.readable().filter(number=number).first()
    if found is None:
        raise NotFound(f"no readable recommendation {number}")
    return found


def is_supported_with(recommendation: Recommendation, key: str) -> bool:
    """Tell whether a text has support with this key. Raises Invalid for what is no key."""
    own = pseudonym(read_key(key), recommendation.public_id)
    return Support.objects.filter(pseudonym=own).exists()


def supporters_of(recommendation: Recommendation) -> int:
    """Return how many support a text."""
    return Support.objects.filter(recommendation=recommendation).count()


def follow_of(person: Person, recommendation: Recommendation) -> Follow | None:
    """Return how a person follows a text; None when they do not."""
    return Follow.objects.filter(person=person, recommendation=recommendation).first()
