"""What a notice says: subject and text in the receiver's language, from one plain template.

A template `notices/<name>.txt` has its subject on the first line and the text under a blank one.
A fact `receipt` is the register's signed receipt of the entry `entry`; mails carry it as a file.
Facts are plain values: a text, a date as ISO text under a name that ends in `_on`, or a mapping
{"kk": ..., "ru": ..., "en": ...} where the text differs by language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage as StandardMessage
from email.policy import EmailPolicy, Policy, default
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kenes.domain.notices.models import Notice
from kenes.domain.notices.unsubscribing import make_token
from kenes.domain.shared.languages import pick

TEMPLATES = (
    "admitted",
    "answered",
    "appeal_decided",
    "asked",
    "calendar_ends",
    "clarified",
    "clock_moved",
    "date_passed",
    "demanded",
    "demanded_together",
    "duty_before",
    "duty_due",
    "duty_next",
    "duty_passed_on",
    "duty_past",
    "extended",
    "filed",
    "forwarded",
    "graded",
    "hidden",
    "interim_reply",
    "lead",
    "letter_waiting",
    "measure_due",
    "merged",
    "news",
    "questioned",
    "rejoined",
    "report_due",
    "resumed",
    "returned",
    "sent",
    "sent_back",
    "signature_wanted",
    "suspended",
    "translation_due",
    "version",
    "word_asked",
)
"""Every kind of notice; each has its template. "news" stands in where there is none."""


class _Address(UnstructuredHeader, BaseHeader):
    """A header with an address to open: on one line, since programs do not read it folded."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is sent."""
        return f"{self.name}: {self}{policy.linesep}"


class Mail(EmailMessage):
    """A mail whose address to unsubscribe stays readable for mail programs, however long.

    The library would break a line over 78 characters by encoding it, and an encoded address is
    no address (RFC 2369).
    """

    def message(self, *, policy: Policy | None = None) -> StandardMessage:
        """Return the mail as it is sent."""
        kept = HeaderRegistry()
        kept.map_to_type("list-unsubscribe", _Address)
        given = policy if isinstance(policy, EmailPolicy) else default
        return super().message(policy=given.clone(header_factory=kept))


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words."""

    subject: str
    text: str


def letter_of(notice: Notice, language: str | None = None) -> Letter:
    """Return the notice in words, in its own language unless another is wanted."""
    wanted = language or notice.language
    with override(wanted):
        names = [f"notices/{notice.template}.txt", "notices/news.txt"]
        template: Any = select_template(names)
        facts = _facts(notice.facts, wanted)
        said = template.template.render(Context(facts, autoescape=False))
    # A Russian date ends with the stop of "г.", which serves the sentence as well.
    subject, _blank, text = said.replace("г..", "г.").strip().partition("\n")
    return Letter(subject=" ".join(subject.split()), text=text.strip())


def _facts(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    found = {name: _fact(name, value, language) for name, value in facts.items()}
    if "receipt" in facts:
        page = reverse("register:receipt", args=[facts["entry"]])
        found["receipt_link"] = settings.KENES_ORIGIN + page
    return found


def _fact(name: str, value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return pick(value.get("kk", ""), value.get("ru", ""), value.get("en", ""), language)
    if name.endswith("_on") and isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value


def mail_of(notice: Notice) -> EmailMessage:
    """Return the mail that tells one notice."""
    letter = letter_of(notice)
    link = settings.KENES_ORIGIN + notice.path if notice.path else ""
    body = "\n\n".join(part for part in (letter.text, link) if part)
    return _mail([notice], letter.subject, body)


def digest_of(notices: Iterable[Notice]) -> EmailMessage:
    """Return one mail that tells several notices of one person in the order given."""
    rows = list(notices)
    parts = []
    for notice in rows:
        letter = letter_of(notice, rows[0].language)
        link = settings.KENES_ORIGIN + notice.path if notice.path else ""
        parts.append("\n".join(part for part in (letter.subject, letter.text, link) if part))
    with override(rows[0].language):
        subject = _("News of the day: %(count)s") % {"count": len(rows)}
    return _mail(rows, subject, "\n\n- - -\n\n".join(parts))


def _mail(notices: Sequence[Notice], subject: str, body: str) -> EmailMessage:
    """Return a mail to the person of these notices, with the receipts that they tell of."""
    notice = notices[0]
    token = make_token(notice.person.public_id)
    with override(notice.language):
        stop = settings.KENES_ORIGIN + reverse("me:unsubscribe", args=[token])
        foot = _("You get this mail because you take part on this server. To stop mail: %(link)s")
        text = f"{body}\n\n--\n{foot % {'link': stop}}\n"
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    mail = Mail(subject, text, to=[notice.person.email], headers=headers)
    for one in notices:
        if "receipt" in one.facts:
            # No text type: a signed note must arrive byte for byte.
            octets = one.facts["receipt"].encode()
            mail.attach(f"{one.facts['entry']}.receipt", octets, "application/octet-stream")
    return mail
