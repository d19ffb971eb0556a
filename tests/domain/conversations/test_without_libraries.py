"""A site without the extra `opinion`: it says what is missing, and goes on with everything else."""

import subprocess
import sys

import pytest

from kenes.domain.conversations import tasks
from kenes.project.cli import main
from tests.factories.conversations import opened
from tests.project.processes import clean_environment

pytestmark = pytest.mark.django_db
COUNTING = tuple(
    f"kenes.domain.conversations.{name}" for name in ("figures", "queries.counting", "actions.counting")
)  # fmt: skip
LIBRARIES = ("numba", "numpy", "polars", "scipy")
LOOK = f"""
import sys
sys.modules |= dict.fromkeys({LIBRARIES})
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "kenes.project.settings.test"
django.setup()
from kenes.project import schedule
print(len(schedule.ENTRIES) > 9)
"""


@pytest.fixture
def _no_numpy(monkeypatch):
    """Let numpy be missing, as where the extra was not installed."""
    for name in list(sys.modules):
        if name.startswith(COUNTING):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    tasks._say_once.cache_clear()
    yield
    tasks._say_once.cache_clear()


@pytest.mark.usefixtures("_no_numpy")
def test_the_worker_says_once_what_is_missing_and_publishes_nothing(caplog):
    opened()

    published = [tasks.publish_results.call() for _minute in range(3)]

    assert published == [0, 0, 0]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    said = caplog.records[0].getMessage()
    assert "numpy is missing" in said
    assert "pip install 'kenes[web,opinion]'" in said
    assert "\n" not in said


@pytest.mark.usefixtures("_no_numpy")
def test_a_site_without_conversations_is_told_nothing(caplog):
    assert tasks.publish_results.call() == 0
    assert caplog.records == []


def test_a_fault_of_our_own_is_not_called_a_missing_library():
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        tasks._say_missing(ModuleNotFoundError("nowhere", name="kenes.nowhere"))


def test_the_worker_begins_without_the_libraries():
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=clean_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.stdout.strip(), done.stderr) == ("True", "")


@pytest.mark.parametrize(("name", "extras"), [("numpy", "web,opinion"), ("rfc8785", "web")])
def test_a_command_that_lacks_a_library_names_the_extras(monkeypatch, capsys, name, extras):
    def lacks(_command):
        raise ModuleNotFoundError(name, name=name)

    monkeypatch.setattr("kenes.project.cli._command", lacks)

    assert main(["check"]) == 2
    assert f"kenes[{extras}]" in capsys.readouterr().err
