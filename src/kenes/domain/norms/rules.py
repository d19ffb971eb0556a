"""Who may say how a national norm stands to an obligation."""

from datetime import date

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.rules import refuse_foreign_mandate, refuse_without_mandate
from kenes.domain.shared.refusals import Refusal

DESCRIBING = (Mandate.Role.SECRETARY, Mandate.Role.CHAIR, Mandate.Role.ASSESSOR)


def refuse_to_describe(by: Person, mandate: Mandate | None, *, on: date) -> Refusal | None:
    """Refuse all but a secretary, a chair or an assessor: they speak for their institution."""
    refusal = refuse_foreign_mandate(by, mandate)
    if refusal is not None or mandate is None:
        return refusal
    return refuse_without_mandate(mandate, institution=mandate.institution, roles=DESCRIBING, on=on)
