"""What a cosignature signs: a time and a tree (c2sp.org/tlog-cosignature 1.1).

A cosigner says by it that this is the largest consistent tree it has seen of this log by then.
"""

import struct

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import LARGEST
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.keys import SIGNATURE_SIZE, Kind, PublicKey

TIME_SIZE = 8
_LABEL = b"subtree/v1\n\x00"
_LONGEST_NAME = 255


def message(key: PublicKey, text: str, time: int) -> bytes:
    """Return what `key` signs for a checkpoint's text at `time`, in seconds since the Epoch.

    "Ed25519 signed message" for type 0x04, "ML-DSA-44 signed message" for 0x06. Raises LogError
    when the text is no checkpoint or the time does not fit.
    """
    if not 0 <= time <= LARGEST:
        raise LogError(
            "A cosignature's time is 0 to 2^63 - 1.", step="cosignature.time", fault=Fault.WITNESS
        )
    tree = Checkpoint.parse(text)
    if key.kind is Kind.MLDSA44:
        return subtree_message(key.name, time, tree.origin, 0, tree.size, tree.root)
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def subtree_message(  # noqa: PLR0917 (the members of cosigned_message, in its order)
    cosigner: str, time: int, origin: str, start: int, end: int, root: bytes
) -> bytes:
    """Return the `cosigned_message` structure ("ML-DSA-44 signed message").

    Raises LogError when a name is longer than 255 bytes, or a subtree that does not begin at 0
    carries a time.
    """
    names = [cosigner.encode(), origin.encode()]
    if not all(1 <= len(name) <= _LONGEST_NAME for name in names) or (start and time):
        raise LogError(
            "An ML-DSA-44 cosignature takes names of 1 to 255 bytes, and a time only from leaf 0.",
            step="cosignature.names",
            fault=Fault.WITNESS,
        )
    return b"".join(
        [
            _LABEL,
            bytes([len(names[0])]),
            names[0],
            struct.pack(">Q", time),
            bytes([len(names[1])]),
            names[1],
            struct.pack(">QQ", start, end),
            root,
        ]
    )


def split(key: PublicKey, signature: bytes) -> tuple[int, bytes]:
    """Return time and bare signature of a `timestamped_signature` ("Format").

    Raises LogError, the witness's, for another length.
    """
    if len(signature) != TIME_SIZE + SIGNATURE_SIZE[key.kind]:
        raise LogError(
            "The cosignature has another length than its type.",
            step="cosignature.length",
            fault=Fault.WITNESS,
            place=key.name,
        )
    return int.from_bytes(signature[:TIME_SIZE], "big"), signature[TIME_SIZE:]


def is_cosigned(key: PublicKey, text: str, signature: bytes) -> bool:
    """Return whether `signature` (time and all) is this key's cosignature of a checkpoint."""
    try:
        time, bare = split(key, signature)
        return key.accepts(message(key, text, time), bare)
    except LogError:
        return False
