"""An imported record says where it was taken from, and how near that stands to the original."""

import hashlib

import pytest
from django.core.cache import cache

from kenes.domain.institutions.seeds import seed_calendar
from kenes.domain.recommendations.importers import upr
from kenes.domain.recommendations.importers.store import import_file
from kenes.domain.recommendations.models import ImportBatch, Recommendation
from kenes.domain.recommendations.queries.export import exported
from kenes.domain.register.models import Entry
from kenes.domain.shared.importing import Confidence
from tests.factories import NOW
from tests.factories.answers import sent

pytestmark = pytest.mark.django_db
HEAD = "document,session,year,paragraph,section_position,recommending_states,text\n"
ROW = 'A/HRC/28/10,20,2014,"125.96",supported,Chile,"Light the streets (Chile)"\n'


@pytest.fixture(autouse=True)
def _calendar():
    cache.clear()
    seed_calendar(range(2014, 2027), now=NOW)


def bring(folder, confidence=Confidence.TRANSCRIPT, **how):
    path = folder / "list.csv"
    path.write_text(HEAD + ROW)
    return import_file(path, upr.read_list(path), confidence=confidence, now=NOW, **how)


@pytest.mark.parametrize("confidence", Confidence)
def test_every_new_record_carries_the_mark_of_its_batch(tmp_path, confidence):
    bring(tmp_path, confidence)

    row, batch = Recommendation.objects.get(), ImportBatch.objects.get()
    content = Entry.objects.get(type="records.imported").content
    assert row.import_batch == batch
    assert row.confidence == batch.confidence == content["confidence"] == confidence
    assert batch.source == "list.csv"
    assert content["batch"] == str(batch.public_id)
    assert batch.sha256 == hashlib.sha256((HEAD + ROW).encode()).hexdigest()


def test_a_file_with_nothing_new_leaves_no_batch_and_changes_no_mark(tmp_path):
    bring(tmp_path)

    again = bring(tmp_path, Confidence.ORIGINAL)

    assert (again.new, again.same) == (0, 1)
    assert ImportBatch.objects.count() == 1
    assert Recommendation.objects.get().confidence == Confidence.TRANSCRIPT


def test_a_dry_run_leaves_nothing(tmp_path):
    assert bring(tmp_path, dry_run=True).new == 1

    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Алынған жері: A/HRC/28/10, para. 125.96. Сенімділігі: ресми көшірме."),
        ("ru", "Импортировано из: A/HRC/28/10, para. 125.96. Достоверность: официальная копия."),
        ("en", "Imported from: A/HRC/28/10, para. 125.96. Confidence: an official copy."),
    ],
)
def test_the_page_says_it_calmly(client, tmp_path, language, said):
    bring(tmp_path, Confidence.OFFICIAL_COPY)
    number = Recommendation.objects.get().number

    page = client.get(f"/{language}/recommendations/{number}/").text.replace("\xa0", " ")
    data = client.get(f"/{language}/recommendations/{number}/data.json").json()

    assert said in page
    assert (data["source"], data["confidence"]) == (
        "A/HRC/28/10, para. 125.96", "official_copy",
    )  # fmt: skip


def test_the_export_has_both_columns_and_leaves_them_empty_for_what_was_filed_here(tmp_path):
    bring(tmp_path)
    filed = sent().recommendation.number

    found = {
        row["number"]: (row["source"], row["confidence"]) for row in exported(None, NOW.date())
    }

    assert found.pop(filed) == ("", "")
    assert list(found.values()) == [("A/HRC/28/10, para. 125.96", "transcript")]
