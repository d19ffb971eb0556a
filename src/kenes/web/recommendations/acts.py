"""Every kind of event as one sentence, in the reader's language.

Names and dates stand after a colon, so that no language needs to inflect them. The office that
acted is named, never the person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kenes.domain.institutions.packaged import in_readers_words
from kenes.domain.institutions.queries import Role, Side
from kenes.domain.recommendations.values import AppealOutcome, Ending, ReturnGround
from kenes.domain.recommendations.values import Side as Assessing
from kenes.domain.shared.dates import whole_date
from kenes.domain.shared.languages import current_language, name_of, pick
from kenes.web.recommendations import ladder_acts
from kenes.web.shared import drawing
from kenes.web.shared.addresses import entry_address
from kenes.web.shared.axes import GRADE, IMPLEMENTATION, POSITION
from kenes.web.shared.formats import bind, ended, long_date, number

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Event

_LINE = '<li><time datetime="{}">{}</time><div{}>{}{}{}</div></li>'
_ENTRY = ' <span class="onreg">{}<span><a href="{}">{}</a></span></span>'


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what happened: when, the sentence, the grounds, the register's entry."""

    at: datetime
    sentence: str
    grounds: str
    entry_url: str
    entry: SafeString
    is_quiet: bool

    @property
    def drawn(self) -> SafeString:
        """The line as it stands on the page; there are dozens, so no template is run for each."""
        at = localtime(self.at)
        drawn = _LINE.format(
            at.isoformat(),
            whole_date(at, current_language()),
            ' class="quiet"' if self.is_quiet else "",
            escape(bind(self.sentence)),
            f' <span class="soft">{escape(self.grounds)}</span>' if self.grounds else "",
            self.entry,
        )
        return SafeString(drawn)


def line(event: "Event") -> Line:
    """Return an event as a line; `is_quiet` marks what did not happen."""
    entry, grounds = event.entry, event.grounds
    return Line(
        at=event.at,
        sentence=sentence(event),
        grounds=in_readers_words(grounds) if grounds else "",
        entry_url=entry_address(entry.public_id) if entry else "",
        entry=on_register(event),
        is_quiet=event.kind in {"date_passed", "clock_moved"},
    )


def on_register(event: "Event") -> SafeString:
    """Return the quiet line that leads to an event's entry, nothing for one without an entry."""
    entry = event.entry
    if entry is None:
        return SafeString()
    words = _("on the register")
    if entry.index is not None:
        words = f"{words}, №\N{NO-BREAK SPACE}{number(entry.index, current_language())}"
    return _entry_link(entry_address(entry.public_id), words)


def _entry_link(url: str, words: str) -> SafeString:
    return SafeString(_ENTRY.format(drawing.icon("reg"), escape(url), escape(words)))


def sentence(event: "Event") -> str:
    """Return the sentence of an event."""
    return SENTENCES[event.kind](event)


def _said(text: str) -> Callable[["Event"], str]:
    """Return a sentence that names the body, when the event is about one."""

    def say(event: "Event") -> str:
        told = _(text)
        return told if event.address is None else f"{told} {_body(event)}."

    return say


def _body(event: "Event") -> str:
    return _("Body: %(body)s") % {
        "body": name_of(event.address.institution) if event.address else ""
    }


def _day(event: "Event", name: str) -> str:
    raw = event.facts.get(name)
    try:
        return long_date(date.fromisoformat(str(raw)[:10]), current_language())
    except ValueError:
        return ""


def _with_day(text: str, name: str, label: str) -> Callable[["Event"], str]:
    def say(event: "Event") -> str:
        told = _said(text)(event)
        day = _day(event, name)
        return f"{told} {ended(f'{_(label)}: {day}')}" if day else told

    return say


def _position(event: "Event") -> str:
    code = str(event.facts.get("position") or (event.address.position if event.address else ""))
    word = POSITION.get(code)
    told = _("The body gave its position.") if word is None else _("Answer: %(position)s.") % {
        "position": word[1]
    }  # fmt: skip
    return f"{told} {_body(event)}."


def _value(
    text: str, words: "dict[str, tuple[str, object]]", name: str
) -> Callable[["Event"], str]:
    def say(event: "Event") -> str:
        word = words.get(str(event.facts.get(name, "")))
        told = _(text)
        return f"{told} {word[1]}." if word else told

    return say


def _assessed(event: "Event") -> str:
    """Name the side before what it found: two sides may find two things."""
    side, found = (
        str(event.facts.get("side", "")),
        IMPLEMENTATION.get(str(event.facts.get("value"))),
    )
    told = _("Implementation was assessed.")
    if side not in Assessing.values or found is None:
        return told
    return f"{told} {Assessing(side).label}: {found[1]}."


