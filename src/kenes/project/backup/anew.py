"""After a loss that no copy makes good: the log ends, and another begins under a name of its own.

A log that signed so many entries never signs fewer, or others: what it signed is evidence in the
hands of readers and witnesses. Its key signs one thing more, the notice of the loss, which names
the log that goes on; the new key signs the same notice. Decision: docs/adr/0016.
"""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kenes.domain.register.log import places
from kenes.domain.register.log.folder import CHECKPOINT
from kenes.domain.register.log.gaps import Gap, publish_gap
from kenes.domain.register.log.integrating import Log, integrate, own_log
from kenes.domain.register.log.keys import Signers
from kenes.engines.log.checkpoints import Checkpoint

_NUMBERED = re.compile(r"(.+)/([1-9][0-9]{0,8})")


def begin_anew(ended: Log, gap: Gap, *, now: datetime) -> tuple[Checkpoint, str]:
    """End a log and begin the next with the same entries; return its checkpoint and the notice.

    The old keys stay beside the new ones, for nothing but proving what they signed. Raises
    LogStopped and OSError; the restore is then begun again from an empty server.
    """
    for path in (places.log_key_path(), places.receipt_key_path()):
        retire(path)
    places.make_keys(next_name(ended.keys.name))
    new = own_log()
    both = Signers(ended.keys.first, (*ended.keys.others, new.keys.first))
    heir = new.keys.first.verifier().key
    notice = publish_gap(new.folder, both, replace(gap, heir=heir), now=now)
    (new.folder.root / CHECKPOINT).unlink(missing_ok=True)
    return integrate(new), notice


def next_name(name: str) -> str:
    """Return the name of the log after this one, as `kenes.example/log/2`."""
    found = _NUMBERED.fullmatch(name)
    return f"{found[1]}/{int(found[2]) + 1}" if found else f"{name}/2"


def retire(path: Path) -> None:
    """Put a key file aside under a name that no command reads; one that is not there stays so."""
    if path.exists():
        number = 1 + len(list(path.parent.glob(f"{path.name}.ended-*")))
        path.rename(path.with_name(f"{path.name}.ended-{number}"))
