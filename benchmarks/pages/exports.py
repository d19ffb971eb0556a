"""Read long exports from a running server: what its workers hold, and what bad readers cost."""

import socket
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from django.db import connection

from benchmarks.pages.server import Server, memory

EXPORTS = {
    "csv": "export.csv",
    "json": "export.json",
    "csv, one theme": "export.csv?theme=theme-3",
}
MARKS = (1_000, 10_000, 50_000, 100_000)
"""After so many lines of an export the memory of the workers is noted."""
SLOW = 1_000
"""Bytes that a slow reader takes a second."""

HELD_OPEN = (
    "SELECT state FROM pg_stat_activity WHERE xact_start IS NOT NULL"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def read_exports(server: Server, names: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Read each export once; a worker's memory must not grow with what was streamed."""
    return {name: _read(server, EXPORTS[name]) for name in names}


def _read(server: Server, path: str) -> dict[str, object]:
    before, cpu, began = _greatest(server), server.cpu(), time.monotonic()
    first, size, peaks = _stream(server, path)
    found = {
        "first_byte_seconds": round(first, 2),
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(server.cpu() - cpu, 1),
        "megabytes": round(size / 1e6, 1),
        "before_mb": before,
        "peak_mb": {f"{rows}": peak for rows, peak in peaks.items()},
        "after_mb": _greatest(server),
    }
    print(f"{path}: {found}", flush=True)
    return found


def _stream(server: Server, path: str) -> tuple[float, int, dict[int, float]]:
    """Return the seconds to the first byte, the bytes, and the greatest memory after lines."""
    size, lines, peak, peaks, began = 0, 0, 0.0, {}, time.monotonic()
    address = f"http://127.0.0.1:{server.port}/kk/recommendations/{path}"
    with urlopen(address, timeout=600) as answer:
        part = answer.read(1)
        first = time.monotonic() - began
        while part:
            size, lines = size + len(part), lines + part.count(b"\n")
            peak = max(peak, _greatest(server))
            for mark in (mark for mark in MARKS if lines >= mark and mark not in peaks):
                peaks[mark] = peak
            part = answer.read(1 << 18)
    return first, size, peaks | {lines: peak}


def _greatest(server: Server) -> float:
    return max(memory(pid)["rss"] for pid in server.workers())


def bad_readers(server: Server) -> dict[str, object]:
    """Tell when the server leaves a slow reader and one who hung up, and what others wait."""
    found = {"hung_up": _hung_up(server), "slow": _slow(server)}
    print(found, flush=True)
    return found


def _ask(server: Server) -> socket.socket:
    # A small buffer of the reader's own: what stands in it says nothing about the server.
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
    reader.settimeout(120)
    reader.connect(("127.0.0.1", server.port))
    path = quote("/kk/recommendations/export.csv", safe="/.")
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return reader


def _hung_up(server: Server) -> dict[str, float]:
    """Take the first bytes, hang up; the workers must come to rest."""
    with closing(_ask(server)) as reader:
        reader.recv(1_000)
    began = time.monotonic()
    while _is_busy(server):
        if time.monotonic() - began > 300:
            raise SystemExit("A worker still writes to a reader who hung up 300 s ago.")
    return {"at_rest_after_seconds": round(time.monotonic() - began, 1)}


def _is_busy(server: Server) -> bool:
    before = server.cpu()
    time.sleep(1)
    return server.cpu() - before > 0.5


def _slow(server: Server) -> dict[str, object]:
    """Take a thousand bytes a second until the server hangs up; note what others meet."""
    began, taken, waits, states = time.monotonic(), 0, [], set()
    with closing(_ask(server)) as reader:
        own_port = reader.getsockname()[1]
        while not taken or _is_served(server, own_port):
            taken += len(reader.recv(SLOW))
            asked = time.monotonic()
            with urlopen(f"http://127.0.0.1:{server.port}/bare/", timeout=60) as answer:
                answer.read()
            waits.append(time.monotonic() - asked)
            states |= _states()
            time.sleep(max(0.0, began + taken / SLOW - time.monotonic()))
    return {
        "left_after_seconds": round(time.monotonic() - began, 1),
        "bytes_taken": taken,
        "longest_wait_of_others_ms": round(max(waits) * 1000),
        "transactions_held_open": sorted(states),
    }


def _is_served(server: Server, port: int) -> bool:
    """Tell whether the server holds its end of a connection; what it let go of is still sent."""
    ends = f":{server.port:04X}", f":{port:04X}", "01"
    rows = (row.split() for row in Path("/proc/net/tcp").read_text().splitlines())
    return any((row[1][-5:], row[2][-5:], row[3]) == ends for row in rows)


def _states() -> set[str]:
    """Return the states of transactions that the server's connections hold open."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(HELD_OPEN)
        return {state for (state,) in cursor.fetchall()}
