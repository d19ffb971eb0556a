import os
import subprocess
import sys
import time

from kenes.project.commands import supervisor as module
from kenes.project.commands.supervisor import Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(7)"]
DEAF = [
    sys.executable,
    "-c",
    """import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)""",
]


def pid_of(supervisor: Supervisor, name: str) -> int:
    return supervisor._children[name].pid


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_one_child_ends_the_others_are_ended_and_it_is_named(capsys):
    supervisor = Supervisor()
    supervisor.start("the sleeper", SLEEP, os.environ)
    supervisor.start("the worker", FAIL, os.environ)
    sleeper = pid_of(supervisor, "the sleeper")

    code = supervisor.wait()

    assert code == 1
    assert not is_alive(sleeper)
    assert "the worker ended by itself (exit 7)" in capsys.readouterr().err


def test_a_child_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.5)
    supervisor = Supervisor()
    read, write = os.pipe()
    supervisor._children["the deaf"] = subprocess.Popen(DEAF, stdout=write)
    os.read(read, 4)
    began = time.monotonic()

    supervisor.end()

    assert supervisor._children["the deaf"].returncode == -9
    assert time.monotonic() - began < 50
    os.close(read)
    os.close(write)


def test_being_asked_to_stop_is_no_failure():
    supervisor = Supervisor()
    supervisor.start("the sleeper", SLEEP, os.environ)
    supervisor._ask_to_stop(15, None)

    assert supervisor.wait() == 0
    assert not is_alive(pid_of(supervisor, "the sleeper"))
