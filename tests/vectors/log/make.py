"""Write `trees.json` and `signatures.json`: `uv run python -m tests.vectors.log.make`.

Entry n of every tree is the decimal number n in ASCII. Roots and paths are built from the RFC's
recursive definitions here, not by the engine; a test holds the engine against them.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.keys import Kind, SecretKey
from kenes.engines.log.notes import Note, Signer

HERE = Path(__file__).parent
SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 1000]
ORIGIN = "log.example/register"
TIME = 1_795_300_000


@cache
def root(low, high):
    """MTH(D[low:high]) of RFC 9162 section 2.1.1."""
    if low == high:
        return sha256(b"").digest()
    if high - low == 1:
        return sha256(b"\x00" + str(low).encode()).digest()
    middle = low + split(high - low)
    return sha256(b"\x01" + root(low, middle) + root(middle, high)).digest()


def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def path(index, low, high):
    """PATH of RFC 9162 section 2.1.3.1."""
    if high - low == 1:
        return []
    middle = low + split(high - low)
    if index < middle:
        return [*path(index, low, middle), root(middle, high)]
    return [*path(index, middle, high), root(low, middle)]


def subproof(old, low, high, whole):
    """SUBPROOF of RFC 9162 section 2.1.4.1."""
    if old == high - low:
        return [] if whole else [root(low, high)]
    step = split(high - low)
    if old <= step:
        return [*subproof(old, low, low + step, whole), root(low + step, high)]
    return [*subproof(old - step, low + step, high, False), root(low, low + step)]


def inclusion():
    for size in SIZES[1:]:
        for index in sorted({0, size // 3, size - 1}):
            case = {
                "name": f"{index} of {size}",
                "size": size,
                "index": index,
                "leaf": root(index, index + 1).hex(),
                "root": root(0, size).hex(),
                "path": [one.hex() for one in path(index, 0, size)],
            }
            yield {**case, "holds": True}
            name = case["name"]
            yield refused(case, f"{name}, other leaf", "inclusion.root", leaf=bytes(32).hex())
            yield refused(case, f"{name}, index of no leaf", "inclusion.index", index=size)
            longer = [*case["path"], bytes(32).hex()]
            yield refused(case, f"{name}, longer", "inclusion.length", path=longer)


def consistency():
    for new in SIZES:
        for old in [size for size in SIZES if size <= new]:
            proof = subproof(old, 0, new, True) if 0 < old < new else []
            case = {
                "name": f"{old} to {new}",
                "old": old,
                "new": new,
                "old_root": root(0, old).hex(),
                "new_root": root(0, new).hex(),
                "path": [one.hex() for one in proof],
            }
            yield {**case, "holds": True}
            if old == new:
                yield refused(case, f"fork at {new}", "consistency.fork", new_root=bytes(32).hex())
            elif old:
                yield refused(case, f"{new} to {old}", "consistency.rollback", old=new, new=old)


def refused(case, name, step, **changes):
    return {**case, **changes, "name": name, "holds": False, "step": step}


def signed_notes():
    log, witness, lattice, stranger = (
        Signer(SecretKey(name, kind, sha256(name.encode()).digest()))
        for name, kind in [
            (ORIGIN, Kind.ED25519),
            ("witness.example/1", Kind.COSIGNATURE),
            ("witness.example/2", Kind.MLDSA44),
            ("stranger.example", Kind.ED25519),
        ]
    )
    text = Checkpoint(ORIGIN, 300, root(0, 300)).text()
    vkeys = [one.verifier().key.vkey for one in (log, witness, lattice)]

    def case(name, signers, changed=text, *, step="", known=0):
        note = Note(text, tuple(one.signature(text, TIME) for one in signers)).octets().decode()
        note = note.replace(text, changed, 1)
        base = {"name": name, "vkeys": vkeys, "note": note, "known": known, "holds": not step}
        return {**base, "step": step} if step else base

    yield case("log", [log], known=1)
    yield case("log and both witnesses", [log, witness, lattice], known=3)
    yield case("a stranger beside the log", [stranger, log], known=1)
    yield case("only a stranger", [stranger], step="note.unsigned")
    larger = text.replace("\n300\n", "\n301\n")
    for one in (log, witness, lattice):
        name = f"size changed under {one.verifier().name}"
        yield case(name, [one], larger, step="note.signature")


def main():
    trees = {
        "entries": "entry n is the decimal number n in ASCII",
        "roots": [{"size": size, "root": root(0, size).hex()} for size in SIZES],
        "inclusion": list(inclusion()),
        "consistency": list(consistency()),
    }
    write("trees.json", trees)
    write("signatures.json", {"notes": list(signed_notes())})


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
