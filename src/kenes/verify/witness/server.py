"""The witness as a small HTTP server, of the standard library alone."""

import contextlib
import re
import socket
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kenes.engines.log.requests import MOST_REQUEST_BYTES
from kenes.verify.witness.answers import Answer, say
from kenes.verify.witness.witnessing import Witness

_DIGITS = re.compile(r"[0-9]{1,9}")
_CHECKPOINT = re.compile(r"/([0-9a-f]{64})/checkpoint")


MOST_CONNECTIONS = 64
SECONDS = 60
"""A connection is closed after this long, whatever it does, so slow ones cannot take all places."""
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness; each connection has its own thread, and there are only so many."""

    daemon_threads = True
    most_connections = MOST_CONNECTIONS
    seconds: float = SECONDS

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        """Listen at `address`. Raises OSError when it is taken."""
        self.witness = witness
        self._places = threading.BoundedSemaphore(self.most_connections)
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection its thread, or turn it away at once when all places are taken."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        with contextlib.suppress(OSError):
            request.sendall(_BUSY)
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection until it ends or its time is up, then free its place."""
        ends = threading.Timer(self.seconds, _hang_up, (request,))
        ends.daemon = True
        ends.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            ends.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Pass over a connection that broke off; print anything else, without the sender."""
        if not isinstance(sys.exception(), OSError):
            traceback.print_exc()


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """One connection: POST /add-checkpoint, GET /<hash of origin>/checkpoint."""

    protocol_version = "HTTP/1.1"
    server_version = "kenes-witness"
    sys_version = ""
    timeout = 30
    server: WitnessServer

    def do_POST(self) -> None:
        """Take a checkpoint."""
        length = self.headers.get("Content-Length", "")
        if not _DIGITS.fullmatch(length) or int(length) > MOST_REQUEST_BYTES:
            # What was not read would be taken for the next request.
            self.close_connection = True
            self._send(say(413 if length.isdecimal() else 411, "Send a body of at most 1 MiB."))
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._send(say(404, "POST goes to /add-checkpoint."))
            return
        self._send(self.server.witness.add_checkpoint(body, now=int(time.time())))

    def do_GET(self) -> None:
        """Give the last checkpoint of a log."""
        found = _CHECKPOINT.fullmatch(self.path)
        if found:
            self._send(self.server.witness.checkpoint(found[1]))
        else:
            self._send(say(404, "GET /<hex SHA-256 of the origin>/checkpoint."))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the inherited name)
        """Write one line for each request, without the sender's address."""
        print(f"{self.log_date_time_string()} {format % args}", flush=True)  # noqa: T201

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.octets)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.octets)
