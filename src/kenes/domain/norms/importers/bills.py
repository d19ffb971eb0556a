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
from kenes.domain.shared.importing import Report, Row, RowRefused, read_csv, required
from kenes.domain.shared.text import clean_line

_HEAD = re.compile(
    r"^(проект|жоба|закон|республики казахстан|заңы|қазақстан республикасының( заңы)?)$",
    re.IGNORECASE,
)
_BODY = re.compile(r"^(статья|\d+-бап|\d{4} жылғы \d+)", re.IGNORECASE)
_TITLE_LINES = 12


@dataclass(frozen=True, slots=True)
class SourceBill:
    """A bill as its source states it."""

    source_key: str
    title_kk: str = ""
    title_ru: str = ""
    adopted_title_kk: str = ""
    status: str = ""
    introduced_on: date | None = None


def import_list(path: Path) -> Report:
    """Import the list of bills (CSV: number, date, title_kk, status_kk, files)."""
    report = Report(path.name)
    for where, row in read_csv(path):
        _store(report, where, row if isinstance(row, RowRefused) else _guarded(row))
    return report


def import_text(path: Path) -> Report:
    """Import one bill from the first lines of its text (DOCX; `-kk` or `-ru` ends the name)."""
    report = Report(path.name)
    language = path.stem.rsplit("-", 1)[-1]
    title = _title_of(path)
    if language not in {"kk", "ru"} or not title:
        report.refuse(
            path.name, "has no title before its first article, or no language in its name"
        )
        return report
    key = f"bill-text:{path.stem}"
    titles = {"title_kk": title} if language == "kk" else {"title_ru": title}
    _store(report, path.name, SourceBill(source_key=key, **titles))
    return report


def _guarded(row: Row) -> SourceBill | RowRefused:
    try:
        return _from_row(row)
    except RowRefused as refused:
        return refused


def _from_row(row: Row) -> SourceBill:
    title, on = required(row, "title_kk", "date")
    first, _, adopted = (clean_line(part) for part in title.partition("//"))
    digest = hashlib.sha256(first.casefold().encode()).hexdigest()[:16]
    return SourceBill(
        source_key=f"bill:{on}:{digest}",
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
def _store(report: Report, where: str, bill: SourceBill | RowRefused) -> None:
    if isinstance(bill, RowRefused):
        report.refuse(where, str(bill))
        return
    fields = {name: getattr(bill, name) for name in bill.__slots__ if name != "source_key"}
    _act, is_new = Act.objects.get_or_create(
        source_key=bill.source_key, defaults={"kind": Act.Kind.BILL, **fields}
    )
    report.add(is_new=is_new)


def _title_of(path: Path) -> str:
    return clean_line(" ".join(_title_lines(path)))


def _title_lines(path: Path) -> Iterator[str]:
    for paragraph in docx.Document(str(path)).paragraphs[:_TITLE_LINES]:
        line = clean_line(paragraph.text)
        if not line or _HEAD.match(line):
            continue
        if _BODY.match(line) and not line.endswith("туралы"):
            return
        yield line
        if line.endswith("туралы"):
            return
