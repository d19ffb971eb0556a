"""Bills before parliament: the list, and the texts whose first lines carry the title.

A second title after `//` is the one under which the law was adopted: both are kept.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import docx
from django.db import transaction

from kenes.domain.norms.models import Act
from kenes.domain.shared.importing import Confidence, Report, Row, RowRefused, read_csv, required
from kenes.domain.shared.text import clean_line

_HEAD = re.compile(
    r"^(проект|жоба|закон|республики казахстан|заңы|қазақстан республикасының( заңы)?)$",
    re.IGNORECASE,
)
_BODY = re.compile(r"^(статья|\d+-бап|\d{4} жылғы \d+)", re.IGNORECASE)
_TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class SourceBill:
    """A bill as its source states it."""

    source_key: str
    title_kk: str = ""
    title_ru: str = ""
    adopted_title_kk: str = ""
    status: str = ""
    introduced_on: date | None = None


def bill_key(title: str, language: str) -> str:
    """Return the key under which list, text and table of one bill meet: its title's digest."""
    folded = " ".join(title.casefold().split())
    return f"bill:{language}:{hashlib.sha256(folded.encode()).hexdigest()[:24]}"


def import_list(path: Path, *, confidence: Confidence) -> Report:
    """Import the list of bills (CSV: number, date, title_kk, status_kk, files)."""
    report = Report(path.name)
    for where, row in read_csv(path):
        bill = row if isinstance(row, RowRefused) else _guarded(row)
        _store(report, where, bill, confidence)
    return report


def import_text(path: Path, *, confidence: Confidence) -> Report:
    """Import one bill from the first lines of its text (DOCX; `-kk` or `-ru` ends the name)."""
    report = Report(path.name)
    language = path.stem.rsplit("-", 1)[-1]
    title = _title_of(path)
    if language not in {"kk", "ru"} or not title:
        report.refuse(
            path.name, "has no title before its first article, or no language in its name"
        )
        return report
    bill = SourceBill(
        source_key=bill_key(title, language),
        title_kk=title if language == "kk" else "",
        title_ru=title if language == "ru" else "",
    )
    _store(report, path.name, bill, confidence)
    return report


def _guarded(row: Row) -> SourceBill | RowRefused:
    try:
        return _from_row(row)
    except RowRefused as refused:
        return refused


def _from_row(row: Row) -> SourceBill:
    title, on = required(row, "title_kk", "date")
    first, _, adopted = (clean_line(part) for part in title.partition("//"))
    return SourceBill(
        source_key=bill_key(first, "kk"),
        title_kk=first,
        adopted_title_kk=adopted,
        status=clean_line(row.get("status_kk", "")),
        introduced_on=_day(on),
    )


def _day(raw: str) -> date:
    try:
        return datetime.strptime(raw, "%d.%m.%Y").date()  # noqa: DTZ007  a date without a time
    except ValueError as problem:
        raise RowRefused(f"date {raw!r} is no date like 25.04.2025") from problem


@transaction.atomic
def _store(
    report: Report, where: str, bill: SourceBill | RowRefused, confidence: Confidence
) -> None:
    if isinstance(bill, RowRefused):
        report.refuse(where, str(bill))
        return
    fields = {name: getattr(bill, name) for name in bill.__slots__ if name != "source_key"}
    source = {"source_note": report.name, "confidence": confidence}
    _act, is_new = Act.objects.get_or_create(
        source_key=bill.source_key, defaults={"kind": Act.Kind.BILL, **fields, **source}
    )
    report.add(is_new=is_new)


def _title_of(path: Path) -> str:
    return clean_line(" ".join(_title_lines(path)))


def _title_lines(path: Path) -> Iterator[str]:
    """Yield the lines between the word "law" and the first article."""
    lines = (clean_line(one.text) for one in docx.Document(str(path)).paragraphs)
    filled = (line for line in lines if line and not _HEAD.match(line))
    for number, line in enumerate(filled):
        if number and _BODY.match(line):
            return
        yield line
        if line.endswith("туралы") or number == _TITLE_LINES:
            return
