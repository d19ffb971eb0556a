"""Vectors: a log written by another program, and our own that others can run.

`tests/vectors/log/small` was made by an independent writer and accepted by three programs of
others. `trees.json` and `signatures.json` are ours; README.md beside them says how to run them.
"""

import base64
import json

import pytest

from kenes.engines.log import notes, proof_file
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.hashing import leaf_hash, tree_root
from kenes.engines.log.proofs import (
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
)
from kenes.engines.log.reading import TileReader, state_at
from kenes.engines.log.tiles import TreeState, integrate
from kenes.engines.log.verification import verify_log
from tests.engines.log.trees import SMALL, VECTORS

CASE = json.loads((SMALL / "case.json").read_text())
TREES = json.loads((VECTORS / "trees.json").read_text())
SIGNATURES = json.loads((VECTORS / "signatures.json").read_text())


def read(path):
    return (SMALL / "log" / path).read_bytes()


def trusted():
    return [notes.Verifier.parse(CASE[name]) for name in ("log_vkey", "wit_vkey")]


def signed_tree():
    return Checkpoint.parse(notes.opened(read("checkpoint"), trusted()).text)


def test_the_log_of_another_writer_is_accepted_whole():
    tree = signed_tree()

    assert verify_log(read, tree) == state_at(300, read)
    assert len(notes.opened(read("checkpoint"), trusted()).signed_by) == 2


def test_our_writer_makes_the_files_of_the_other():
    reader = TileReader(read, 300)

    _, files = integrate(TreeState(), [reader.entry(index) for index in range(300)])

    assert {path: read(path) for path, _ in files} == dict(files)
    assert len(files) == 5


def test_our_proofs_are_those_of_the_other():
    node = TileReader(read, 300).node

    assert encoded(prove_inclusion(CASE["index"], 300, node)) == CASE["inclusion"]
    assert encoded(prove_consistency(CASE["old"], 300, node)) == CASE["consistency"]


def test_the_proof_file_of_the_other_is_read_and_written_alike():
    octets = (SMALL / "R.tlog-proof").read_bytes()
    proof = proof_file.parse(octets)

    proof_file.check(proof, (SMALL / "entry.bin").read_bytes(), proof.checkpoint_of(trusted()))

    assert proof_file.write(proof.index, proof.path, proof.checkpoint) == octets


def test_the_old_checkpoint_of_the_other_is_extended():
    old = Checkpoint.parse(notes.opened((SMALL / "old.checkpoint").read_bytes(), trusted()).text)
    path = decoded(CASE["consistency"])

    check_consistency(old.size, old.root, 300, signed_tree().root, path)


@pytest.mark.parametrize("case", TREES["roots"], ids=lambda case: f"{case['size']}")
def test_roots_of_our_vectors(case):
    assert tree_root(leaves(case["size"])).hex() == case["root"]


@pytest.mark.parametrize("case", TREES["inclusion"], ids=lambda case: case["name"])
def test_inclusion_of_our_vectors(case):
    leaf, path = bytes.fromhex(case["leaf"]), [bytes.fromhex(one) for one in case["path"]]

    def check():
        check_inclusion(leaf, case["index"], case["size"], path, bytes.fromhex(case["root"]))

    verdict(check, case)


@pytest.mark.parametrize("case", TREES["consistency"], ids=lambda case: case["name"])
def test_consistency_of_our_vectors(case):
    path = [bytes.fromhex(one) for one in case["path"]]
    roots = bytes.fromhex(case["old_root"]), bytes.fromhex(case["new_root"])

    verdict(lambda: check_consistency(case["old"], roots[0], case["new"], roots[1], path), case)


@pytest.mark.parametrize("case", SIGNATURES["notes"], ids=lambda case: case["name"])
def test_notes_of_our_vectors(case):
    verifiers = [notes.Verifier.parse(vkey) for vkey in case["vkeys"]]

    def check():
        assert len(notes.opened(case["note"].encode(), verifiers).signed_by) == case["known"]

    verdict(check, case)


def verdict(check, case):
    """Run a check that must succeed, or fail at the step which the vector names."""
    if case["holds"]:
        check()
        return
    with pytest.raises(ValueError) as caught:
        check()
    assert caught.value.step == case["step"]


def leaves(size):
    return [leaf_hash(str(number).encode()) for number in range(size)]


def encoded(hashes):
    return [base64.b64encode(one).decode() for one in hashes]


def decoded(hashes):
    return [base64.b64decode(one) for one in hashes]
