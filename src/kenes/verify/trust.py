"""Whom the reader trusts: verifier keys from files, or a policy file."""

from collections.abc import Iterable
from dataclasses import dataclass

from kenes.engines.log import policy
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.keys import PublicKey
from kenes.engines.log.notes import Opened, Verifier, opened
from kenes.verify.sources import UnusableError, read_file


@dataclass(frozen=True, slots=True)
class Trust:
    """The policy to hold a checkpoint against, and the keys that sign receipts."""

    policy: policy.Policy
    receipts: tuple[PublicKey, ...]

    def log_verifiers(self) -> list[Verifier]:
        """Return the log's keys at work."""
        return [Verifier(key) for key in self.policy.logs]

    def verifiers(self) -> list[Verifier]:
        """Return the keys of logs and witnesses at work."""
        return [Verifier(key) for key in (*self.policy.logs, *self.policy.witnesses.values())]

    def seen(self, path: str) -> tuple[Checkpoint, Opened]:
        """Read a checkpoint that the reader kept, signed by a key trusted here.

        Raises LogError, the reader's, for any other file, and UnusableError when it cannot be read.
        """
        try:
            note = opened(read_file(path), self.verifiers())
            return Checkpoint.parse(note.text), note
        except LogError as error:
            raise error.blamed(Fault.READER, path) from None

    def receipt_verifiers(self) -> list[Verifier]:
        """Return the keys of receipts at work; the log's own where none were given apart."""
        return [Verifier(key) for key in self.receipts or self.policy.logs]


def read_trust(
    *,
    vkeys: Iterable[str],
    witnesses: Iterable[str] = (),
    policy_file: str | None = None,
    receipts: Iterable[str] = (),
) -> Trust:
    """Read keys or a policy. Raises UnusableError when a file cannot be used.

    Several `vkeys` are keys of one log, as during a rotation; every one of `witnesses` must have
    cosigned. `receipts` are the keys that sign receipts, if they are not the log's.
    """
    for_receipts = tuple(read_vkey(path) for path in receipts)
    if policy_file:
        read = _policy(policy_file)
        if not read.logs:
            raise UnusableError(f"{policy_file} names no log.")
        return Trust(read, for_receipts)
    logs = tuple(read_vkey(path) for path in vkeys)
    if not logs:
        raise UnusableError("Give the log's key with --vkey, or a policy with --policy.")
    cosigners = tuple(read_vkey(path) for path in witnesses)
    for key in cosigners:
        if not key.kind.is_timestamped:
            raise UnusableError(f"{key.name} is the key of a log, not of a witness.")
    return Trust(policy.all_of(logs, cosigners), for_receipts)


def read_vkey(path: str) -> PublicKey:
    """Read one verifier key from its file. Raises UnusableError when it is none."""
    try:
        return PublicKey.parse(read_file(path).decode("utf-8"))
    except (LogError, UnicodeDecodeError) as error:
        raise UnusableError(f"{path} holds no verifier key: {error}") from None


def is_unusable(error: LogError) -> bool:
    """Return whether a finding is about what the reader brought, not about what was checked."""
    return error.fault is Fault.READER


def _policy(path: str) -> policy.Policy:
    try:
        return policy.parse(read_file(path))
    except LogError as error:
        raise UnusableError(f"{path} is no policy: {error}") from None
