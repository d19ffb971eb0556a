"""`kenes demo` as a person starts it: processes, addresses, files, and how it ends."""

import json
import os
import signal
import socket
import sqlite3
import stat
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from kenes.project.commands.home import keep_secret, make_home
from tests.prepared import tree_of
from tests.project.processes import (
    ROOT,
    free_port,
    is_served,
    kenes,
    start_kenes,
    wait_for,
)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(text) for text in listed]


def wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {pids}")


def test_a_home_is_readable_by_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("KENES_HOME", "")
    monkeypatch.setenv("TMPDIR", "")

    home = make_home(tmp_path / "var")

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in home.iterdir()} == {0o700}
    assert os.environ["TMPDIR"] == str(home / "tmp")


def test_a_key_is_made_once_and_kept_private(tmp_path, monkeypatch):
    monkeypatch.setenv("KENES_HOME", "")
    monkeypatch.setenv("TMPDIR", "")
    home = make_home(tmp_path)

    key = keep_secret(home, "secret_key")

    assert keep_secret(home, "secret_key") == key
    assert len(key) >= 50
    assert stat.S_IMODE((home / "keys/secret_key").stat().st_mode) == 0o600


def rows_in(home: Path) -> list[str]:
    """Return every row of the database as SQL, but for the worker's heartbeat."""
    with closing(sqlite3.connect(home / "kenes.sqlite3")) as database:
        return [line for line in database.iterdump() if '"shared_pulse"' not in line]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_prepared_twice_it_adds_nothing(prepared, tmp_path):
    before = tree_of(ROOT)
    home = prepared.copy_to(tmp_path / "home")

    dumped = rows_in(home)
    again = kenes("demo", "--no-serve", KENES_HOME=str(home), timeout=900)

    assert again.returncode == 0, again.stderr
    assert f"Ready in {prepared.home}" in prepared.said
    assert f"Ready in {home}" in again.stdout
    assert "Recommendations: 6 of" in prepared.said
    assert "Recommendations: 6 of" not in again.stdout
    assert len(dumped) > 5_000
    assert rows_in(home) == dumped
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert tree_of(ROOT) == before


def test_preparing_writes_nothing_outside_its_home(prepared):
    assert prepared.written_outside == []


def test_a_taken_port_is_named_before_anything_is_made(tmp_path):
    home = tmp_path / "home"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = kenes("demo", "--port", str(port), KENES_HOME=str(home))

    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert not home.exists()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_it_serves_works_and_ends_whole_when_told(prepared, tmp_path):
    port, log, home = free_port(), tmp_path / "log", prepared.copy_to(tmp_path / "home")
    process = start_kenes("demo", "--port", str(port), log=log, KENES_HOME=str(home))
    try:
        assert wait_for(f"http://127.0.0.1:{port}/status.json", process, seconds=800) == 200
        wait_until_well(port)
        children = children_of(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(120)

    assert code == 0
    assert len(children) == 2
    wait_until_gone(children)
    assert not is_served(port)
    said = log.read_text()
    assert f"http://localhost:{port}/" in said
    assert "admits and sends:   Мадина Әбілқызы" in said
    assert "locked" not in said
    assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_when_the_worker_dies_the_pages_end_too(prepared, tmp_path):
    port, log, home = free_port(), tmp_path / "log", prepared.copy_to(tmp_path / "home")
    process = start_kenes("demo", "--port", str(port), log=log, KENES_HOME=str(home))
    try:
        wait_for(f"http://127.0.0.1:{port}/status.json", process, seconds=800)
        worker = next(pid for pid in children_of(process.pid) if b"work" in words_of(pid))
        os.kill(worker, signal.SIGKILL)
        code = process.wait(120)
    finally:
        process.kill()

    assert code == 1
    assert "the tasks worker ended by itself" in log.read_text()
    assert not is_served(port)


def words_of(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def wait_until_well(port: int) -> None:
    """Wait for the worker's first heartbeat: from then on the status is a whole 200."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/status.json", timeout=60) as answer:
            if json.load(answer) == {"ok": True}:
                return
        time.sleep(0.3)
    raise AssertionError("the server does not become well")
