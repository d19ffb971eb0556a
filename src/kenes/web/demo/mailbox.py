"""Mails as Django's file back end writes them: one file a connection, mails divided by a rule."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

RULE = b"-" * 79 + b"\n"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: the file it is in, its place there, and what a reader sees."""

    name: str
    place: int
    to: str
    subject: str
    sent_at: datetime | None
    body: str


def letters(folder: Path) -> list[Letter]:
    """Return the newest mails, newest first; an empty list where none was written."""
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), reverse=True)[:SHOWN]
    return [found for file in files for found in reversed(_read(file))][:SHOWN]


def letter(folder: Path, name: str, place: int) -> Letter | None:
    """Return one mail, or None: a name that leads out of the folder finds nothing."""
    known = {file.name: file for file in folder.glob("*.log")} if folder.is_dir() else {}
    read = _read(known[name]) if name in known else []
    return read[place] if place < len(read) else None


def _read(file: Path) -> list[Letter]:
    parts = [part for part in file.read_bytes().split(RULE) if part.strip()]
    return [_letter(file.name, place, part) for place, part in enumerate(parts)]


def _letter(name: str, place: int, raw: bytes) -> Letter:
    mail = message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    return Letter(
        name=name,
        place=place,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(mail["Date"])) if mail["Date"] else None,
        body=str(body.get_content()) if body else "",
    )
