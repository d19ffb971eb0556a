"""A light client: one thread keeps so many connections busy, each asks again once it is answered.

Threads of Python that ask side by side use more of the processor than the server they measure.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.pages.load import Load

LENGTH = b"\r\nContent-Length: "
OK = b"HTTP/1.1 200 "
MOST = 262_144
PATIENCE_SECONDS = 60


@dataclass(slots=True)
class Line:
    """One kept connection: what was sent when, and what has come of the answer."""

    socket: socket.socket
    request: bytes = b""
    began: float = 0.0
    answer: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> None:
        """Ask."""
        self.request, self.began = request, time.perf_counter()
        self.answer.clear()
        self.socket.sendall(request)

    def is_answered(self) -> bool:
        """Take what has come; tell whether it is a whole answer, and a good one."""
        came = self.socket.recv(MOST)
        if not came:
            raise SystemExit("The server closed a connection before it had answered.")
        self.answer += came
        head = self.answer.find(b"\r\n\r\n")
        if head < 0:
            return False
        if not self.answer.startswith(OK):
            raise SystemExit(f"The server did not answer as it should:\n{self.answer.decode()}")
        at = self.answer.index(LENGTH) + len(LENGTH)
        length = int(self.answer[at : self.answer.index(b"\r\n", at)])
        return len(self.answer) >= head + 4 + length


def steady(port: int, clients: int, seconds: float, requests: Iterator[bytes]) -> Load:
    """Keep so many connections asking for so long; every answer must be 200."""
    times: list[float] = []
    began = time.monotonic()
    with selectors.DefaultSelector() as waiting:
        for _client in range(clients):
            line = Line(socket.create_connection(("127.0.0.1", port), timeout=60))
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(line.socket, selectors.EVENT_READ, line)
            line.send(next(requests))
        while waiting.get_map():
            events = waiting.select(PATIENCE_SECONDS)
            if not events:
                raise SystemExit(f"The server said nothing for {PATIENCE_SECONDS} seconds.")
            for key, _events in events:
                _go_on(key.data, waiting, times, requests, time.monotonic() < began + seconds)
    return Load(times, time.monotonic() - began)


def _go_on(
    line: Line,
    waiting: selectors.BaseSelector,
    times: list[float],
    requests: Iterator[bytes],
    is_time: bool,
) -> None:
    if not line.is_answered():
        return
    times.append((time.perf_counter() - line.began) * 1000)
    if is_time:
        line.send(next(requests))
        return
    waiting.unregister(line.socket)
    line.socket.close()
