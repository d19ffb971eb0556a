"""Which logs and how many witnesses one asks for, as a file (c2sp.org/tlog-policy)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.encoding import from_decimal, shortened
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.keys import Kind, PublicKey
from kenes.engines.log.notes import Opened, Verifier, opened

NONE = "none"
MOST_BYTES = 1 << 18
_BLANK = re.compile(r"[ \t]+")
_STEP = "policy.form"


@dataclass(frozen=True, slots=True)
class Group:
    """A group witnesses a checkpoint when `least` of its members do."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses by name, groups in the order of their lines, and the quorum's name.

    `urls` holds the addresses that lines named, by key.
    """

    logs: tuple[PublicKey, ...]
    witnesses: Mapping[str, PublicKey]
    groups: Mapping[str, Group]
    quorum: str
    urls: Mapping[PublicKey, str] = field(default_factory=dict)

    def is_met_by(self, signed: set[PublicKey]) -> bool:
        """Return whether these cosigners make the quorum ("Defining a witness group")."""
        if self.quorum == NONE:
            return True
        # A group names only what stands before it, so one pass in the file's order settles all.
        met = {name for name, key in self.witnesses.items() if key in signed}
        for name, group in self.groups.items():
            if sum(member in met for member in group.members) >= group.least:
                met.add(name)
        return self.quorum in met

    def accepted(self, checkpoint: bytes) -> tuple[Checkpoint, Opened]:
        """Open a checkpoint that a listed log signed and the quorum cosigned.

        Raises LogError when a signature does not hold, no listed log signed, the origin is not
        the log's name, or the quorum is not met.
        """
        note = self._opened(checkpoint)
        tree = Checkpoint.parse(note.text)
        signed = note.keys()
        if not any(key in signed and key.name == tree.origin for key in self.logs):
            raise _unmet("The log did not sign this checkpoint.", "log", Fault.LOG, tree.origin)
        if not self.is_met_by(signed):
            missing = [name for name, key in self.witnesses.items() if key not in signed]
            raise _unmet(
                "Too few witnesses cosigned this checkpoint.",
                "quorum",
                Fault.WITNESS,
                f"without {', '.join(missing)}",
            )
        return tree, note

    def served(self, checkpoint: bytes) -> tuple[Checkpoint, Opened]:
        """Accept a checkpoint that comes from the log itself, which has to answer for it.

        Raises LogError as `accepted` does.
        """
        try:
            return self.accepted(checkpoint)
        except LogError as error:
            if error.fault is Fault.FILE:
                raise error.blamed(Fault.LOG, "checkpoint") from None
            raise

    def _opened(self, checkpoint: bytes) -> Opened:
        """Open a checkpoint; a cosignature that does not hold is its witness's, of either kind."""
        known = [Verifier(key) for key in (*self.logs, *self.witnesses.values())]
        try:
            return opened(checkpoint, known)
        except LogError as error:
            if error.place in {key.name for key in self.witnesses.values()}:
                raise error.blamed(Fault.WITNESS) from None
            raise

    def text(self) -> str:
        """Return the policy as a file."""
        lines = [f"log {key.vkey}{self._url(key)}" for key in self.logs]
        lines += [
            f"witness {name} {key.vkey}{self._url(key)}" for name, key in self.witnesses.items()
        ]
        lines += [
            f"group {name} {group.least} {' '.join(group.members)}"
            for name, group in self.groups.items()
        ]
        return "".join(f"{line}\n" for line in (*lines, f"quorum {self.quorum}"))

    def _url(self, key: PublicKey) -> str:
        return f" {self.urls[key]}" if key in self.urls else ""


def all_of(logs: tuple[PublicKey, ...], witnesses: tuple[PublicKey, ...]) -> Policy:
    """Return the policy that asks for one of the logs and every one of the witnesses."""
    named = {f"w{number}": key for number, key in enumerate(witnesses, start=1)}
    groups = {"all": Group(len(named), tuple(named))} if named else {}
    return Policy(logs, named, groups, "all" if named else NONE)


def with_logs(octets: bytes, keys: tuple[PublicKey, ...]) -> bytes:
    """Return a policy file whose `log` lines name these keys, at the address named before.

    Every other line stays as its writer left it, comments too. Raises LogError as `parse` does.
    """
    before = parse(octets)
    urls = {key: before.urls[old] for old in before.logs if old in before.urls for key in keys}
    named = Policy(keys, {}, {}, NONE, urls).text().split("\n")[: len(keys)]
    kept = [
        line
        for line in octets.decode("utf-8", "surrogateescape").split("\n")
        if _BLANK.split(line.strip(" \t"))[0] != "log"
    ]
    return "\n".join([*named, *kept]).encode("utf-8", "surrogateescape")


