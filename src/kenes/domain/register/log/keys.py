"""Key files: one secret key a line, readable by their owner alone.

The first line is the key in use. Further lines sign as well: a new key beside the old one while
keys change, or ML-DSA-44 beside Ed25519. Only the worker reads the log's key; pages read the key
of receipts (docs/adr/0014-two-keys-of-the-register.md).
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kenes.domain.register.log.errors import KeyUnusable
from kenes.domain.register.log.folder import sync_folder, write_all
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import Kind
from kenes.engines.log.notes import Signer, Verifier

STRICT = 0o600
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Signers:
    """The key in use and those that sign beside it, all under one name."""

    first: Signer
    others: tuple[Signer, ...] = ()

    @property
    def name(self) -> str:
        """The keys' name; that of the log's key is its origin."""
        return self.first.key.name

    def verifiers(self) -> tuple[Verifier, ...]:
        """Return the public halves."""
        return tuple(one.verifier() for one in (self.first, *self.others))

    def sign(self, text: str) -> bytes:
        """Return the text as a note that every key signed."""
        return self.first.sign(text, *self.others)


def make_key(path: Path, name: str, kind: Kind = Kind.ED25519) -> Signers:
    """Make a key file that nobody else may read. Raises KeyUnusable where one stands already.

    A name that no key may have raises LogError.
    """
    signer = Signer.generate(name, kind)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = _write_aside(path, (signer,))
    try:
        path.hardlink_to(aside)  # fails where a key stands; a half written one is never there
    except FileExistsError:
        raise KeyUnusable(
            "key_exists",
            f"{path} exists already. A key that signed is never overwritten: move it away by hand "
            "if it never did.",
        ) from None
    finally:
        aside.unlink()
    sync_folder(path.parent)
    return Signers(signer)


def _write_aside(path: Path, signers: tuple[Signer, ...]) -> Path:
    """Write the keys whole into a new file beside `path`, never open to others; return it."""
    aside = path.with_name(f"{path.name}.new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, STRICT)
    try:
        write_all(descriptor, "".join(f"{one.dump()}\n" for one in signers).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return aside


def rotate_key(path: Path) -> Signers:
    """Put a new key of the same name before those in the file; all of them sign from now on.

    Raises KeyUnusable as `load_keys` does.
    """
    before = load_keys(path)
    new = Signer.generate(before.name)
    return _rewrite(path, Signers(new, (before.first, *before.others)))


def add_key(path: Path, kind: Kind) -> Signers:
    """Put a key of another kind behind those in the file; it signs beside them from now on.

    Raises KeyUnusable as `load_keys` does, and where a key of this kind stands already.
    """
    before = load_keys(path)
    if kind in {one.key.kind for one in (before.first, *before.others)}:
        raise KeyUnusable(
            "key_exists",
            f"{path} has a key of this kind already, and it signs. Nothing was changed.",
        )
    new = Signer.generate(before.name, kind)
    return _rewrite(path, Signers(before.first, (*before.others, new)))


def _rewrite(path: Path, signers: Signers) -> Signers:
    _write_aside(path, (signers.first, *signers.others)).replace(path)
    sync_folder(path.parent)
    return signers


def load_keys(path: Path) -> Signers:
    """Read a key file. Raises KeyUnusable when it is missing, open to others or no key."""
    try:
        mode = path.stat().st_mode
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise KeyUnusable(
            "key_missing", f"There is no key {path}. Make one with: kenes register_keygen"
        ) from None
    except OSError as error:
        raise KeyUnusable("key_unreadable", f"{path}: {error.strerror}.") from None
    if mode & OTHERS:
        raise KeyUnusable(
            "key_open",
            f"{path} may be read by others (mode {stat.S_IMODE(mode):o}). Set it with: chmod 600; "
            "if others had an account on this machine, change the key.",
        )
    return _parse(path, [line for line in lines if line.strip()])


def _parse(path: Path, lines: list[str]) -> Signers:
    try:
        signers = [Signer.load(line) for line in lines]
    except LogError as error:
        raise KeyUnusable("key_malformed", f"{path}: {error.sentence}") from None
    if not signers or len({one.key.name for one in signers}) > 1:
        raise KeyUnusable("key_malformed", f"{path}: it must hold keys of one name.")
    return Signers(signers[0], tuple(signers[1:]))
