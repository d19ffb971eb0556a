"""Where the log's folder and its keys lie, from the settings."""

from pathlib import Path

from django.conf import settings

from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.keys import Signers, load_keys, make_key, rotate_key
from kenes.engines.log.policy import all_of

LOG_VKEY = "log.vkey"
RECEIPTS_VKEY = "receipts.vkey"
POLICY = "policy"
OF_RECEIPTS = "/receipts"
"""Follows the log's name in the name of the key of receipts."""


def folder() -> Folder:
    """Return the folder of published files."""
    return Folder(Path(settings.KENES_HOME) / "register")


def log_key_path() -> Path:
    """Return where the key that signs checkpoints lies; only the worker needs to read it."""
    return Path(settings.KENES_REGISTER_KEY or Path(settings.KENES_HOME) / "keys" / "register.key")


def receipt_key_path() -> Path:
    """Return where the key that signs receipts lies; pages and worker read it."""
    return Path(settings.KENES_HOME) / "keys" / "receipts.key"


def log_keys() -> Signers:
    """Return the keys that sign checkpoints. Raises KeyUnusable."""
    return load_keys(log_key_path())


def origin() -> str:
    """Return the name for a new log: its address without scheme, as `kenes.example/log`."""
    address = str(settings.KENES_ORIGIN).partition("://")[2]
    return str(settings.KENES_REGISTER_ORIGIN or f"{address}/log")


def log_name(receipts: Signers) -> str:
    """Return the name of the log whose receipts these keys sign."""
    return receipts.name.removesuffix(OF_RECEIPTS)


def make_keys() -> list[str]:
    """Make the keys that are missing, publish their public halves, return those as text.

    The log's key and the key of receipts are two: docs/adr/0014. Raises KeyUnusable when a key
    that is there cannot be used.
    """
    own = _kept(log_key_path(), origin())
    receipts = _kept(receipt_key_path(), f"{own.name}{OF_RECEIPTS}")
    publish_vkeys(folder(), own, receipts)
    return [own.first.verifier().key.vkey, receipts.first.verifier().key.vkey]


def rotate_log_key() -> None:
    """Make a new key for the log; the old one goes on signing beside it.

    Raises KeyUnusable when there is no usable key to follow.
    """
    rotate_key(log_key_path())


def publish_vkeys(target: Folder, own: Signers, receipts: Signers) -> None:
    """Publish the public halves of the keys in use, and the policy: our key, no witness asked for.

    A policy that the operator wrote, with the witnesses he found, is left as it is.
    """
    if target.find(POLICY) is None:
        target.replace(POLICY, all_of((own.first.verifier().key,), ()).text().encode())
    for path, signers in ((LOG_VKEY, own), (RECEIPTS_VKEY, receipts)):
        octets = f"{signers.first.verifier().key.vkey}\n".encode()
        if target.find(path) != octets:
            target.replace(path, octets)


def _kept(path: Path, name: str) -> Signers:
    return load_keys(path) if path.exists() else make_key(path, name)
