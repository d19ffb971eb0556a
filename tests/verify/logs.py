"""Logs in a folder, to check and to tamper with."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kenes.engines.log import bundles, proof_file
from kenes.engines.log.acts import canonical, digest_of
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.keys import Kind, SecretKey
from kenes.engines.log.notes import Signer, with_signatures
from kenes.engines.log.proofs import prove_inclusion
from kenes.engines.log.reading import TileReader, state_at
from kenes.engines.log.tiles import TreeState, integrate

ORIGIN = "log.example/register"
TIME = 1_795_300_000


def signer(name, kind):
    return Signer(SecretKey(name, kind, sha256(f"{name} {kind}".encode()).digest()))


LOG = signer(ORIGIN, Kind.ED25519)
THIEF = Signer(SecretKey(ORIGIN, Kind.ED25519, sha256(b"thief").digest()))
RECEIPTS = signer(f"{ORIGIN}/receipts", Kind.ED25519)
WITNESS = signer("witness.example/1", Kind.COSIGNATURE)
LATTICE = signer("witness.example/2", Kind.MLDSA44)


def salt(index):
    return sha256(f"salt {index}".encode()).digest()


def content(index):
    return {"recommendation": index, "text_sha256": sha256("Сөздер.".encode()).hexdigest()}


def entry(index, mark=""):
    values = {
        "v": 1,
        "type": "recommendation.filed",
        "at": "2026-11-09T09:00:00Z",
        "object": f"00000000-0000-7000-8000-{index:012d}",
        "object_version": 1,
        "actor_role": f"author{mark}",
        "digest": digest_of(content(index), salt(index)).hex(),
        "prev_version_digest": None,
    }
    return canonical(values)


@dataclass(frozen=True)
class Folder:
    """A published log, with the keys beside it."""

    path: Path
    keys: Path
    key: Signer = LOG

    def entries(self):
        """Return every entry, in order."""
        reader = TileReader(self.read, self.size())
        return [one for number in range(-(-self.size() // 256)) for one in reader.entries(number)]

    def file(self, path):
        return self.path / path

    def write(self, path, octets):
        target = self.file(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(octets)

    def read(self, path):
        return self.file(path).read_bytes()

    def size(self):
        return int(self.read("checkpoint").split(b"\n")[1])

    def grow(self, count, mark="", key=LOG):
        """Append entries and sign; `mark` makes them differ from those of another log."""
        size = self.size() if self.file("checkpoint").exists() else 0
        state = state_at(size, self.read) if size else TreeState()
        state, files = integrate(state, [entry(size + at, mark) for at in range(count)])
        for path, octets in files:
            self.write(path, octets)
        self.write("checkpoint", key.sign(Checkpoint(ORIGIN, state.size, state.root()).text()))

    def cosign(self, *signers):
        note = self.read("checkpoint")
        text = note.decode().split("\n\n")[0] + "\n"
        self.write("checkpoint", with_signatures(note, [s.signature(text, TIME) for s in signers]))

    def tree(self):
        return Checkpoint.parse(self.read("checkpoint").decode().split("\n\n")[0] + "\n")

    def proof(self, index, *, carry=True):
        """Write the proof file of an entry and return its path."""
        reader = TileReader(self.read, self.size())
        path = prove_inclusion(index, self.size(), reader.node)
        octets = proof_file.write(
            index, path, self.read("checkpoint"), reader.entry(index) if carry else None
        )
        return self.beside("entry.tlog-proof", octets)

    def content(self, index):
        values = {"salt": salt(index).hex(), "content": content(index)}
        return self.beside("content.json", json.dumps(values).encode())

    def beside(self, name, octets):
        (self.keys / name).write_bytes(octets)
        return str(self.keys / name)

    def vkey(self, one=None):
        one = one or self.key
        name = f"{one.verifier().key.key_id.hex()}.vkey"
        return self.beside(name, f"{one.verifier().key.vkey}\n".encode())


def new_log(folder, count=0):
    (folder / "log").mkdir(parents=True, exist_ok=True)
    (folder / "keys").mkdir(exist_ok=True)
    log = Folder(folder / "log", folder / "keys")
    if count:
        log.grow(count)
    return log


def bundle_of(log, number):
    """Return path and entries of a bundle of a log."""
    reader = TileReader(log.read, log.size())
    width = min(256, log.size() - number * 256)
    path = f"tile/entries/{number:03d}" + (f".p/{width}" if width < 256 else "")
    return path, reader.entries(number)


def tile_of(log, number):
    """Return the path of a tile of hashes of a log."""
    width = min(256, log.size() - number * 256)
    return f"tile/0/{number:03d}" + (f".p/{width}" if width < 256 else "")


def change_bundle(log, number, change):
    path, entries = bundle_of(log, number)
    log.write(path, bundles.encode(change(entries)))
