"""What every test may ask for: a browser, roles, and an honest word when something is missing."""

import gc
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
ROOT = Path(__file__).resolve().parents[1]
# All of this folder reads one loaded demonstration,
TOGETHER = ("tests/project/demo/",)
# these make a record for each value of their parameter,
ONCE_A_VALUE = ("tests/walk/test_walk.py", "tests/walk/test_axe.py")
# and these have long tests that share no more than what the whole run shares.
SINGLY = ("tests/project/test_demo_command.py", "tests/project/test_readme.py", "tests/journeys/")
ASKING = {"db", "transactional_db", "live_server", "django_db_setup"}
# How many more objects than before make the collector of cycles look for those to let go: a page
# makes thousands, and nearly all of them go by themselves.
ALLOCATIONS = 50_000
SLOW = ("slow", "readme")
WITHOUT_DJANGO = ("tests/engines", "tests/verify")

# Each of the many processes that tests start compiles thousands of modules, seconds of work,
# where it may not keep them: here it may, in a folder that tools and tests keep for themselves.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache/bytecode"))
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]
    sys.dont_write_bytecode = False

# An example may wait for a machine that does much else.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def _is_on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _has_real_data() -> bool:
    return Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data").is_dir()


def _has_go() -> bool:
    notes = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/note")
    return shutil.which("go") is not None and notes.is_dir()


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "browser": (lambda: CHROMIUM is not None, "Chromium is not installed"),
    "postgres": (_is_on_postgresql, "this run is not on PostgreSQL (DATABASE_URL)"),
    "real_data": (_has_real_data, "the folder of real data (KENES_REAL_DATA) is not there"),
    "outside": (_has_go, "Go is not installed (golang-go and golang-golang-x-mod-dev)"),
    "readme": (lambda: shutil.which("git") is not None, "git is not installed"),
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a database; begin with what takes longest, lest a worker end alone."""
    for item in items:
        if item.get_closest_marker("django_db") or ASKING & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    slow = {item for item in items if any(map(item.get_closest_marker, SLOW))}
    files = {item.path for item in slow}
    count = Counter(item.path for item in items)
    items.sort(key=lambda item: (item not in slow, item.path not in files, -count[item.path]))


def pytest_collection_finish() -> None:
    """Let the collector of cycles pass over what stays to the end: every module and every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Share tests out by file: what a file sets up for all its tests, one worker sets up once."""
    from xdist.scheduler.loadscope import LoadScopeScheduling  # noqa: PLC0415  only with -n

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            if nodeid.startswith(SINGLY):
                return nodeid
            if nodeid.startswith(ONCE_A_VALUE):
                return file + nodeid.partition("[")[2]
            return next((kept for kept in TOGETHER if nodeid.startswith(kept)), file)

    config.option.loadscopereorder = False  # the order is the one above
    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what passed tests have counted, whichever worker they ran on."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what cannot run here, all with one line per reason; in CI that is a failure."""
    for mark, (is_there, reason) in NEEDS.items():
        if item.get_closest_marker(mark) and not is_there():
            if os.environ.get("CI") == "true":
                pytest.fail(f"In CI nothing may be skipped: {reason}.", pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium of this machine, one for the whole run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where a browser is

    # Playwright keeps an event loop running in this thread; Django's ORM would take offence.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The demonstration as its command prepares it, once for all workers of this run."""
    from tests.prepared import prepare  # noqa: PLC0415  engines run without Django

    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    # Stages of one run share what the first of them prepared.
    folder = Path(os.environ.get("PREPARED_IN") or folder / "prepared")
    folder.mkdir(exist_ok=True)
    return prepare(folder)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite each worker begins with a copy of migrated tables; its home goes at the end."""
    return not _is_on_postgresql()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put that copy where this worker's database is asked for."""
    from django.db import connection  # noqa: PLC0415  engines run without Django

    from tests.migrated import copy_to  # noqa: PLC0415  the same

    if connection.vendor == "sqlite":
        copy_to(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session", autouse=True)
def _only_whole_pages_are_told(django_test_environment: None) -> None:
    """Spare the test client the contexts of a page's parts; Django takes this back at the end."""
    from django.template import Template  # noqa: PLC0415  engines run without Django

    from tests.rendering import render  # noqa: PLC0415

    Template._render = render


@pytest.fixture
def client_as(client: object) -> Callable[[object], object]:
    """Return the test client signed in as a person: `client_as(secretary).get(...)`."""

    def sign_in(person: object) -> object:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _nothing_is_remembered(request: pytest.FixtureRequest) -> None:
    """Begin each test as a fresh process does."""
    if not any(Path(str(request.node.path)).is_relative_to(ROOT / one) for one in WITHOUT_DJANGO):
        from tests.forgetting import forget_everything  # noqa: PLC0415  engines: no Django

        forget_everything()
