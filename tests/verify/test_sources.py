"""Reading a log from an address: what is there, what is not, and what does not answer."""

import os
import socket
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kenes.verify import sources
from kenes.verify.cli import main
from kenes.verify.sources import UnusableError, open_log
from tests.verify.logs import new_log


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        return

    def do_GET(self):
        if self.path == "/broken/checkpoint":
            self.send_error(500)
        else:
            super().do_GET()


@contextmanager
def served(folder):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_a_log_on_a_plain_web_server_is_checked(tmp_path, capsys):
    log = new_log(tmp_path, 600)

    with served(log.path) as address:
        assert main(["log", f"{address}/", "--vkey", log.vkey()]) == 0
        log.file("tile/0/001").unlink()
        assert main(["log", address, "--vkey", log.vkey()]) == 1

    assert "tile/0/001: The log does not serve this file." in capsys.readouterr().out


@pytest.mark.parametrize(("path", "reason"), [("/broken", "answers 500"), ("/none", "holds no")])
def test_an_address_without_a_log_is_said_to_be_one(tmp_path, path, reason):
    with served(new_log(tmp_path, 1).path) as address, pytest.raises(UnusableError, match=reason):
        open_log(f"{address}{path}")


@contextmanager
def answering(*answers):
    """Serve these bytes, one answer a connection, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            for octets in answers:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(octets)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            thread.join()


@pytest.mark.parametrize(
    "octets",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["no-http", "endless-header", "cut-short", "no-chunks"],
)
def test_a_server_that_speaks_no_http_accuses_no_log(octets):
    with answering(octets) as address, pytest.raises(UnusableError, match="does not answer"):
        open_log(address)


@pytest.mark.parametrize("address", ["http://a b/", "http://x:y/", "http://[::1/", "http://"])
def test_what_is_no_address_is_said_to_be_none(address):
    with pytest.raises(UnusableError, match="does not answer"):
        open_log(address)


def test_a_checkpoint_that_goes_away_between_two_requests_accuses_no_log():
    there = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    with answering(there, gone) as address:
        read = open_log(address)
        with pytest.raises(UnusableError, match="holds no file `checkpoint`"):
            read("checkpoint")


def test_a_folder_in_place_of_a_file_is_a_missing_file(tmp_path):
    log = new_log(tmp_path, 300)
    read = open_log(str(log.path))

    for path in ("tile/0", "checkpoint/x", "none"):
        with pytest.raises(FileNotFoundError):
            read(path)


def test_a_file_that_may_not_be_read_is_said_to_be_one(tmp_path):
    log = new_log(tmp_path, 1)
    log.file("long").symlink_to(log.file("long"))

    with pytest.raises(UnusableError, match="cannot be read"):
        open_log(str(log.path))("long")


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_never_ends_is_no_file_of_a_log(tmp_path, make, capsys):
    log = new_log(tmp_path, 300)
    log.file("tile/0/000").unlink()
    make(log.file("tile/0/000"))

    assert main(["log", str(log.path), "--vkey", log.vkey()]) == 1

    assert "tile/0/000: The log does not serve this file." in capsys.readouterr().out


def test_a_key_that_is_no_file_is_said_to_be_none(tmp_path, capsys):
    log = new_log(tmp_path, 3)

    assert main(["log", str(log.path), "--vkey", "/dev/zero"]) == 2

    assert "/dev/zero cannot be read: It is no file." in capsys.readouterr().err


def test_a_file_beyond_all_that_a_log_may_serve_is_not_read_whole(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sources, "LARGEST_FILE", 80_000)
    log = new_log(tmp_path, 300)
    log.write("tile/0/000", bytes(100_000))

    assert main(["log", str(log.path), "--vkey", log.vkey()]) == 1
    assert "longer than its path says" in capsys.readouterr().out
    with pytest.raises(UnusableError, match="larger than 80000 bytes"):
        sources.read_file(log.file("tile/0/000"))


def test_a_log_that_gives_a_byte_now_and_then_is_left(monkeypatch):
    monkeypatch.setattr(sources, "SECONDS_OF_A_FILE", -1)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"

    with answering(head + b"123456789") as address, pytest.raises(UnusableError, match="slowly"):
        open_log(address)