def _returned(event: "Event") -> str:
    ground = str(event.facts.get("ground", ""))
    told = _("The secretariat returned it to its author.")
    return f"{told} {ReturnGround(ground).label}" if ground in ReturnGround.values else told


def _appeal_decided(event: "Event") -> str:
    outcome = str(event.facts.get("outcome", ""))
    told = _("The appeal against the return was decided.")
    known = outcome in AppealOutcome.values
    return f"{told} {AppealOutcome(outcome).label.capitalize()}." if known else told


def _version(event: "Event") -> str:
    number = event.facts.get("version", "")
    return _("A new version was published. Version: %(number)s.") % {"number": number}


def _adopted(event: "Event") -> str:
    votes = event.facts.get("votes_for")
    told = _("The body adopted it as its own recommendation.")
    return told if votes is None else f"{told} " + _("Votes for: %(votes)s.") % {"votes": votes}


def _closed(event: "Event") -> str:
    ending = str(event.facts.get("ending", ""))
    return ended(str(Ending(ending).label)) if ending else _("It was closed.")


def _lead(event: "Event") -> str:
    told, facts = _("The lead of the dialogue changed hands."), event.facts
    if not facts.get("role"):
        return _("The lead of the dialogue was laid down: nobody leads it.")
    if facts.get("is_first"):
        told = _("The dialogue has a lead.")
    office = pick(facts["office_kk"], facts["office_ru"], facts["office_en"])
    named = {
        "office": office or Role(facts["role"]).label,
        "side": Side(facts["side"]).label,
    }
    return f"{told} " + _("Office: %(office)s. Side: %(side)s.") % named


SENTENCES: dict[str, Callable[["Event"], str]] = {
    "filed": _said(gettext_noop("It was filed.")),
    "admitted": _said(gettext_noop("The secretariat took it for consideration.")),
    "returned": _returned,
    "appealed": _said(gettext_noop("The author appealed against the return.")),
    "appeal_decided": _appeal_decided,
    "version_published": _version,
    "translation_published": _said(gettext_noop("A translation was published.")),
    "linked": _said(gettext_noop("The secretariat noted themes, regions and obligations.")),
    "systematised": _said(gettext_noop("The secretariat put it in its place among the others.")),
    "merged": _said(gettext_noop("It was merged with others on the same matter.")),
    "split": _said(gettext_noop("It was split into addressed points.")),
    "credited": _said(gettext_noop("Its contributors were named.")),
    "lead_handed_over": _lead,
    "withdrawn": _said(gettext_noop("The author withdrew it.")),
    "adopted": _adopted,
    "sent": _said(gettext_noop("It was sent.")),
    "delivered": _with_day(
        gettext_noop("It was delivered."), "delivered_on", gettext_noop("Received")
    ),
    "forwarded": _said(gettext_noop("It was forwarded to the competent body.")),
    "extended": _with_day(
        gettext_noop("The term was lawfully extended."), "to_on", gettext_noop("New date")
    ),
    "suspended": _with_day(
        gettext_noop("The term was suspended."), "from_on", gettext_noop("Since")
    ),
    "resumed": _said(gettext_noop("The term runs again.")),
    "clock_moved": _with_day(
        gettext_noop("The date moved, because the calendar was corrected."),
        "due_on",
        gettext_noop("New date"),
    ),
    "date_passed": _said(gettext_noop("The date passed without an answer.")),
    "demanded": ladder_acts.demanded,
    "questioned": ladder_acts.questioned,
    "question_answered": ladder_acts.answered,
    "agenda_asked": ladder_acts.put_on_agenda,
    "interim_reply": _said(gettext_noop("An interim reply came. It is not a position.")),
    "answered": _position,
    "clarified": _said(gettext_noop("The answer was clarified.")),
    "answer_translated": _said(gettext_noop("The answer was translated.")),
    "measure_set": _said(gettext_noop("A measure was promised.")),
    "indicator_set": _said(gettext_noop("An indicator was set.")),
    "measure_done": _said(gettext_noop("A measure was reported as finished.")),
    "reported": _said(gettext_noop("Progress was reported.")),
    "assessed": _assessed,
    "graded": _value(gettext_noop("The author graded the answer."), dict(GRADE), "value"),
    "rejoined": _said(gettext_noop("The body replied to the grade.")),
    "duty_passed_on": _said(gettext_noop("The duty to answer passed to the successor.")),
    "hidden": _said(gettext_noop("The text was hidden.")),
    "shown_again": _said(gettext_noop("The text is shown again.")),
    "word_asked": _with_day(
        gettext_noop("The author was asked whether it is done."), "until", gettext_noop("Until")
    ),
    "closed": _closed,
}
"""A sentence for every EventKind; a test compares the two lists."""
