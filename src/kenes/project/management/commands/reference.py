"""`kenes reference [--check]`: write the pages of docs/reference from the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kenes.project.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference from the code; --check fails where a page is behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if behind")
        parser.add_argument("--folder", type=Path, default=Path("docs/reference"))

    def handle(
        self, *_args: Any, check: bool = False, folder: Path = Path("docs/reference"), **_: Any
    ) -> None:
        """Write or compare. Raises CommandError for a page that is behind."""
        behind = [
            name
            for name, text in pages().items()
            if not (folder / name).is_file() or (folder / name).read_text() != text
        ]
        if check and behind:
            raise CommandError(f"Behind the code: {', '.join(behind)}. Run: kenes reference")
        if not check:
            for name in behind:
                (folder / name).write_text(pages()[name])
        self.stdout.write(f"Reference pages: {len(behind)} {'behind' if check else 'written'}.")
