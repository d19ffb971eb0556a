"""Every source of the folder of real data, in the order they build on each other."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kenes.domain.institutions.importers.bodies import import_bodies
from kenes.domain.norms.importers import bills, tables, topics
from kenes.domain.recommendations.importers import mazhilis, upr
from kenes.domain.recommendations.importers.imported import Imported
from kenes.domain.recommendations.importers.store import import_file
from kenes.domain.shared.importing import Confidence, Report, RowRefused

FOLDER = "recommendations"


def import_real(root: Path, *, now: datetime, dry_run: bool = False) -> Iterator[Report]:
    """Import all sources below `root` and yield one report each.

    Raises RowRefused when the folder is not there: the message says which one was looked for.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        raise RowRefused(
            f"There is no folder {folder}. Give the folder that holds {FOLDER}/, for example "
            "kenes import_real ../shared/data"
        )
    for run, path in _sources(folder):
        with transaction.atomic():
            report = run(path, now)
            if dry_run:
                transaction.set_rollback(True)
        yield report


def _sources(folder: Path) -> Iterator[tuple[Callable[[Path, datetime], Report], Path]]:
    parliament, law = folder / "kz-mazhilis-recommendations", folder / "kz-bills"
    plans: list[tuple[Callable[[Path, datetime], Report], list[Path]]] = [
        (
            lambda path, _now: topics.import_topics(path),
            sorted(folder.glob("open-npa-categories*.csv")),
        ),
        (
            lambda path, _now: import_bodies(path),
            sorted(folder.glob("open-npa-central-bodies*.csv")),
        ),
        (_with(upr.read_list, Confidence.TRANSCRIPT), sorted(folder.glob("upr-kz-*.csv"))),
        (_with(upr.read_matrix, Confidence.TRANSCRIPT), sorted(folder.glob("upr48-*.csv"))),
        (_with(upr.read_matrix, Confidence.OFFICIAL_COPY), sorted(folder.glob("upr48-*.docx"))),
        (_with(mazhilis.read_jsonl, Confidence.TRANSCRIPT), sorted(parliament.glob("*.jsonl"))),
        (_with(mazhilis.read_docx, Confidence.ORIGINAL), sorted(parliament.glob("*.docx"))),
        (_marked(bills.import_list, Confidence.TRANSCRIPT), sorted(law.glob("bills-*.csv"))),
        (_marked(bills.import_text, Confidence.ORIGINAL), sorted(law.glob("bill-*.docx"))),
        (_marked(tables.import_table, Confidence.ORIGINAL), sorted(law.glob("comparative-*.docx"))),
        (
            _marked(tables.import_table, Confidence.TRANSCRIPT),
            sorted(law.glob("comparative-*.jsonl")),
        ),
    ]
    for run, paths in plans:
        for path in paths:
            yield run, path


def _with(
    read: Callable[[Path], Iterator[tuple[str, Imported | RowRefused]]], confidence: Confidence
) -> Callable[[Path, datetime], Report]:
    def run(path: Path, now: datetime) -> Report:
        return import_file(path, read(path), confidence=confidence, now=now)

    return run


def _marked(
    read: Callable[..., Report], confidence: Confidence
) -> Callable[[Path, datetime], Report]:
    return lambda path, _now: read(path, confidence=confidence)
