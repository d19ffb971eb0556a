"""Ask one witness to cosign a checkpoint, over HTTP (c2sp.org/tlog-witness, "add-checkpoint").

A witness is somebody else's server: it may be away, slow or wrong, and what it answers is believed
only when its signature holds.
"""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException

from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import from_decimal, printable, shortened
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import PublicKey
from kenes.engines.log.proofs import prove_consistency
from kenes.engines.log.reading import Read, TileReader
from kenes.engines.log.requests import Request, cosignatures_in

SECONDS = 10.0
"""So long a witness may take for each part of an answer, and half as long again for all of it."""
MOST_ANSWER_BYTES = 1 << 16
CONFLICT, DONE = 409, 200


@dataclass(frozen=True, slots=True)
class NamedWitness:
    """A witness that the policy names: its name there, its key, its address."""

    name: str
    key: PublicKey
    url: str


class WitnessFailed(Exception):
    """A witness did not cosign; the text says why and what it answered."""


def cosignatures(
    witness: NamedWitness, note: bytes, read: Read, *, old: int, seconds: float = SECONDS
) -> list[notes.Signature]:
    """Return the witness's signatures over the checkpoint `note`.

    `old` is the size that it cosigned last, as far as is known; where it names another one it is
    asked once more with the proof from there. Raises WitnessFailed.
    """
    size = Checkpoint.parse(notes.Note.parse(note).text).size
    old = min(old, size)
    status, answer = _post(witness, _request(note, read, old, size), seconds)
    if status == CONFLICT:
        held = _held(answer)
        if held > size or held == old:
            raise WitnessFailed(
                f"It has cosigned {held} entries and is shown {size}: it has seen another state of "
                "this log. Was an older copy of the server restored?"
            )
        status, answer = _post(witness, _request(note, read, held, size), seconds)
    if status != DONE:
        raise WitnessFailed(f"It answered {status}: {printable(_first_line(answer))}")
    return _believed(witness, note, answer)


def _request(note: bytes, read: Read, old: int, size: int) -> bytes:
    path = prove_consistency(old, size, TileReader(read, size).node)
    return Request(old, tuple(path), note).octets()


def _believed(witness: NamedWitness, note: bytes, answer: bytes) -> list[notes.Signature]:
    try:
        lines = cosignatures_in(answer, note, [notes.Verifier(witness.key)])
    except LogError as error:
        raise WitnessFailed(f"Its answer cannot be used: {error}") from None
    if not lines:
        raise WitnessFailed("Its answer holds no signature by the key that the policy names.")
    return lines


def _held(answer: bytes) -> int:
    try:
        return from_decimal(_first_line(answer), step="witness.size")
    except LogError:
        raise WitnessFailed("It answered 409 without saying what it cosigned last.") from None


def _first_line(answer: bytes) -> str:
    return answer[:200].decode("utf-8", "replace").partition("\n")[0]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A witness answers where the policy says, or not at all."""

    def redirect_request(self, *_args: object) -> None:
        """Follow nothing: the answer then counts as the status that it has."""


def _post(witness: NamedWitness, body: bytes, seconds: float) -> tuple[int, bytes]:
    address = f"{witness.url.rstrip('/')}/add-checkpoint"
    if not address.startswith(("http://", "https://")):
        raise WitnessFailed(f"{witness.url} is no address; the policy gives it as https://...")
    request = urllib.request.Request(  # noqa: S310 (only http and https pass)
        address, body, {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "kenes"}
    )
    try:
        with _answer_to(request, seconds) as answer:
            return answer.code, _read(answer, time.monotonic() + seconds / 2)
    except (OSError, ValueError, HTTPException) as error:
        reason = shortened(str(getattr(error, "reason", None) or error))
        raise WitnessFailed(f"It does not answer: {reason}") from None


def _answer_to(request: urllib.request.Request, seconds: float) -> "urllib.request._UrlopenRet":
    """Send a request; return the answer, also where its status is one of an error."""
    try:
        return urllib.request.build_opener(_NoRedirects).open(request, timeout=seconds)
    except urllib.error.HTTPError as error:
        return error


def _read(answer: "urllib.request._UrlopenRet", until: float) -> bytes:
    """Read an answer that may neither be endless nor come one byte a minute."""
    octets = b""
    while chunk := answer.read1(MOST_ANSWER_BYTES + 1 - len(octets)):
        octets += chunk
        if len(octets) > MOST_ANSWER_BYTES or time.monotonic() > until:
            raise WitnessFailed("Its answer is too long, or comes too slowly.")
    return octets
