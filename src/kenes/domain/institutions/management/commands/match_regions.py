"""kenes match_regions FILE [--on DATE]: which lists of regions a text holds, and what they lack."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kenes.domain.institutions.matching import How, ListReport, match_lists
from kenes.domain.institutions.models import Territory
from kenes.domain.institutions.queries.territories import territories_in_force
from kenes.domain.institutions.seeds import seed_territories
from kenes.domain.institutions.zones import date_in


class Command(BaseCommand):
    help = "Match the lists of regions in a text to the reference list and report the gaps."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a text file in UTF-8")
        parser.add_argument("--on", type=date.fromisoformat, help="the day to compare with")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                f"{options['file']} cannot be read ({error}). Give a text file in UTF-8."
            ) from error
        on = options["on"] or date_in("Asia/Almaty", timezone.now())
        if not Territory.objects.exists():
            seed_territories()
        in_force = territories_in_force(on).count()
        self.stdout.write(f"Reference list on {on}: {in_force} units in force")
        reports = match_lists(text, on=on)
        for number, report in enumerate(reports, start=1):
            self.stdout.write("\n".join(lines_of(number, report)))
        if not reports:
            self.stdout.write("No list of regions was found.")


def lines_of(number: int, report: ListReport) -> list[str]:
    """Return the report of one list in lines of plain English."""
    where = f"List {number}, lines {report.first_line}-{report.last_line}"
    lines = [f"{where}: {len(report.entries)} entries, lacks: {_names(report.lacks)}"]
    for entry in report.entries:
        if entry.territory is None:
            lines.append(f"  line {entry.line}: {entry.text}: unknown")
        elif entry.how is not How.NAME:
            lines.append(
                f"  line {entry.line}: {entry.text}: {entry.how} name of {entry.territory.name_en}"
            )
    if report.ended:
        lines.append(f"  no longer in force: {_names(report.ended)}")
    if report.repeated:
        lines.append(f"  named more than once: {_names(report.repeated)}")
    return lines


def _names(territories: tuple[Territory, ...]) -> str:
    return ", ".join(each.name_en.removesuffix(" Region") for each in territories) or "none"
