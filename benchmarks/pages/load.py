"""A small client: threads that ask over kept connections, for a bounded time."""

import socket
import statistics
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    length: int


class Connection:
    """One kept connection; opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port, self.socket, self.buffer = port, None, b""

    def get(self, path: str, headers: str = "") -> Answer:
        """Ask once, and once more when the server had closed the connection meanwhile."""
        request = (
            f"GET {quote(path, safe='/?&=%-')} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Accept-Encoding: identity\r\n{headers}\r\n"
        )
        return self._asked(request.encode())

    def post(self, path: str, body: bytes, headers: str = "") -> Answer:
        """Send a form; once more when the server had closed the connection meanwhile."""
        request = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n{headers}\r\n"
        )
        return self._asked(request.encode() + body)

    def _asked(self, request: bytes) -> Answer:
        try:
            return self._ask(request)
        except (OSError, EOFError):
            self.close()
            return self._ask(request)

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket, self.buffer = None, b""

    def _ask(self, request: bytes) -> Answer:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=900)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in head[1:] if line)
        headers = {name.lower(): value for name, _colon, value in pairs}
        length = int(headers.get("content-length", 0))
        self._skip(length)
        if headers.get("connection") == "close":
            self.close()
        return Answer(int(head[0].split()[1]), headers, length)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self.buffer:
            self._receive()
        head, _mark, self.buffer = self.buffer.partition(mark)
        return head

    def _skip(self, length: int) -> None:
        missing = length - len(self.buffer)
        self.buffer = self.buffer[length:]
        while missing > 0:
            self._receive()
            got = len(self.buffer)
            self.buffer = self.buffer[missing:]
            missing -= got

    def _receive(self) -> None:
        data = self.socket.recv(262_144)
        if not data:
            raise EOFError("the server closed the connection")
        self.buffer += data


@dataclass(frozen=True, slots=True)
class Load:
    """What a burst of requests took: milliseconds each, and seconds in all."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the time that `share` of the requests stayed below."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


def burst(
    port: int, clients: int, seconds: float, ask: Callable[[Connection], Answer], status: int = 200
) -> Load:
    """Let so many clients ask one after another for so long; every answer must have `status`."""
    times: list[float] = []
    failures: list[str] = []
    end = time.monotonic() + seconds

    def run() -> None:
        connection = Connection(port)
        try:
            while time.monotonic() < end and not failures:
                began = time.perf_counter()
                answer = ask(connection)
                times.append((time.perf_counter() - began) * 1000)
                if answer.status != status:
                    failures.append(f"expected {status}, got {answer.status}")
        except (OSError, EOFError) as error:
            failures.append(repr(error))
        connection.close()

    began = time.monotonic()
    threads = [threading.Thread(target=run) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"The server did not answer as it should: {failures[0]}")
    return Load(times, time.monotonic() - began)


def spread(values: list[float], places: int = 2) -> dict[str, float]:
    """Return median and range of the runs."""
    rounded = [
        round(value, places) for value in (statistics.median(values), min(values), max(values))
    ]
    return dict(zip(("median", "least", "most"), rounded, strict=True))
