"""Keys of logs and witnesses, as text and at work (c2sp.org/signed-note, "Verifier keys").

A key is a name, a type and public octets; its id is short and only tells keys apart, so two
keys are the same key only when all three agree.
"""

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from kenes.engines.log.encoding import from_base64, shortened, to_base64
from kenes.engines.log.errors import Fault, LogError

SEED_SIZE = 32
SECRET_PREFIX = "PRIVATE+KEY"  # noqa: S105 (the first words of the file, not a secret)


class Kind(IntEnum):
    """Signature types (signed-note, "Signature types"; tlog-cosignature, "Format")."""

    ED25519 = 0x01
    """Ed25519 over the note's text."""
    COSIGNATURE = 0x04
    """Ed25519 over a time and a checkpoint."""
    MLDSA44 = 0x06
    """ML-DSA-44 over a time and a tree."""

    @property
    def is_timestamped(self) -> bool:
        """Whether a signature of this kind begins with eight bytes of time."""
        return self is not Kind.ED25519


PUBLIC_SIZE = {Kind.ED25519: 32, Kind.COSIGNATURE: 32, Kind.MLDSA44: 1312}
SIGNATURE_SIZE = {Kind.ED25519: 64, Kind.COSIGNATURE: 64, Kind.MLDSA44: 2420}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A named public key that can check one kind of signature."""

    name: str
    kind: Kind
    public: bytes

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name || LF || type || public key) (signed-note)."""
        octets = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(octets).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text: `name+hex(id)+base64(type || public key)`."""
        return f"{self.name}+{self.key_id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> "PublicKey":
        """Read a verifier key. Raises LogError, the reader's, when it cannot be one."""
        name, key_id, octets = _split(vkey.strip(), "vkey")
        kind = _kind(octets[:1], "vkey")
        if len(octets) != 1 + PUBLIC_SIZE[kind]:
            raise _refused("The verifier key has another length than its type.", "vkey", vkey)
        key = cls(name, kind, octets[1:])
        if key.key_id.hex() != key_id:
            raise _refused("The id of the verifier key is not the id of this key.", "vkey", vkey)
        return key

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Return whether `signature` (without id and time) is this key's over `message`.

        Ed25519 by RFC 8032, ML-DSA-44 by FIPS 204, pure, with an empty context.
        """
        try:
            if self.kind is Kind.MLDSA44:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SecretKey:
    """A named secret key: 32 bytes of seed, of which nothing is ever printed."""

    name: str
    kind: Kind
    seed: bytes

    @property
    def public_key(self) -> PublicKey:
        """The public half."""
        if self.kind is Kind.MLDSA44:
            public = MLDSA44PrivateKey.from_seed_bytes(self.seed).public_key().public_bytes_raw()
        else:
            public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.name, self.kind, public)

    def __repr__(self) -> str:
        return f"SecretKey({self.name!r}, {self.kind!r})"

    def dump(self) -> str:
        """Return the key for its file: `PRIVATE+KEY+name+hex(id)+base64(type || seed)`.

        The form that golang.org/x/mod/sumdb/note reads.
        """
        key_id = self.public_key.key_id.hex()
        octets = to_base64(bytes([self.kind]) + self.seed)
        return f"{SECRET_PREFIX}+{self.name}+{key_id}+{octets}"

    @classmethod
    def parse(cls, text: str) -> "SecretKey":
        """Read a key from its file. Raises LogError without repeating any of the text."""
        if not text.strip().startswith(f"{SECRET_PREFIX}+"):
            raise _refused("This is not a signing key.", "key", "")
        name, key_id, octets = _split(text.strip().removeprefix(f"{SECRET_PREFIX}+"), "key")
        kind = _kind(octets[:1], "key")
        if len(octets) != 1 + SEED_SIZE:
            raise _refused("The signing key has another length than 32 bytes.", "key", "")
        key = cls(name, kind, octets[1:])
        if key.public_key.key_id.hex() != key_id:
            raise _refused("The id of the signing key is not the id of this key.", "key", "")
        return key

    def sign(self, message: bytes) -> bytes:
        """Return the bare signature over `message`."""
        if self.kind is Kind.MLDSA44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed).sign(message)
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def check_name(name: str, *, fault: Fault = Fault.READER, step: str = "vkey") -> None:
    """Refuse a key name that is empty or holds a space, a plus or a control character.

    signed-note, "Format". Raises LogError.
    """
    is_good = name and "+" not in name and name.isprintable() and not any(map(str.isspace, name))
    if not is_good:
        raise LogError(
            "A key name is not empty and holds no space, plus or control character.",
            step=step,
            fault=fault,
            found=shortened(name),
        )


def _split(text: str, what: str) -> tuple[str, str, bytes]:
    """Return name, id and octets of a key in text form."""
    # The name holds no plus, the id is hexadecimal; what follows is base64, where plus is a letter.
    name, _, rest = text.partition("+")
    key_id, _, octets = rest.partition("+")
    secret = what == "key"
    if len(key_id) != 8 or set(key_id) - set("0123456789abcdef"):  # noqa: PLR2004 (4 bytes in hex)
        raise _refused("A key reads name+id+base64.", what, "" if secret else text)
    check_name(name, step=what)
    try:
        return name, key_id, from_base64(octets, step=what, fault=Fault.READER)
    except LogError:
        raise _refused("The octets of the key are not base64.", what, "") from None


def _kind(first: bytes, what: str) -> Kind:
    try:
        return Kind(first[0] if first else 0)
    except ValueError:
        found = f"0x{first.hex()}"
        raise _refused("This type of key is not known here.", what, found) from None


def _refused(sentence: str, step: str, found: str) -> LogError:
    return LogError(sentence, step=step, fault=Fault.READER, found=shortened(found))
