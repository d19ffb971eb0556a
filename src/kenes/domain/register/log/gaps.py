"""The public, signed notice that something of the register was lost, and what was done.

Form, one item a line: `kenes-gap/v1`, the log's name, the time, how many entries were published
and their root (or `unknown`), how many the database held, how many stand without their content,
and the reason in words. Where the log ends with it, two lines more: `goes on as` and the new log's
name, `key` and its verifier key; both logs' keys have signed then. Its second line is no number, so
it can never pass for a checkpoint.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from kenes.domain.register.log.folder import Folder
from kenes.domain.register.log.keys import Signers
from kenes.domain.register.log.publishing import GAPS
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import to_base64
from kenes.engines.log.keys import PublicKey

HEAD = "kenes-gap/v1"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """What was published before the loss (None: nobody knows), what was held, what stands empty.

    `heir` is the key of the log that goes on where this one ended with the loss.
    """

    published: Checkpoint | None
    held: int
    emptied: int
    reason: str
    heir: PublicKey | None = None


def publish_gap(target: Folder, keys: Signers, gap: Gap, *, now: datetime) -> str:
    """Sign a notice and publish it below `gap/`; return its path. A notice is never replaced."""
    path = f"{GAPS}/{1 + max(_numbers(target), default=0)}"
    target.add(path, keys.sign(_text(keys.name, gap, now)))
    return path


def gaps_in(target: Folder) -> list[str]:
    """Return the notices that are out, oldest first, as text."""
    return [target.read(f"{GAPS}/{number}").decode() for number in sorted(_numbers(target))]


def _numbers(target: Folder) -> list[int]:
    """Return the numbers of the notices that are out; another file among them is none."""
    taken = target.root / GAPS
    names = [place.name for place in taken.iterdir()] if taken.is_dir() else []
    return [int(name) for name in names if name.isdecimal()]


def _text(name: str, gap: Gap, now: datetime) -> str:
    known = gap.published
    published = f"{known.size} {to_base64(known.root)}" if known else "unknown"
    reason = " ".join(gap.reason.split())[:LONGEST_REASON]
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = (
        HEAD,
        name,
        f"restored {moment}",
        f"published {published}",
        f"held {gap.held}",
        f"without content {gap.emptied}",
        f"reason {reason}",
    )
    heir = (f"goes on as {gap.heir.name}", f"key {gap.heir.vkey}") if gap.heir else ()
    return "".join(f"{line}\n" for line in (*lines, *heir))
