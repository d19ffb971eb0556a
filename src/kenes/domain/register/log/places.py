"""Where the log's folder and its keys lie, from the settings."""

from pathlib import Path

from django.conf import settings

from kenes.domain.register.log.errors import policy_unreadable
from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.keys import Signers, add_key, load_keys, make_key, rotate_key
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import Kind, PublicKey
from kenes.engines.log.policy import all_of, with_logs

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


def make_keys(name: str = "") -> list[str]:
    """Make the keys that are missing, publish their public halves, return those as text.

    A log keeps its name when its key is lost; a new one is called `name`, or by its address. The
    log's key and the key of receipts are two: docs/adr/0014. Raises KeyUnusable when a key that is
    there cannot be used.
    """
    own = _kept(log_key_path(), name or _name_so_far() or origin())
    receipts = _kept(receipt_key_path(), f"{own.name}{OF_RECEIPTS}")
    publish_vkeys(folder(), own, receipts)
    return [own.first.verifier().key.vkey, receipts.first.verifier().key.vkey]


def rotate_log_key() -> None:
    """Make a new key for the log; the old one goes on signing beside it.

    Raises KeyUnusable when there is no usable key to follow.
    """
    rotate_key(log_key_path())


def add_post_quantum_key() -> None:
    """Let an ML-DSA-44 key sign beside the keys of the log.

    Raises KeyUnusable when there is no usable key, or one of this kind signs already.
    """
    add_key(log_key_path(), Kind.MLDSA44)


def publish_vkeys(target: Folder, own: Signers, receipts: Signers) -> None:
    """Publish the public halves of the keys in use, and the policy with every key that signs.

    Raises LogStopped (`policy_unreadable`) once the keys are out.
    """
    for path, signers in ((LOG_VKEY, own), (RECEIPTS_VKEY, receipts)):
        _renew(target, path, f"{signers.first.verifier().key.vkey}\n".encode())
    _renew(target, POLICY, _policy(target.find(POLICY), own))


def _policy(written: bytes | None, own: Signers) -> bytes:
    """Return the policy with our keys; the witnesses that the operator found stay as he wrote."""
    keys = tuple(one.key for one in own.verifiers())
    if written is None:
        return all_of(keys, ()).text().encode()
    try:
        return with_logs(written, keys)
    except LogError as error:
        raise policy_unreadable(str(error)) from None


def _renew(target: Folder, path: str, octets: bytes) -> None:
    if target.find(path) != octets:
        target.replace(path, octets)


def _name_so_far() -> str:
    """Return the name of the log whose receipts are signed or whose key is published, if any."""
    if receipt_key_path().exists():
        return log_name(load_keys(receipt_key_path()))
    try:
        return PublicKey.parse((folder().find(LOG_VKEY) or b"").decode()).name
    except (LogError, UnicodeDecodeError):
        return ""


def _kept(path: Path, name: str) -> Signers:
    return load_keys(path) if path.exists() else make_key(path, name)
