"""`kenes seed [--until YEAR]`: the facts that every server begins with, and later years of days.

It may be run again at any time: nothing is doubled, and nothing corrected by hand is overwritten.
"""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from kenes.domain.institutions.seeds import (
    DEFAULT_YEARS,
    seed_calendar,
    seed_rules,
    seed_territories,
)
from kenes.domain.recommendations.actions.addressing import move_clocks

FARTHEST_YEARS = 20


class Command(BaseCommand):
    help = "Put regions, terms of law and the working-day calendar on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--until", type=int, default=0, metavar="YEAR", help="the calendar's last year"
        )

    def handle(self, *_args: Any, until: int = 0, **_options: Any) -> None:
        """Seed, and say what stands now. Raises CommandError for a year out of reach."""
        now = timezone.now()
        last = until or max(DEFAULT_YEARS[-1], now.year + 2)
        if not DEFAULT_YEARS[0] <= last <= now.year + FARTHEST_YEARS:
            raise CommandError(
                f"--until {last} is out of reach: a calendar can be made from {DEFAULT_YEARS[0]} "
                f"to {now.year + FARTHEST_YEARS}, since later holidays are not known. "
                "Give a year in between."
            )
        for line in seed(last, now):
            self.stdout.write(line)


@transaction.atomic
def seed(last_year: int, now: datetime) -> list[str]:
    """Put everything on record up to a year; return one line for each kind of fact."""
    territories = seed_territories()
    rules = seed_rules(now=now)
    version = seed_calendar(range(DEFAULT_YEARS[0], last_year + 1), now)
    moved = move_clocks(calendar=version, now=now)
    span = f"{version.first} to {version.last}, version {version.number}"
    return [
        f"regions: {len(territories)} on record",
        f"terms of law: {len(rules)} new",
        f"working-day calendar: {span}, {len(moved)} open clocks moved",
    ]
