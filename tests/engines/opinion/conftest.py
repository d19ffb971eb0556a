"""Real conversations with what Polis itself made of them, where they lie beside the code."""

import os
from pathlib import Path

import pytest

from kenes.engines.opinion.reading import read_folder

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data") / "opinion"


@pytest.fixture(scope="session")
def real_folder():
    """The folder of real conversations; in CI its absence is a failure."""
    if not FOLDER.is_dir():
        reason = "the folder of real data (KENES_REAL_DATA) is not there"
        if os.environ.get("CI") == "true":
            pytest.fail(f"In CI nothing may be skipped: {reason}.", pytrace=False)
        pytest.skip(reason)
    return FOLDER


@pytest.fixture(scope="session")
def conversation(real_folder):
    """Read each conversation once: `conversation("biodiversity")`."""
    read = {}

    def get(name):
        if name not in read:
            read[name] = read_folder(real_folder / name)
        return read[name]

    return get
