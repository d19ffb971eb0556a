"""Signed notes: text with signature lines below it (c2sp.org/signed-note 1.0).

The text of a note means nothing until `opened` has found a known key's signature on it.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kenes.engines.log import cosignatures
from kenes.engines.log.encoding import from_base64, shortened, to_base64
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.keys import SEED_SIZE, Kind, PublicKey, SecretKey, check_name

MOST_SIGNATURES = 64
"""More signatures than these are refused; the specification asks for at least 16."""
MOST_BYTES = 1 << 20
_ID_SIZE = 4
_DASH = "— "


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. `octets` leave out the key id, and hold the time where there is one."""

    name: str
    key_id: bytes
    octets: bytes

    def line(self) -> str:
        """Return the line with its LF (signed-note, "Format")."""
        return f"{_DASH}{self.name} {to_base64(self.key_id + self.octets)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a line without its LF. Raises LogError when it is no signature line."""
        name, _, octets = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH):
            raise _refused("A signature line begins with an em dash and a space.", line)
        check_name(name, fault=Fault.FILE, step="note.name")
        signed = from_base64(octets, step="note.base64")
        if len(signed) <= _ID_SIZE:
            raise _refused("A signature line holds a key id and a signature.", line)
        return cls(name, signed[:_ID_SIZE], signed[_ID_SIZE:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read: nothing in it is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def octets(self) -> bytes:
        """Return the note as it is published."""
        return f"{self.text}\n{''.join(one.line() for one in self.signatures)}".encode()

    @classmethod
    def parse(cls, octets: bytes) -> "Note":
        """Read a note, in time proportional to its length (signed-note, "Format").

        Raises LogError when it is not UTF-8, holds control characters, lacks its empty line or
        signatures, or has too many of them.
        """
        if len(octets) > MOST_BYTES:
            raise _refused(f"The note is larger than {MOST_BYTES} bytes.")
        try:
            whole = octets.decode("utf-8")
        except UnicodeDecodeError:
            raise _refused("The note is not UTF-8.") from None
        if any(sign < 0x20 and sign != 0x0A for sign in octets):  # noqa: PLR2004 (U+0020 and LF)
            raise _refused("The note holds a control character.")
        # The text ends in LF and an empty line follows: the last one in the note.
        cut = whole.rfind("\n\n")
        if cut < 0 or not whole.endswith("\n"):
            raise _refused("The note lacks the empty line between text and signatures.")
        lines = whole[cut + 2 :].removesuffix("\n").split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise _refused(f"The note has more than {MOST_SIGNATURES} signatures.")
        return cls(whole[: cut + 1], tuple(map(Signature.parse, lines)))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key one trusts, at work on notes."""

    key: PublicKey

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read a verifier key such as a log publishes. Raises LogError when it is none."""
        return cls(PublicKey.parse(vkey))

    @property
    def name(self) -> str:
        """The key's name; a log's is its origin."""
        return self.key.name

    def is_named_by(self, signature: Signature) -> bool:
        """Return whether a line claims to be by this key: name and id both (signed-note)."""
        return signature.name == self.key.name and signature.key_id == self.key.key_id

    def accepts(self, text: str, signature: Signature) -> bool:
        """Return whether the signature is this key's over the text."""
        if self.key.kind.is_timestamped:
            return cosignatures.is_cosigned(self.key, text, signature.octets)
        return self.key.accepts(text.encode(), signature.octets)


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key at work on notes."""

    key: SecretKey

    @classmethod
    def generate(cls, name: str, kind: Kind = Kind.ED25519) -> "Signer":
        """Make a new key from the system's randomness. Raises LogError for a bad name."""
        check_name(name)
        return cls(SecretKey(name, kind, secrets.token_bytes(SEED_SIZE)))

    @classmethod
    def load(cls, text: str) -> "Signer":
        """Read a key as `dump` wrote it. Raises LogError when it is none."""
        return cls(SecretKey.parse(text))

    def dump(self) -> str:
        """Return the key for its file, to be kept secret."""
        return self.key.dump()

    def verifier(self) -> Verifier:
        """Return the public half, to be published as `verifier().key.vkey`."""
        return Verifier(self.key.public_key)

    def signature(self, text: str, time: int = 0) -> Signature:
        """Sign a text; the kinds with a time also sign `time`, in seconds since the Epoch.

        A log that signs by ML-DSA-44 gives no time (tlog-cosignature, "ML-DSA-44 signed
        message"); a witness must give one.
        """
        public = self.key.public_key
        if not public.kind.is_timestamped:
            return Signature(public.name, public.key_id, self.key.sign(text.encode()))
        stamp = time.to_bytes(cosignatures.TIME_SIZE, "big")
        signed = self.key.sign(cosignatures.message(public, text, time))
        return Signature(public.name, public.key_id, stamp + signed)

    def sign(self, text: str, *others: "Signer") -> bytes:
        """Return the text as a note signed by this key, and by `others` below it."""
        return Note(text, tuple(one.signature(text) for one in (self, *others))).octets()


@dataclass(frozen=True, slots=True)
class Opened:
    """A note of which at least one known key's signature was verified."""

    text: str
    signed_by: tuple[tuple[Verifier, Signature], ...]

    def keys(self) -> set[PublicKey]:
        """Return the keys whose signatures hold."""
        return {verifier.key for verifier, _ in self.signed_by}

    def time_of(self, key: PublicKey) -> int | None:
        """Return when `key` cosigned, in seconds since the Epoch; None if it did not say."""
        for verifier, signature in self.signed_by:
            if verifier.key == key and key.kind.is_timestamped:
                return cosignatures.split(key, signature.octets)[0]
        return None


def opened(octets: bytes, verifiers: Sequence[Verifier]) -> Opened:
    """Read a note and verify every signature of a known key (signed-note, "Signatures").

    Signatures of unknown keys are passed over. Raises LogError when a known key's signature does
    not hold, or when no known key has signed.
    """
    note = Note.parse(octets)
    held = []
    for signature in note.signatures:
        for verifier in verifiers:
            if verifier.is_named_by(signature):
                if not verifier.accepts(note.text, signature):
                    raise _bad_signature(verifier)
                held.append((verifier, signature))
    if not held:
        raise LogError(
            "No known key has signed this note.",
            step="note.unsigned",
            fault=Fault.FILE,
            expected=shortened(", ".join(one.name for one in verifiers)),
            found=shortened(", ".join(one.name for one in note.signatures)),
        )
    return Opened(note.text, tuple(held))


def with_signatures(octets: bytes, more: Iterable[Signature]) -> bytes:
    """Return the note with further signature lines below those it has, each once."""
    note = Note.parse(octets)
    return Note(note.text, tuple(dict.fromkeys((*note.signatures, *more)))).octets()


def _bad_signature(verifier: Verifier) -> LogError:
    fault = Fault.WITNESS if verifier.key.kind is Kind.COSIGNATURE else Fault.FILE
    return LogError(
        f"The signature by {verifier.name} does not fit the text.",
        step="note.signature",
        fault=fault,
        place=verifier.name,
    )


def _refused(sentence: str, found: str = "") -> LogError:
    return LogError(sentence, step="note.form", fault=Fault.FILE, found=shortened(found))
