"""The later steps of the reminder ladder as sentences of a record's history."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.shared.formats import ended, long_date

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Event


def demanded(event: "Event") -> str:
    """Say which letter went to the body, and from whom."""
    told = [_("A demand letter was sent."), *_numbered(event, "sent_on")]
    told += _name(event, _("Sender")) or [_("Sender: the author.")]
    told += _body(event, _("Addressee"))
    items = event.facts.get("items", 1)
    if items != 1:
        told.append(_("Recommendations in the letter: %(count)s.") % {"count": items})
    return " ".join(told)


def questioned(event: "Event") -> str:
    """Say who put a question to the body; its words stand as the grounds."""
    asker = _name(event, _("Who asks")) or [_("Who asks: the author.")]
    return " ".join([_("A public question was put."), *asker, *_body(event, _("Body"))])


def answered(event: "Event") -> str:
    """Say that the body answered; its words stand as the grounds."""
    told = _("The body answered the public question.")
    return " ".join([told, *_body(event, _("Body"))])


def put_on_agenda(event: "Event") -> str:
    """Say before which body and session the matter comes, and by which document."""
    told = [_("The matter was put on the agenda."), *_name(event, _("Whose agenda"))]
    day = _day(event, "session_on")
    said = _("Day of the session: %(day)s") % {"day": day} if day else _("At the next session")
    told += [ended(said), *_body(event, _("Who owes an answer or evidence"))]
    return " ".join([*told, *_numbered(event, "decided_on", _("Decision"))])


def _name(event: "Event", label: str) -> list[str]:
    names = event.facts.get("name")
    return [ended(f"{label}: {pick(names['kk'], names['ru'], names['en'])}")] if names else []


def _body(event: "Event", label: str) -> list[str]:
    address = event.address
    return [ended(f"{label}: {name_of(address.institution)}")] if address else []


def _numbered(event: "Event", day: str, label: str = "") -> list[str]:
    """Return the day and the number of a document, as far as they are on record."""
    number, on = event.facts.get("number"), _day(event, day)
    parts = [f"№\N{NO-BREAK SPACE}{number}" if number else "", on]
    said = ", ".join(part for part in parts if part)
    return [ended(f"{label}: {said}" if label else said)] if said else []


def _day(event: "Event", name: str) -> str:
    raw = event.facts.get(name)
    return long_date(date.fromisoformat(raw), current_language()) if raw else ""
