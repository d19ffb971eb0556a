"""An administrator notes that somebody showed in person who they are."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.actions import note_identity
from kenes.domain.accounts.models import IdentityFact, Person
from kenes.domain.institutions import rules
from kenes.domain.institutions.actions.recording import required
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.zones import today_at
from kenes.domain.shared.refusals import Invalid, permit

_NUMBER = re.compile(r"\d{6}")


@transaction.atomic
def check_identity(
    *, person: Person, method: str, by: Person, mandate: Mandate, now: datetime
) -> IdentityFact:
    """Note that a person's identity was checked face to face; return the fact that counts.

    `method` says by what and where it was shown. The register is left out: it never tells of a
    person. Raises NotPermitted for all but an administrator and for their own identity, Invalid
    for no method or one that holds a document's number.
    """
    on = today_at(mandate.institution, now)
    permit(rules.refuse_to_check_identity(by, mandate, person, on=on))
    words = required(method=method)["method"]
    if _NUMBER.search(words):
        raise Invalid({"method": _("This holds a number. Name the kind of document alone.")})
    return note_identity(
        person=person,
        level=IdentityFact.Level.IN_PERSON,
        method=words,
        now=now,
        checked_by=by.public_id,
    )
