"""The folder of real data, whole: its counts are the ones its README states."""

import csv
import os
import shutil
from pathlib import Path

import pytest
from django.db.models import Q

from kenes.domain.institutions.models import Institution
from kenes.domain.institutions.seeds import seed_calendar
from kenes.domain.norms.models import Act, Obligation, TableRow, Topic
from kenes.domain.recommendations.importers import mazhilis, upr
from kenes.domain.recommendations.importers.real import import_real
from kenes.domain.recommendations.models import Address, ImportBatch, Recommendation
from kenes.domain.register.models import Entry
from kenes.domain.shared.importing import Confidence, RowRefused
from tests.factories import NOW

ROOT = Path(os.environ.get("KENES_REAL_DATA") or "../shared/data")
README_COUNTS = {
    "open-npa-categories.csv": 25,
    "open-npa-central-bodies-ru.csv": 30,
    "upr-kz-2010-A_HRC_14_10.csv": 128,
    "upr-kz-2014-A_HRC_28_10.csv": 194,
    "upr48-slovenia-thematic-list.csv": 254,
    "upr48-slovenia-thematic-list.docx": 254,
    "recommendations-kk.jsonl": 105,
    "bills-mazhilis-2025-04.csv": 12,
    "comparative-table-finance-ru.jsonl": 8,
    "comparative-table-health-2025-kk.jsonl": 39,
    "comparative-table-sport-2024-ru.jsonl": 163,
    "comparative-table-finance-ru.docx": 8,
    "comparative-table-health-2025-kk.docx": 39,
    "comparative-table-sport-2024-ru.docx": 163,
}
MEETINGS = {"2024-04-29-industry": 25, "2024-06-20-livestock": 49, "2024-12-23-transport": 29}

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]


@pytest.fixture
def calendar():
    return seed_calendar(range(2010, 2028), now=NOW)


@pytest.mark.timeout(600)
def test_the_counts_are_those_of_the_sources_and_a_second_run_has_nothing_new(calendar):
    reports = {report.name: report for report in import_real(ROOT, now=NOW)}

    assert {name: reports[name].read for name in README_COUNTS} == README_COUNTS
    for stem, count in MEETINGS.items():
        assert reports[f"{stem}-kk.docx"].read == count
    refused = {name: report.refused for name, report in reports.items() if report.refused}
    assert list(refused) == ["recommendations-kk.jsonl"]
    assert [where.rsplit(":")[-1] for where, _ in refused["recommendations-kk.jsonl"]] == [
        "72",
        "99",
    ]
    before = counts()
    assert before == (128 + 194 + 254 + 103, 4, 210)

    again = list(import_real(ROOT, now=NOW))

    assert sum(report.new for report in again) == 0
    assert sum(report.same for report in again) == sum(r.read - len(r.refused) for r in again)
    assert before == counts()
    positions_are_kept()
    bills_keep_both_titles()
    headings_name_several_bodies()
    goals_have_names_in_three_languages()
    every_record_is_marked()


def counts():
    files = Entry.objects.filter(type="records.imported").count()
    return Recommendation.objects.count(), files, TableRow.objects.count()


def positions_are_kept():
    answered = Address.objects.exclude(position="awaiting").filter(
        recommendation__source_key__startswith="upr:A/HRC/28/10"
    )
    by_position = {p: answered.filter(position=p).count() for p in ("accepted", "not_accepted")}
    assert by_position == {"accepted": 96, "not_accepted": 51}
    assert answered.filter(position="said_already_done").count() == 47
    first = Obligation.objects.filter(document="A/HRC/28/10").order_by("sort_key").first()
    assert first.paragraph == "124.1"


def bills_keep_both_titles():
    assert Act.objects.filter(rows__isnull=False, status="Президент қол қойды").exists()
    both = Act.objects.exclude(adopted_title_kk="")
    assert both.exists()
    assert all(act.adopted_title_kk != act.title_kk for act in both)


def headings_name_several_bodies():
    two = Recommendation.objects.get(source_key="mazhilis:2024-12-23-transport-kk.docx:12")
    assert two.addresses.count() == 2
    ministries = Institution.objects.filter(source_key__startswith="import:kz:")
    assert ministries.count() == len({row.name_kk for row in ministries})


def goals_have_names_in_three_languages():
    goals = Topic.objects.filter(kind=Topic.Kind.SDG)
    assert {goal.code: goal.name_en for goal in goals}["6"] == "Clean water and sanitation"
    assert not goals.filter(Q(name_kk="") | Q(name_ru="")).exists()


def every_record_is_marked():
    """What stands in a list was copied out of a document by somebody."""
    marks = Recommendation.objects.values_list("confidence", flat=True).distinct()
    assert set(marks) == {Confidence.TRANSCRIPT}
    assert ImportBatch.objects.count() == 4
    assert not Recommendation.objects.filter(import_batch=None).exists()


def test_a_dry_run_counts_the_same_and_writes_nothing(calendar, tmp_path):
    (tmp_path / "recommendations").mkdir()
    name = "upr-kz-2010-A_HRC_14_10.csv"
    shutil.copy(ROOT / "recommendations" / name, tmp_path / "recommendations" / name)

    (report,) = import_real(tmp_path, now=NOW, dry_run=True)

    assert report.line() == f"{name}: read 128, new 128, same 0, refused 0"
    assert counts() == (0, 0, 0)


def test_document_and_prepared_lines_say_the_same():
    folder = ROOT / "recommendations/kz-mazhilis-recommendations"
    lines = [r for _, r in mazhilis.read_jsonl(folder / "recommendations-kk.jsonl")]
    prepared = {r.source_key: r for r in lines if not isinstance(r, RowRefused)}

    for path in sorted(folder.glob("*.docx")):
        for _, row in mazhilis.read_docx(path):
            twin = prepared.pop(row.source_key)
            assert (row.text, row.lead, row.contributing) == (
                twin.text,
                twin.lead,
                twin.contributing,
            )
    assert prepared == {}


def test_the_thematic_matrix_says_the_same_in_both_forms():
    folder = ROOT / "recommendations"
    table = [row for _, row in upr.read_matrix(folder / "upr48-slovenia-thematic-list.csv")]
    document = [row for _, row in upr.read_matrix(folder / "upr48-slovenia-thematic-list.docx")]

    assert sorted(table, key=lambda row: row.source_key) == sorted(
        document, key=lambda row: row.source_key
    )


def test_the_file_on_disk_has_as_many_rows_as_were_read():
    path = ROOT / "recommendations/upr-kz-2010-A_HRC_14_10.csv"
    with path.open(encoding="utf-8", newline="") as text:
        assert sum(1 for _ in csv.DictReader(text)) == README_COUNTS[path.name]
