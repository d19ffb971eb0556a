"""The measurement of the log runs, and its memory stays flat."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.log.tables import tables_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_quick_measurement_runs_and_verifying_takes_no_more_memory_for_more(tmp_path):
    output = tmp_path / "log.json"

    subprocess.run(
        [sys.executable, "-m", "benchmarks.log", "--quick", "--output", str(output)],
        cwd=ROOT,
        check=True,
        timeout=590,
    )

    found = json.loads(output.read_text())
    grown = found["works"]["kenes_verify"]["grown_mb"]["most"]
    assert grown < 5
    assert "| Kenes, tiles on disk |" in tables_of(found)
    assert "\n| pymerkle, SQLite, by `append_entry`, one root at the end | " in tables_of(found)
    assert "\n| 500 | " in tables_of(found)
    assert "\n| Kenes, as pages do: one kept, each path followed to the root | " in tables_of(found)
