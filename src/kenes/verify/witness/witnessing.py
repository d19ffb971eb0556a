"""Decide on one checkpoint, in the order of the specification (tlog-witness, "add-checkpoint")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import PublicKey
from kenes.engines.log.notes import Note, Opened, Signer, Verifier, opened, with_signatures
from kenes.engines.log.proofs import check_consistency
from kenes.engines.log.requests import Request
from kenes.verify.witness.answers import Answer, conflict, say
from kenes.verify.witness.store import FORKED, Latest, Store


@dataclass(frozen=True, slots=True)
class Witness:
    """Its own keys, the logs it knows by their keys, and its memory."""

    signers: Sequence[Signer]
    logs: Sequence[PublicKey]
    store: Store

    def add_checkpoint(self, body: bytes, *, now: int) -> Answer:
        """Answer one request; `now` is in seconds since the Epoch and goes into the cosignature.

        400 malformed, 404 unknown origin, 403 not signed by the log, 409 another old size than
        remembered, 422 not an extension, 200 cosigned.
        """
        try:
            request = Request.parse(body)
            tree = Checkpoint.parse(Note.parse(request.checkpoint).text)
        except LogError as error:
            return say(400, str(error))
        keys = [Verifier(key) for key in self.logs if key.name == tree.origin]
        if not keys:
            return say(404, f"This witness does not know the log {tree.origin}.")
        try:
            note = opened(request.checkpoint, keys)
        except LogError as error:
            return say(403, str(error))
        if request.old > tree.size:
            return say(400, "The old size is larger than the checkpoint.")
        return self._extend(request, _by_log_alone(request, note), tree, now)

    def _extend(self, request: Request, bare: Request, tree: Checkpoint, now: int) -> Answer:
        """Check against the last checkpoint and remember the new one, in one transaction.

        `bare` is the request as it is kept where it is refused.
        """
        with self.store.transaction() as stored:
            last = stored.latest(tree.origin)
            if request.old != last.size:
                if last.size == tree.size and last.root != tree.root:
                    stored.keep_evidence(tree.origin, FORKED, bare, at=now)
                return conflict(last.size)
            try:
                check_consistency(last.size, last.root, tree.size, tree.root, request.path)
            except LogError as error:
                is_fork = error.step == "consistency.fork"
                reason = FORKED if is_fork else str(error)
                stored.keep_evidence(tree.origin, reason, bare, at=now)
                return say(422, str(error))
            text = Note.parse(request.checkpoint).text
            lines = [signer.signature(text, now) for signer in self.signers]
            note = with_signatures(request.checkpoint, lines)
            stored.keep(tree.origin, Latest(tree.size, tree.root, note))
            stored.drop_evidence(tree.origin, bare.checkpoint)
        return Answer(200, "".join(line.line() for line in lines).encode())

    def checkpoint(self, name: str) -> Answer:
        """Return the last checkpoint cosigned for the log whose origin has this SHA-256 in hex."""
        for key in self.logs:
            if sha256(key.name.encode()).hexdigest() == name:
                note = self.store.latest(key.name).note
                if note is not None:
                    return Answer(200, note)
        return say(404, "No checkpoint of such a log was cosigned here.")


def _by_log_alone(request: Request, note: Opened) -> Request:
    """Return a request with the log's own signatures, each once: anybody may add more lines."""
    lines = dict.fromkeys(signature for _verifier, signature in note.signed_by)
    return replace(request, checkpoint=Note(note.text, tuple(lines)).octets())
