"""`python -m tests.crash FOLDER [--few]`: strike the worker at each write, then let it live on.

One start of Django serves all faults: each strikes a fork of its own, on a copy of its own. Prints
what was struck as JSON; a worker that did not survive ends the program with its traceback.
"""

import argparse
import gc
import json
import logging
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from kenes.domain.shared.models import Pulse
from kenes.project.integrator import PULSE, Integrator
from tests.crash import checking
from tests.crash.copies import Copies, copies
from tests.crash.faults import Faults, die, fill_disk, lift_limit, limit_files, size_of
from tests.crash.scenes import SCENES, Scene
from tests.factories.register import light_lamps

HEADER, FRAME, TORN = 32, 4096 + 24, 100
"""Octets of an SQLite log's header, of one page in it, and how much of a page is written."""
WORKERS, ROUNDS = 3, 4
PATIENCE_SECONDS = 60
FILES = {"open", "write", "half of a write", "mkdir", "rename", "link", "remove"}


def in_a_fork(work: Callable[[], object]) -> int:
    """Do the work in a process of its own; return how that ended, as `waitpid` says it."""
    connection.close()
    if process := os.fork():
        return os.waitpid(process, 0)[1]
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001  # the parent is told by the exit code
        traceback.print_exc()
    finally:
        connection.close()
        sys.stderr.flush()
        os._exit(code)


def expect_well(status: int, what: str) -> None:
    if status != 0:
        sys.exit(f"{what}: the process ended with status {status}")


def writes_of(scene: Scene, made: Copies) -> tuple[list[str], int]:
    """Let the work run through once; return its writes and the length of SQLite's own log."""
    home = made.copy(made.root / scene.name, "count")

    def count() -> None:
        made.use(home)
        faults = Faults()
        faults.trace(scene.work)
        length = size_of(home / "kenes.sqlite3-wal")
        (home / "points").write_text(json.dumps([faults.points, length]))

    expect_well(in_a_fork(count), scene.name)
    points, length = json.loads((home / "points").read_text())
    made.drop(home)
    return points, length


def kill_at(scene: Scene, made: Copies, number: int, name: str) -> None:
    """Kill the worker just before one write; start it again; see that nothing was lost or doubled."""

    def work() -> None:
        made.use(home)
        Faults(number, die).trace(scene.work)

    home = made.copy(made.root / scene.name, "struck")
    status = in_a_fork(work)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        sys.exit(f"{scene.name}: nothing was killed at {number}, {name}, but ended with {status}")
    live_on(scene, made, home)
    made.drop(home)


def kill_in_page(scene: Scene, made: Copies, number: int) -> None:
    """Kill the worker in the middle of a page that SQLite writes."""

    def work() -> None:
        made.use(home)
        own_entries_waiting()
        limit_files(HEADER + number * FRAME + TORN, deadly=True)
        scene.work()

    home = made.copy(made.root / scene.name, "struck")
    status = in_a_fork(work)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXFSZ):
        sys.exit(f"{scene.name}: nothing was killed in page {number}, but ended with {status}")
    live_on(scene, made, home)
    made.drop(home)


def own_entries_waiting() -> None:
    """Open the database, so that SQLite's own shared file has its length before any limit."""
    Pulse.objects.count()


def live_on(scene: Scene, made: Copies, home: Path) -> None:
    """Start again after a fault, then record more: what was ever out must stay true throughout."""
    made.use(home)
    checking.accept(home)
    scene.mend()
    assert Integrator().begin()
    integrate_soon(home, scene.entries)
    light_lamps(2, begin=1000)
    integrate_soon(home, scene.entries + 2)
    checking.expect_each_once(home, scene.entries + 2)


def integrate_soon(home: Path, count: int) -> None:
    """Let the worker try again, as it does by itself, until the server has seen the dead one go."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (size := checking.accept(home)) != count and time.monotonic() < until:
        assert Integrator().step()
    assert size == count


def fill_at(scene: Scene, made: Copies, number: int, name: str) -> None:
    """Let the disk be full at one write; see what is said; make room; see that it goes on."""

    def work() -> None:
        made.use(home)
        faults = Faults(number, fill_disk)
        faults.trace(scene.work)
        assert len(faults.points) >= number
        expect_said_and_go_on(scene, home)

    home = made.copy(made.root / scene.name, "full")
    expect_well(in_a_fork(work), f"{scene.name}: disk full at {number}, {name}")
    made.drop(home)


def fill_database(scene: Scene, made: Copies, number: int) -> None:
    """Let the disk be full for the database itself, by the kernel's own limit."""

    def work() -> None:
        made.use(home)
        own_entries_waiting()
        limit_files(HEADER + number * FRAME + TORN, deadly=False)
        assert Integrator().begin()
        lift_limit()
        checking.accept(home)
        assert Integrator().step()
        checking.expect_each_once(home, scene.entries)

    home = made.copy(made.root / scene.name, "full")
    expect_well(in_a_fork(work), f"{scene.name}: no room for page {number}")
    made.drop(home)


