"""A PostgreSQL of its own, on a free loopback port, gone when the measurement ends."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = {"shared_buffers": "512MB", "synchronous_commit": "off", "max_wal_size": "4GB"}


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a cluster below /tmp and yield the address of an empty database in it."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise SystemExit("PostgreSQL is not installed: no /usr/lib/postgresql/*/bin. Install it.")
    folder = Path(tempfile.mkdtemp(prefix="kenes-bench-pg-", dir="/tmp"))
    port = free_port()
    _give_to_postgres(folder)
    try:
        _run(binaries[-1] / "initdb", "-D", folder / "data", "-U", "kenes", "-A", "trust",
             "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        settings = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
        _run(binaries[-1] / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "start",
             "-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {settings}")  # fmt: skip
        _run(binaries[-1] / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "kenes", "kenes")
        os.environ["BENCH_POSTMASTER"] = (folder / "data/postmaster.pid").read_text().split()[0]
        yield f"postgresql://kenes@127.0.0.1:{port}/kenes"
    finally:
        if (folder / "data/postmaster.pid").exists():
            _run(binaries[-1] / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


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
