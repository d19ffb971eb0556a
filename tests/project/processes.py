"""Run `kenes` as a process of its own, with nothing of this test run in its environment."""

import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

OWN_COMMANDS = str(Path(sys.prefix) / "bin")
KENES = [sys.executable, "-m", "kenes.project.cli"]
ROOT = Path(__file__).resolve().parents[2]
SECRET = "Xq7-vT2_mK9pLw4RzB8n" * 3
SERVICE = {
    "KENES_ENV": "prod",
    "KENES_SECRET_KEY": SECRET,
    "KENES_PERSON_KEY": SECRET[::-1],
    "KENES_HOSTS": "kenes.example",
    "KENES_MAIL_URL": "smtp://user:word@mail.example:587",
    "DATABASE_URL": "postgresql://kenes:word@127.0.0.1:1/kenes",
}


def clean_environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KENES_", "DJANGO_", "PYTEST_", "COV_"))
    }
    for name in ("DATABASE_URL", "CI", "TMPDIR", "VIRTUAL_ENV"):
        kept.pop(name, None)
    kept["PATH"] = os.pathsep.join(
        part for part in kept.get("PATH", "").split(os.pathsep) if part != OWN_COMMANDS
    )
    return {**kept, **more}


def kenes(*arguments: str, timeout: float = 400, cwd: Path = ROOT, **environment: str):
    return subprocess.run(
        [*KENES, *arguments],
        env=clean_environment(**environment),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def start_kenes(*arguments: str, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [*KENES, *arguments],
            env=clean_environment(**environment),
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    """Return a port that nobody listens at, below those that the system gives out by itself."""
    while True:
        port = random.randrange(15_000, 32_000)
        if not is_served(port):
            return port


def status_of(url: str, **headers: str) -> int:
    """Return the status code after redirects, or 0 where nobody answers yet."""
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(url: str, process: subprocess.Popen[bytes], *, seconds: float = 400) -> int:
    """Poll until somebody answers; return the status. Fails when the process ended first."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"ended with {process.returncode} before it answered"
        if status := status_of(url):
            return status
        time.sleep(0.2)
    raise AssertionError(f"nobody answered at {url} in {seconds} s")


def is_served(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
