"""Proof files, policies and receipts; and parsers that never fail in any other way."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.log import bundles, notes, policy, proof_file
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import PublicKey, SecretKey
from kenes.engines.log.proofs import prove_inclusion
from kenes.engines.log.receipts import Receipt
from tests.engines.log.trees import (
    LATTICE,
    LOG,
    ORIGIN,
    WITNESS,
    entries,
    flipped,
    leaves,
    node,
    root,
)

TREE = Checkpoint(ORIGIN, 300, root(0, 300))
NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
KEYS = {
    name: one.verifier().key for name, one in {"log": LOG, "w1": WITNESS, "w2": LATTICE}.items()
}
OTHERS = [notes.Signer.generate(f"w{number}.example", KEYS["w1"].kind) for number in range(3)]


def proof(extra=None):
    path = prove_inclusion(257, 300, node)
    return proof_file.write(257, path, LOG.sign(TREE.text()), extra)


@pytest.mark.parametrize("extra", [None, b"", b"salt and content"])
def test_a_proof_file_is_read_as_it_was_written_and_holds(extra):
    read = proof_file.parse(proof(extra))

    assert (read.index, read.extra) == (257, extra)
    proof_file.check(read, entries()[257], read.checkpoint_of([LOG.verifier()]))


@given(st.integers(0, 2**20))
def test_a_changed_bit_of_a_proof_file_is_refused(bit):
    changed = flipped(proof(), bit)

    def check():
        read = proof_file.parse(changed)
        proof_file.check(read, entries()[257], read.checkpoint_of([LOG.verifier()]))

    with pytest.raises(LogError):
        check()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda octets: octets.replace(b"@v1", b"@v2"), "begins with the line"),
        (lambda octets: octets.replace(b"index 257", b"index 0257"), "leading zeros"),
        (lambda octets: octets.replace(b"index 257\n", b""), "lacks its line `index N`"),
        (lambda octets: octets.replace(b"index 257", b"extra x\nindex 257"), "canonical base64"),
        (lambda octets: octets.replace(b"index 257", b"index 257\nAAAA"), "not a SHA-256 hash"),
        (lambda octets: octets.replace(b"\n\n", b"\n"), "begins with the line"),
        (lambda octets: b"\xff" + octets, "begins with the line"),
        (lambda octets: octets.replace(b"257\n", b"257\n" + (b"A" * 43 + b"=\n") * 64), "at most"),
    ],
)
def test_a_malformed_proof_file_is_refused(change, reason):
    with pytest.raises(LogError, match=reason):
        proof_file.parse(change(proof()))


def test_a_policy_is_read_as_it_was_written():
    made = policy.all_of((KEYS["log"],), (KEYS["w1"], KEYS["w2"]))
    made = replace(made, urls={KEYS["log"]: "https://log.example", KEYS["w1"]: "https://w.example"})

    assert policy.parse(made.text().encode()) == made


def signed_by(*signers):
    text = TREE.text()
    return notes.Note(text, tuple(one.signature(text, 1) for one in signers)).octets()


def test_the_quorum_decides_what_is_accepted():
    made = policy.all_of((KEYS["log"],), (KEYS["w1"], KEYS["w2"]))

    tree, note = made.accepted(signed_by(LOG, WITNESS, LATTICE))
    assert tree == TREE
    assert note.keys() == set(KEYS.values())
    with pytest.raises(LogError, match="Too few witnesses") as caught:
        made.accepted(signed_by(LOG, WITNESS))
    assert (caught.value.fault, caught.value.found) == ("witness", "without w2")
    with pytest.raises(LogError, match="The log did not sign"):
        made.accepted(signed_by(WITNESS, LATTICE))


def test_a_policy_without_witnesses_asks_for_none():
    assert policy.all_of((KEYS["log"],), ()).accepted(signed_by(LOG))[0] == TREE


def test_a_checkpoint_under_another_origin_is_not_the_logs():
    other = replace(TREE, origin="other.example/log")

    with pytest.raises(LogError, match="The log did not sign"):
        policy.all_of((KEYS["log"],), ()).accepted(LOG.sign(other.text()))


def nested():
    names = ["x1", "x2", "x3"]
    lines = [f"log {KEYS['log'].vkey} https://log.example", "", "  # a comment"]
    lines += [f"witness {n} {o.verifier().key.vkey}" for n, o in zip(names, OTHERS, strict=True)]
    lines += [f"witness y {KEYS['w1'].vkey}\t", "group X 2 x1 x2 x3", "group XY all X y"]
    return "\n".join([*lines, "quorum XY", ""])


@pytest.mark.parametrize(
    ("signed", "is_met"),
    [((0, 1, "y"), True), ((0, 1, 2), False), ((0, "y"), False), ((), False)],
)
def test_groups_of_groups_are_counted(signed, is_met):
    keys = {KEYS["w1"] if one == "y" else OTHERS[one].verifier().key for one in signed}

    assert policy.parse(nested().encode()).is_met_by(keys) is is_met


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("quorum XY", ""), "exactly one quorum"),
        (("quorum XY", "quorum XY\nquorum XY"), "One line says"),
        (("quorum XY", "quorum Z"), "One line says"),
        (("quorum XY", "quorum XY X"), "One line says"),
        (("group X 2", "group X 4"), "1 to all"),
        (("group X 2", "group X 0"), "1 to all"),
        (("group X 2", "group X 02"), "leading zeros"),
        (("group X 2 x1 x2 x3", "group X 2"), "Write `group"),
        (("group X 2 x1", "group X 2 none"), "earlier lines"),
        (("group X 2 x1", "group X 2 XY"), "earlier lines"),
        (("group XY all X y", "group XY all X x1"), "once"),
        (("group X 2 x1 x2", "group X 2 x1 x1"), "once"),
        (("group XY", "group x1"), "taken"),
        (("witness y", "witness none"), "taken"),
        (("witness y ", "witness "), "Write `witness|name\\+id"),
        (("witness y ", "witness y no-key "), "name\\+id"),
        (("log ", "log a b "), "Write `log"),
        (("log ", "dog "), "begins with log"),
        (("log ", f"log {KEYS['log'].vkey}\nlog "), "same public key"),
        (("witness y ", f"log {KEYS['w1'].vkey}\nwitness y "), "not one of a log"),
        (("witness y ", f"witness z {KEYS['log'].vkey}\nwitness y "), "not one of a witness"),
        (("# a comment", "\x00"), "control characters"),
        (("# a comment", "x" * (1 << 18)), "larger than"),
    ],
)
def test_a_malformed_policy_is_refused_as_the_readers(change, reason):
    policy.parse(nested().encode())

    with pytest.raises(LogError, match=reason) as caught:
        policy.parse(nested().replace(*change).encode())

    assert caught.value.fault == "reader"


def test_other_keys_of_the_log_leave_every_other_line_as_it_was():
    before, key = nested(), KEYS["w1"]

    after = policy.with_logs(before.encode(), (key,))

    lines = after.decode().split("\n")
    assert lines[0] == f"log {key.vkey} https://log.example"
    assert lines[1:] == [one for one in before.split("\n") if not one.startswith("log ")]


def test_a_long_chain_of_groups_is_settled_in_one_pass():
    lines = [f"witness w {KEYS['w1'].vkey}", "group g0 any w"]
    lines += [f"group g{number} any g{number - 1}" for number in range(1, 5000)]

    read = policy.parse("\n".join([*lines, "quorum g4999"]).encode())

    assert read.is_met_by({KEYS["w1"]})
    assert not read.is_met_by(set())


RECEIPT = Receipt(ORIGIN, leaves()[0], NOW, NOW + timedelta(minutes=5))


def test_a_receipt_is_read_as_it_was_signed():
    assert Receipt.opened(RECEIPT.signed(LOG), [LOG.verifier()]) == RECEIPT
    assert RECEIPT.text().splitlines()[3:] == [
        "taken 2026-11-09T09:00:00Z",
        "due 2026-11-09T09:05:00Z",
    ]


def test_a_receipt_is_no_checkpoint_and_a_checkpoint_no_receipt():
    with pytest.raises(LogError, match="decimal"):
        Checkpoint.parse(RECEIPT.text())
    with pytest.raises(LogError, match="A receipt has 5 lines"):
        Receipt.opened(LOG.sign(TREE.text()), [LOG.verifier()])


@pytest.mark.parametrize(
    "change",
    [("taken ", "given "), ("09:00:00Z", "9:00:00Z"), ("09:00:00Z", "25:00:00Z"), ("Z\n", "\n")],
)
def test_a_malformed_receipt_is_refused(change):
    octets = LOG.sign(RECEIPT.text().replace(*change))

    with pytest.raises(LogError, match="A time of a receipt reads"):
        Receipt.opened(octets, [LOG.verifier()])


@given(st.integers(0, 2**20))
def test_a_changed_bit_of_a_receipt_is_refused(bit):
    with pytest.raises(LogError):
        Receipt.opened(flipped(RECEIPT.signed(LOG), bit), [LOG.verifier()])


GOOD = [
    LOG.sign(TREE.text()),
    proof(b"x"),
    nested().encode(),
    RECEIPT.signed(LOG),
    bundles.encode(entries()[:5]),
    LOG.verifier().key.vkey.encode(),
]
PARSERS = {
    "note": notes.Note.parse,
    "checkpoint": lambda octets: Checkpoint.parse(octets.decode("latin-1")),
    "proof": proof_file.parse,
    "policy": policy.parse,
    "receipt": lambda octets: Receipt.opened(octets, [LOG.verifier()]),
    "bundle": lambda octets: bundles.decode(octets, 5),
    "shortened bundle": lambda octets: bundles.shorten(octets, 10**6),
    "vkey": lambda octets: PublicKey.parse(octets.decode("latin-1")),
    "key": lambda octets: SecretKey.parse(octets.decode("latin-1")),
    "signature": lambda octets: notes.Signature.parse(octets.decode("latin-1")),
}


@st.composite
def garbled(draw):
    """Random octets, or a good file cut, joined, repeated and overwritten."""
    octets = draw(st.one_of(st.binary(max_size=400), st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(0, 3))):
        at, end = sorted(draw(st.tuples(st.integers(0, len(octets)), st.integers(0, len(octets)))))
        middle = draw(st.one_of(st.binary(max_size=8), st.just(octets[at:end] * 2), st.sampled_from([b"\n\n", b"\n", "— ".encode(), b"+", b"="])))  # fmt: skip
        octets = octets[:at] + middle + octets[end:]
    return octets


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(octets=garbled())
def test_a_parser_refuses_garbage_with_the_named_error_and_no_other(parse, octets):
    found = None
    try:
        parse(octets)
    except LogError as error:
        found = error
    assert found is None or (found.step and found.sentence.endswith("."))


HOSTILE = {
    "newlines": b"\n",
    "dashes": "— a AAAAAAA=\n".encode(),
    "spaces": b" ",
    "zeros": b"\x00\x00",
    "digits": b"9",
    "groups": b"group a any b\n",
}


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_ten_times_the_garbage_takes_no_hundred_times_as_long(parse, unit):
    def seconds(size):
        octets = unit * (size // len(unit))
        began = time.process_time()
        with pytest.raises(LogError):
            parse(octets)
        return time.process_time() - began

    small = min(seconds(20_000) for _ in range(2))
    large = min(seconds(200_000) for _ in range(2))

    assert large < 40 * small + 0.02
