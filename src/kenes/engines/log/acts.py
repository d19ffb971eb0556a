"""Entries of the public register: read strictly, and matched with the content they stand for.

An entry names its content only by a salted digest. Format: docs/specs/register-entry.md
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import rfc8785

from kenes.engines.log.encoding import shortened
from kenes.engines.log.errors import Fault, LogError

SALT_SIZE = 32
MEMBERS = {
    "v": int,
    "type": str,
    "at": str,
    "object": str,
    "object_version": int,
    "actor_role": str,
    "digest": str,
    "prev_version_digest": str | None,
}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says of one official act (register-entry, clause 1)."""

    v: int
    type: str
    at: str
    object: str
    object_version: int
    actor_role: str
    digest: str
    prev_version_digest: str | None

    @classmethod
    def parse(cls, entry: bytes) -> "Act":
        """Read the canonical JSON of an entry.

        Raises LogError when it is not canonical (RFC 8785), or has other members than the
        format says.
        """
        values = _json(entry, "entry.form")
        if canonical(values) != entry:
            raise _refused("The entry is not canonical JSON (RFC 8785).", "entry.form")
        if not isinstance(values, dict) or values.keys() != MEMBERS.keys():
            raise _refused("The entry does not have the members of a register entry.", "entry.form")
        for name, kind in MEMBERS.items():
            if not isinstance(values[name], kind) or isinstance(values[name], bool):
                raise _refused("A member of the entry has another type.", "entry.form", name)
        act = cls(**values)
        digests = [
            act.digest,
            *([] if act.prev_version_digest is None else [act.prev_version_digest]),
        ]
        if not all(map(_DIGEST.fullmatch, digests)):
            raise _refused("A digest of the entry is not 64 hexadecimal digits.", "entry.form")
        return act

    def match(self, content: bytes) -> None:
        """Check that a file of salt and content is what this entry stands for (clause 2).

        The file is JSON, `{"salt": HEX, "content": {...}}`, as the entry's page offers it.
        Raises LogError when it is not that, or its digest differs.
        """
        values = _json(content, "content.form")
        if not isinstance(values, dict) or values.keys() != {"salt", "content"}:
            raise _refused("The content file has the members `salt` and `content`.", "content.form")
        found = digest_of(values["content"], _salt(values["salt"])).hex()
        if found != self.digest:
            raise LogError(
                "This content is not the one that the entry stands for.",
                step="content.digest",
                fault=Fault.FILE,
                expected=self.digest,
                found=found,
            )


def digest_of(content: object, salt: bytes) -> bytes:
    """Return SHA-256(salt || canonical JSON of the content), 32 bytes (clause 1, `digest`)."""
    return sha256(salt + canonical(content)).digest()


def canonical(value: Any) -> bytes:
    """Return the one byte form of a JSON value (RFC 8785). Raises LogError when it has none."""
    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError):
        raise _refused("This value has no canonical JSON form.", "content.form") from None


def _json(octets: bytes, step: str) -> Any:
    """Read JSON in which no name stands twice."""
    try:
        return json.loads(octets.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise _refused("This is not JSON, or names a member twice.", step) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError
    return values


def _salt(text: object) -> bytes:
    if not isinstance(text, str) or not _DIGEST.fullmatch(text):
        raise _refused("The salt is 32 bytes in hexadecimal.", "content.form")
    return bytes.fromhex(text)


def _refused(sentence: str, step: str, found: str = "") -> LogError:
    return LogError(sentence, step=step, fault=Fault.FILE, found=shortened(found))
