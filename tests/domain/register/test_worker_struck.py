"""A worker killed at each of its writes, a full disk, several workers: the log lives through it.

The work is done by `tests/crash`, a program of its own: it forks for each fault, and dies there.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.project.processes import clean_environment

pytestmark = pytest.mark.timeout(400)  # on a machine that does much else
ROOT = Path(__file__).resolve().parents[3]
IS_FEW = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
KINDS = {"mkdir", "open", "write", "half of a write", "rename", "update", "insert", "commit"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What was struck; on PostgreSQL, where copies cost more, one scene and two of each kind."""
    folder = tmp_path_factory.mktemp("struck")
    database = {"DATABASE_URL": os.environ["DATABASE_URL"]} if IS_FEW else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", str(folder), *["--few"] * IS_FEW],
        env=clean_environment(
            DJANGO_SETTINGS_MODULE="kenes.project.settings.test",
            KENES_HOME=str(folder),
            **database,
        ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def killed_in(report, scene: str) -> int:
    return sum(report[scene]["killed"].values())


@pytest.mark.slow  # some two hundred workers are started and killed
@pytest.mark.parametrize(
    "scene", [pytest.param("tile", marks=pytest.mark.database), "first", "rotation"]
)
def test_a_worker_killed_at_any_write_loses_doubles_and_forks_nothing(report, scene, capsys):
    killed, writes = killed_in(report, scene), report[scene]["writes"]

    assert killed == writes or IS_FEW
    with capsys.disabled():
        sys.stdout.write(f"\n{scene}: killed at {killed} of {writes} writes ")
        sys.stdout.write(f"and in {report[scene]['pages']} pages of the database\n")


@pytest.mark.database
def test_every_kind_of_write_was_struck_and_none_is_missing(report):
    assert report["tile"]["killed"].keys() >= KINDS
    assert report["tile"]["writes"] > 30
    assert report["tile"]["pages"] > 2 or IS_FEW


def test_keys_made_or_changed_by_a_killed_command_are_whole_or_absent(report):
    assert {"link", "write", "half of a write"} <= report["first"]["killed"].keys()
    assert {"rename", "write", "half of a write"} <= report["rotation"]["killed"].keys()


@pytest.mark.database
def test_on_a_full_disk_the_worker_says_so_and_goes_on_when_there_is_room(report):
    assert report["disk"]["full"] >= 8
    assert report["disk"]["full_pages"] > 2 or IS_FEW


@pytest.mark.database
def test_of_several_workers_started_by_mistake_all_but_one_wait(report):
    assert report["waits"] > 0