def parse(octets: bytes) -> Policy:
    """Read a policy file ("Policy file syntax and structure"). Raises LogError, the reader's."""
    if len(octets) > MOST_BYTES:
        raise _refused("The policy is larger than 256 KiB.", 0)
    text = octets.decode("utf-8", "surrogateescape")
    if any((sign < " " and sign not in "\t\n") or sign == "\x7f" for sign in text):
        raise _refused("A policy holds no control characters but tab and newline.", 0)
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        words = _BLANK.split(line.strip(" \t"))
        if words[0] and not words[0].startswith("#"):
            reading.take(words, number)
    return reading.policy()


class _Reading:
    """What the lines read so far have said."""

    def __init__(self) -> None:
        self._logs: list[PublicKey] = []
        self._witnesses: dict[str, PublicKey] = {}
        self._groups: dict[str, Group] = {}
        self._quorum = ""
        self._urls: dict[PublicKey, str] = {}
        self._octets: set[tuple[str, bytes]] = set()
        self._members: set[str] = set()

    def take(self, words: list[str], line: int) -> None:
        """Read one line."""
        verb, *rest = words
        readers = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum_line,
        }
        if verb not in readers:
            raise _refused("A line begins with log, witness, group or quorum.", line, verb)
        readers[verb](rest, line)

    def policy(self) -> Policy:
        """Return the whole, once it has its quorum."""
        if not self._quorum:
            raise _refused("A policy has exactly one quorum line.", 0)
        return Policy(tuple(self._logs), self._witnesses, self._groups, self._quorum, self._urls)

    def _log(self, words: list[str], line: int) -> None:
        if len(words) not in {1, 2}:
            raise _refused("Write `log vkey [url]`.", line)
        key = self._key(words, line, "log", {Kind.ED25519, Kind.MLDSA44})
        self._logs.append(key)

    def _witness(self, words: list[str], line: int) -> None:
        if len(words) not in {2, 3}:
            raise _refused("Write `witness name vkey [url]`.", line)
        self._new_name(words[0], line)
        kinds = {Kind.COSIGNATURE, Kind.MLDSA44}
        self._witnesses[words[0]] = self._key(words[1:], line, "witness", kinds)

    def _group(self, words: list[str], line: int) -> None:
        least_words = 3
        if len(words) < least_words:
            raise _refused("Write `group name all|any|number member...`.", line)
        name, least, *members = words
        self._new_name(name, line)
        for member in members:
            if member not in self._witnesses and member not in self._groups:
                raise _refused("A group names what earlier lines define.", line, member)
            if member in self._members:
                raise _refused("A name is a member of one group, once.", line, member)
            self._members.add(member)
        counts = {"all": len(members), "any": 1}
        needed = counts[least] if least in counts else _count(least, line)
        if not 1 <= needed <= len(members):
            raise _refused("A group asks for 1 to all of its members.", line, least)
        self._groups[name] = Group(needed, tuple(members))

    def _quorum_line(self, words: list[str], line: int) -> None:
        known = {NONE, *self._witnesses, *self._groups}
        if self._quorum or len(words) != 1 or words[0] not in known:
            raise _refused("One line says `quorum name`, with a name defined before.", line)
        self._quorum = words[0]

    def _new_name(self, name: str, line: int) -> None:
        if name == NONE or name in self._witnesses or name in self._groups:
            raise _refused("This name is taken.", line, name)

    def _key(self, words: list[str], line: int, role: str, kinds: set[Kind]) -> PublicKey:
        try:
            key = PublicKey.parse(words[0])
        except LogError as error:
            raise error.blamed(Fault.READER, f"policy line {line}") from None
        if key.kind not in kinds:
            raise _refused(f"This type of key is not one of a {role}.", line, key.kind.name)
        if (role, key.public) in self._octets:
            raise _refused(f"Two {role} lines have the same public key.", line, key.name)
        self._octets.add((role, key.public))
        if len(words) > 1:
            self._urls[key] = words[1]
        return key


def _count(text: str, line: int) -> int:
    try:
        return from_decimal(text, step=_STEP, fault=Fault.READER)
    except LogError as error:
        raise error.blamed(Fault.READER, f"policy line {line}") from None


def _refused(sentence: str, line: int, found: str = "") -> LogError:
    place = f"policy line {line}" if line else "policy"
    return LogError(sentence, step=_STEP, fault=Fault.READER, place=place, found=shortened(found))


def _unmet(sentence: str, step: str, fault: Fault, found: str) -> LogError:
    return LogError(
        sentence, step=f"policy.{step}", fault=fault, place="checkpoint", found=shortened(found)
    )
