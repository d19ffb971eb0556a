"""How every act of this subject ends: an entry on the register, with who acted kept inside."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Institution, Mandate
from kenes.domain.register.actions import record
from kenes.domain.register.events import Event
from kenes.domain.register.models import Entry
from kenes.domain.shared.actions import reference_changed
from kenes.domain.shared.refusals import Invalid, NotFound
from kenes.domain.shared.text import clean_line, clean_text

SYSTEM = "system"

MISSING = _("This is needed and is empty: write it in a few words.")
TOO_LONG = _("This is too long: shorten it.")


def note(
    event: Event,
    *,
    about: UUID,
    now: datetime,
    by: Person | None = None,
    mandate: Mandate | None = None,
) -> Entry:
    """Write the entry of one act about `about`; without a mandate the actor is the system.

    Kept pages that show institutions, their offices or law are old from now on.
    """
    reference_changed()
    return record(
        event,
        object=about,
        actor_role=mandate.role if mandate else SYSTEM,
        now=now,
        person=by.public_id if by else None,
        mandate=mandate.public_id if mandate else None,
    )


def lock_institution(institution: Institution) -> Institution:
    """Return the institution as it stands, locked until the transaction ends. Raises NotFound."""
    rows = Institution.objects.select_for_update(of=("self",)).filter(pk=institution.pk)
    found = rows.first()
    if found is None:
        raise NotFound(f"no institution {institution.public_id}")
    return found


def required(**lines: str) -> dict[str, str]:
    """Return every line cleaned; raises Invalid naming each field that is empty or too long."""
    cleaned = {field: clean_line(raw) for field, raw in lines.items()}
    problems = {field: MISSING for field, text in cleaned.items() if not text}
    if problems:
        raise Invalid(problems)
    return limited(**cleaned)


def required_texts(most: int, **texts: str) -> dict[str, str]:
    """Return every text cleaned, its paragraphs kept.

    Raises Invalid naming each field that is empty or has more than `most` characters.
    """
    cleaned = {field: clean_text(raw) for field, raw in texts.items()}
    problems = {
        field: TOO_LONG if text else MISSING
        for field, text in cleaned.items()
        if not 0 < len(text) <= most
    }
    if problems:
        raise Invalid(problems)
    return cleaned


def limited(**lines: str) -> dict[str, str]:
    """Return every line cleaned; raises Invalid for one that its column cannot hold."""
    cleaned = {field: clean_line(raw) for field, raw in lines.items()}
    problems = {field: TOO_LONG for field, text in cleaned.items() if len(text) > _limit(field)}
    if problems:
        raise Invalid(problems)
    return cleaned


def _limit(field: str) -> int:
    """Return how many characters the column of that name holds."""
    if field.startswith("office"):
        return 200
    if field in {"grounds", "end_grounds", "change", "reason"}:
        return 500
    if field.startswith(("next_step", "apply")):
        return 500
    if field == "method":
        return 100
    return 60 if field in {"code", "article"} else 300
