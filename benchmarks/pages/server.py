"""The server as `kenes serve` starts it: gunicorn, two workers of four threads."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages.cluster import free_port
from kenes.project.commands.serve import gunicorn_command

TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and its master process."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Return the worker processes."""
        return children(self.pid)

    def cpu(self) -> float:
        """Return the seconds of processor time that the workers have used."""
        return sum(map(cpu_seconds, self.workers()))


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Serve the database in the environment; workers do not retire while being measured."""
    port = free_port()
    command = gunicorn_command([f"127.0.0.1:{port}"], home=home, workers=2)
    process = subprocess.Popen([*command, "--max-requests", "0"], cwd=ROOT)
    try:
        server = Server(port, process.pid)
        while len(server.workers()) < 2:
            time.sleep(0.1)
        time.sleep(3)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def children(pid: int) -> list[int]:
    """Return the children of a process."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def database_cpu() -> float:
    """Return the processor time of PostgreSQL's processes, 0 without one of our own.

    What ended counts as waited-for time of the postmaster.
    """
    if "BENCH_POSTMASTER" not in os.environ:
        return 0.0
    pid = int(os.environ["BENCH_POSTMASTER"])
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(cpu_seconds, children(pid))) + (int(fields[13]) + int(fields[14])) / TICKS


def memory(pid: int) -> dict[str, float]:
    """Return resident and proportional memory of a process in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return {"rss": round(kilobytes["Rss"] / 1024, 1), "pss": round(kilobytes["Pss"] / 1024, 1)}
