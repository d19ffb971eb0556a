"""A PostgreSQL of its own, on a free loopback port, gone when the measurement ends."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

OPTIONS = {"shared_buffers": "512MB", "max_wal_size": "4GB"}


@contextmanager
def postgresql(kept: Path | None = None, *, durable: bool = False) -> Iterator[str]:
    """Start a cluster and yield the address of a database in it.

    Without `kept` it stands below /tmp, empty, and is deleted at the end. A cluster in `kept` is
    made the first time, only stopped at the end, and found again with what it holds. Where it is
    `durable` it waits for the disk at every commit, as in service.
    """
    folder = kept or Path(tempfile.mkdtemp(prefix="kenes-bench-pg-", dir="/tmp"))
    folder.mkdir(parents=True, exist_ok=True)
    _give_to_postgres(folder)
    try:
        yield _start(folder, OPTIONS | {"synchronous_commit": "on" if durable else "off"})
    finally:
        if (folder / "data/postmaster.pid").exists():
            _run(_binaries() / "pg_ctl", "-D", folder / "data", "-m", "fast", "stop")
        if kept is None:
            shutil.rmtree(folder)


def _start(folder: Path, options: Mapping[str, str]) -> str:
    """Start the cluster of a folder, make it first where there is none; return its address."""
    binaries, port = _binaries(), free_port()
    is_new = not (folder / "data").exists()
    if is_new:
        _run(binaries / "initdb", "-D", folder / "data", "-U", "kenes", "-A", "trust",
             "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
    settings = " ".join(f"-c {name}={value}" for name, value in options.items())
    _run(binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "start",
         "-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {settings}")  # fmt: skip
    if is_new:
        _run(binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "kenes", "kenes")
    os.environ["BENCH_POSTMASTER"] = (folder / "data/postmaster.pid").read_text().split()[0]
    return f"postgresql://kenes@127.0.0.1:{port}/kenes"


def _binaries() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise SystemExit("PostgreSQL is not installed: no /usr/lib/postgresql/*/bin. Install it.")
    return found[-1]


def free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _give_to_postgres(folder: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")
