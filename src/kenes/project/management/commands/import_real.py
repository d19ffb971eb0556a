"""`kenes import_real FOLDER`: load published records and print one line a source."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.domain.institutions.seeds import seed_reference
from kenes.domain.recommendations.importers.real import import_real
from kenes.domain.shared.importing import RowRefused


class Command(BaseCommand):
    help = "Import recommendations, bills, topics and bodies from a folder of published files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds recommendations/")
        parser.add_argument(
            "--dry-run", action="store_true", help="count and refuse, write nothing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = datetime.now(UTC)
        seed_reference(now=now)
        try:
            for report in import_real(options["folder"], now=now, dry_run=options["dry_run"]):
                self.stdout.write(report.line())
                for row, reason in report.refused:
                    self.stdout.write(f"  {row} {reason}")
        except RowRefused as refused:
            raise CommandError(str(refused)) from refused
