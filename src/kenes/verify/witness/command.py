"""The command `kenes witness`: run a witness, or make its key.

    kenes witness --new-key NAME --key FILE       make a key and print its public half
    kenes witness --key FILE --log VKEY --store FILE [--listen HOST:PORT]

Exit code 2: something given cannot be used.
"""

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import Kind
from kenes.engines.log.notes import Signer
from kenes.verify.sources import UnusableError, read_file
from kenes.verify.trust import read_vkey
from kenes.verify.witness.server import WitnessServer
from kenes.verify.witness.store import Store
from kenes.verify.witness.witnessing import Witness

USAGE = __doc__
_OTHERS = 0o077


def run(arguments: list[str]) -> int:
    """Run the witness until it is stopped, and return its exit code."""
    given = _parser().parse_args(arguments)
    try:
        if given.new_key:
            return make_key(given.new_key, Path(given.key[0]), post_quantum=given.post_quantum)
        server = make_server(given)
    except (UnusableError, LogError, sqlite3.Error, OSError) as error:
        sys.stderr.write(f"kenes witness: {error}\n")
        return 2
    with server:
        host, port = server.server_address[:2]
        sys.stdout.write(f"Witness at http://{host!s}:{port}/add-checkpoint\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def make_key(name: str, path: Path, *, post_quantum: bool) -> int:
    """Write a new key, readable by its owner alone, and print its public half.

    Raises UnusableError when the file is there already, since a key is never overwritten.
    """
    signer = Signer.generate(name, Kind.MLDSA44 if post_quantum else Kind.COSIGNATURE)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UnusableError(f"{path} cannot be made: {error.strerror}.") from None
    with os.fdopen(handle, "w") as file:
        file.write(f"{signer.dump()}\n")
    sys.stdout.write(f"{signer.verifier().key.vkey}\n")
    return 0


def make_server(given: argparse.Namespace) -> WitnessServer:
    """Return the server that the options ask for, listening."""
    host, _, port = given.listen.rpartition(":")
    if not port.isdecimal() or not host:
        raise UnusableError(f"--listen takes HOST:PORT, not {given.listen}.")
    if not given.log or not given.store:
        raise UnusableError("Give the log's key with --log and the memory with --store.")
    signers = [read_key(Path(path)) for path in given.key]
    logs = [read_vkey(path) for path in given.log]
    witness = Witness(signers, logs, Store(Path(given.store)))
    return WitnessServer((host.strip("[]"), int(port)), witness)


def read_key(path: Path) -> Signer:
    """Read a witness's key. Raises UnusableError when others may read it, or it is none."""
    text = read_file(path)
    if path.stat().st_mode & _OTHERS:
        raise UnusableError(f"{path} can be read by others: chmod 600 {path}")
    try:
        signer = Signer.load(text.decode("utf-8"))
    except (LogError, UnicodeDecodeError) as error:
        raise UnusableError(f"{path} holds no signing key: {error}") from None
    if not signer.key.kind.is_timestamped:
        raise UnusableError(f"{path} is the key of a log. A witness needs a key of its own.")
    return signer


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kenes witness", description=USAGE, formatter_class=argparse.RawTextHelpFormatter
    )
    key = "the witness's own key; may be repeated"
    parser.add_argument("--key", metavar="FILE", action="append", required=True, help=key)
    log = "file with the key of a log to witness; may be repeated"
    parser.add_argument("--log", metavar="VKEY", action="append", default=[], help=log)
    parser.add_argument("--store", metavar="FILE", help="its memory, an SQLite file")
    parser.add_argument("--listen", metavar="HOST:PORT", default="127.0.0.1:8033")
    parser.add_argument("--new-key", metavar="NAME", help="make a key instead, for this name")
    post_quantum = "with --new-key: ML-DSA-44 instead of Ed25519"
    parser.add_argument("--post-quantum", action="store_true", help=post_quantum)
    return parser
