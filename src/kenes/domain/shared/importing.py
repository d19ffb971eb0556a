"""What every importer shares: rows read without failing, and a report that hides nothing."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

type Row = dict[str, str]


class Confidence(models.TextChoices):
    """How near an imported text stands to the document that it was taken from.

    Said of a whole batch by its importer, never judged row by row.
    """

    ORIGINAL = "original", _("the original document")
    OFFICIAL_COPY = "official_copy", _("an official copy")
    TRANSCRIPT = "transcript", _("a transcript of the document")
    RETOLD = "retold", _("retold, without the document")


class RowRefused(ValueError):
    """A row cannot be imported; the message says why and what would help."""


@dataclass(slots=True)
class Report:
    """One source's outcome: every row read is new, the same as before, or refused with a reason."""

    name: str
    read: int = 0
    new: int = 0
    same: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, *, is_new: bool) -> None:
        """Count one accepted row."""
        self.read += 1
        if is_new:
            self.new += 1
        else:
            self.same += 1

    def refuse(self, row: str, reason: str) -> None:
        """Count one refused row, with where it stands and why it was refused."""
        self.read += 1
        self.refused.append((row, reason))

    def line(self) -> str:
        """Return `name: read N, new N, same N, refused N`."""
        return (
            f"{self.name}: read {self.read}, new {self.new}, same {self.same}, "
            f"refused {len(self.refused)}"
        )


def read_csv(path: Path) -> Iterator[tuple[str, Row | RowRefused]]:
    """Yield (where, row) for each data row; a row with missing or extra cells comes as refused.

    Raises RowRefused for a file that is no UTF-8 table at all.
    """
    with path.open(encoding="utf-8-sig", newline="") as text:
        table = csv.reader(text)
        try:
            head = next(table)
            for cells in table:
                where = f"{path.name}:{table.line_num}"
                if len(cells) != len(head):
                    yield (
                        where,
                        RowRefused(
                            f"has {len(cells)} cells where the head has {len(head)}; "
                            "check the quotation marks of this row"
                        ),
                    )
                else:
                    yield where, dict(zip(head, cells, strict=True))
        except (UnicodeDecodeError, csv.Error, StopIteration) as problem:
            raise RowRefused(f"{path.name} is not a table in UTF-8: {problem}") from problem


def import_table(path: Path, store: Callable[[Row], bool]) -> Report:
    """Give each row of a CSV to `store`, which says whether it was new; report every row."""
    report = Report(path.name)
    for where, row in read_csv(path):
        if isinstance(row, RowRefused):
            report.refuse(where, str(row))
            continue
        try:
            report.add(is_new=store(row))
        except RowRefused as refused:
            report.refuse(where, str(refused))
    return report


def read_json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | RowRefused]]:
    """Yield (where, object) for each line; a line that is no JSON object comes as refused."""
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            where = f"{path.name}:{number}"
            if not raw.strip():
                continue
            try:
                found = json.loads(raw)
            except ValueError as problem:
                yield where, RowRefused(f"is no JSON: {problem}; mend or remove the line")
                continue
            if isinstance(found, dict):
                yield where, found
            else:
                yield where, RowRefused("is no JSON object; write one object a line")


def required(row: dict[str, Any], *names: str) -> tuple[str, ...]:
    """Return the named cells, trimmed. Raises RowRefused naming the first that is empty."""
    values = []
    for name in names:
        value = str(row.get(name) or "").strip()
        if not value:
            raise RowRefused(
                f"the column {name!r} is empty; a row without it cannot be found again"
            )
        values.append(value)
    return tuple(values)
