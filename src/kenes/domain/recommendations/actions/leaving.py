"""A person leaves for good: texts cut loose, notices and follows removed, the account emptied."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.actions import erase_person
from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.notices.actions import forget_person
from kenes.domain.recommendations.actions.authorship import forget_author
from kenes.domain.recommendations.models import Follow
from kenes.domain.recommendations.queries.mine import not_over
from kenes.domain.shared.refusals import Refusal, permit


def refuse_to_leave(person: Person, on: date) -> Refusal | None:
    """Say why an account cannot be erased now: a mandate runs or is yet to begin."""
    if Mandate.objects.filter(not_over(on), person=person).exists():
        return Refusal(
            "mandate_in_force",
            _("You act for an institution, so your account cannot be erased yet."),
            _("Ask the institution or an administrator to end your mandate first."),
        )
    return None


@transaction.atomic
def leave(*, person: Person, now: datetime) -> None:
    """Erase the person; what they filed stays, and nobody is named as its author.

    Register entries and support stay: the first name nobody, the second was never tied to them.
    Raises NotPermitted (`mandate_in_force`, `account_erased`).
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    permit(refuse_to_leave(person, timezone.localdate(now)))
    forget_author(person, now=now)
    Follow.objects.filter(person=person).delete()
    forget_person(person=person)
    erase_person(person=person, now=now)