def expect_said_and_go_on(scene: Scene, home: Path) -> None:
    """A folder that is there already needs no room; else the worker must have said what lacks."""
    pulse = Pulse.objects.get(name=PULSE)
    if checking.accept(home) != scene.entries or not pulse.is_ok:
        assert (pulse.is_ok, pulse.detail) == (False, "disk_full")
    assert Integrator().step()
    assert checking.accept(home) == scene.entries
    checking.expect_each_once(home, scene.entries)
    assert Pulse.objects.get(name=PULSE).is_ok


def work_at_once(scene: Scene, made: Copies) -> int:
    """Start several workers by mistake, all at once; return how often one was told to wait."""
    home = made.copy(made.root / scene.name, "crowd")
    connection.close()
    told = [os.fork() or one_of_many(made, home, number) for number in range(WORKERS)]
    waits = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in told]
    if min(waits) < 0 or max(waits) > ROUNDS:
        sys.exit(f"a worker among others ended with {waits}")
    count = scene.entries + WORKERS * ROUNDS

    made.use(home)
    integrate_soon(home, count)
    checking.expect_each_once(home, count)
    made.drop(home)
    return sum(waits)


def one_of_many(made: Copies, home: Path, number: int) -> int:
    """Record and integrate; the exit code is how often this worker was told to wait."""
    waits: list[bool] = []
    told = logging.getLogger("kenes.project.integrator")
    told.addFilter(lambda record: waits.append("another_integrates" in record.getMessage()))
    code = 99
    try:
        made.use(home)
        for turn in range(ROUNDS):
            light_lamps(1, begin=1000 + number * ROUNDS + turn)
            assert Integrator().step()
        code = sum(waits)
    except BaseException:  # noqa: BLE001  # the parent is told by the exit code
        traceback.print_exc()
    finally:
        connection.close()
        os._exit(code)


def chosen_of(points: list[str], *, few: bool) -> Iterator[tuple[int, str]]:
    """Give the writes to strike: all, or of each kind the first and the last."""
    for number, name in enumerate(points, start=1):
        rest = points[number:]
        if not few or name not in points[: number - 1] or name not in rest:
            yield number, name


def strike(scene: Scene, made: Copies, *, few: bool) -> dict[str, object]:
    """Strike one scene at all its writes; return how many of which kind were struck."""
    scene.prepare(made)
    points, length = writes_of(scene, made)
    killed = list(chosen_of(points, few=few))
    for number, name in killed:
        kill_at(scene, made, number, name)
    pages = range(max(0, length - HEADER) // FRAME)
    for number in pages:
        kill_in_page(scene, made, number)
    return {
        "writes": len(points),
        "killed": Counter(name for _number, name in killed),
        "pages": len(pages),
    }


def fill(scene: Scene, made: Copies) -> dict[str, int]:
    """Fill the disk at the first and the last write of each kind, and at each page."""
    points, length = writes_of(scene, made)
    full = [one for one in chosen_of(points, few=True) if one[1] in FILES]
    for number, name in full:
        fill_at(scene, made, number, name)
    pages = range(max(0, length - HEADER) // FRAME)
    for number in pages:
        fill_database(scene, made, number)
    return {"full": len(full), "full_pages": len(pages)}


def main() -> None:
    """Strike everything, and print what was struck."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--few", action="store_true", help="one scene, two writes of each kind")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    settings.KENES_REGISTER_KEY, settings.KENES_REGISTER_ORIGIN = "", "kenes.example/log"
    gc.freeze()  # forks share what is there already
    with copies(chosen.folder) as made:
        report: dict[str, object] = {
            scene.name: strike(scene, made, few=chosen.few)
            for scene in (SCENES[:1] if chosen.few else SCENES)
        }
        logging.disable(logging.NOTSET)
        report["disk"] = fill(SCENES[0], made)
        report["waits"] = work_at_once(SCENES[0], made)
    sys.stdout.write(json.dumps(report))
