"""The measurement of pages runs, and no page reads more than it may."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_QUERIES, MOST_ROWS = 15, 300
PAGES = {"home", "list", "list_filtered", "detail", "late", "institution", "region"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_quick_measurement_runs_and_pages_read_little(tmp_path):
    output = tmp_path / "pages.json"

    subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", "--quick", "--output", str(output)],
        cwd=ROOT,
        check=True,
        timeout=590,
    )

    found = json.loads(output.read_text())
    reads = {page: found["reads"][page] for page in PAGES}
    over = {page: row for page, row in reads.items() if row["queries"] > MOST_QUERIES}
    assert over == {}
    assert {page: row for page, row in reads.items() if row["rows"] > MOST_ROWS} == {}
    assert all(row["queries"] > row["kept_queries"] for row in (reads["list"], reads["detail"]))
    assert found["exports"]["csv"]["megabytes"] > 0
    assert set(found["uncached"]) >= PAGES
