"""Signed notes, keys, checkpoints and cosignatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.cosignatures import message, subtree_message
from kenes.engines.log.encoding import LARGEST
from kenes.engines.log.errors import LogError
from kenes.engines.log.keys import Kind, PublicKey, SecretKey
from kenes.engines.log.notes import (
    MOST_SIGNATURES,
    Note,
    Signature,
    Signer,
    Verifier,
    opened,
    with_signatures,
)
from tests.engines.log.trees import LATTICE, LOG, ORIGIN, WITNESS, flipped, root

TREE = Checkpoint(ORIGIN, 300, root(0, 300))
TIME = 1_795_300_000
SIGNERS = {"Ed25519": LOG, "cosignature": WITNESS, "ML-DSA-44": LATTICE}


def cosigned() -> bytes:
    text = TREE.text()
    signed = [LOG.signature(text), WITNESS.signature(text, TIME), LATTICE.signature(text, TIME)]
    return Note(text, tuple(signed)).octets()


def verifiers() -> list[Verifier]:
    return [signer.verifier() for signer in SIGNERS.values()]


def test_a_note_signed_by_three_kinds_of_key_opens():
    note = opened(cosigned(), verifiers())

    assert Checkpoint.parse(note.text) == TREE
    assert note.keys() == {one.key for one in verifiers()}
    assert [note.time_of(one.key) for one in verifiers()] == [None, TIME, TIME]


@pytest.mark.parametrize("signer", SIGNERS.values(), ids=SIGNERS)
def test_keys_survive_their_text(signer):
    assert Signer.load(signer.dump()) == signer
    assert Verifier.parse(signer.verifier().key.vkey) == signer.verifier()
    assert signer.dump().split("+")[-1] not in repr(signer)


@pytest.mark.parametrize("kind", Kind)
def test_a_new_key_signs_and_is_not_the_last_one(kind):
    signer, other = (Signer.generate("a.example/log", kind) for _ in range(2))

    assert opened(signer.sign(TREE.text()), [signer.verifier()]).text == TREE.text()
    assert signer.key.seed != other.key.seed


@given(st.integers(0, 2**20))
def test_a_changed_bit_of_a_note_is_refused_or_another_known_note(bit):
    changed = flipped(cosigned(), bit)

    try:
        note = opened(changed, verifiers())
    except LogError:
        return
    # A change in a name or id makes the line an unknown key's; what still opens says the same.
    assert note.text == TREE.text()
    assert len(note.signed_by) < len(verifiers())


@pytest.mark.parametrize("signer", SIGNERS.values(), ids=SIGNERS)
@given(bit=st.integers(0, 2**20))
def test_a_changed_bit_of_a_signature_is_refused(signer, bit):
    good = signer.signature(TREE.text(), TIME)
    bad = Signature(good.name, good.key_id, flipped(good.octets, bit))

    with pytest.raises(LogError, match="does not fit the text") as caught:
        opened(Note(TREE.text(), (bad,)).octets(), [signer.verifier()])

    assert caught.value.step == "note.signature"


def test_a_known_key_that_fails_rejects_the_note_whoever_else_signed():
    bad = Signature(ORIGIN, LOG.verifier().key.key_id, bytes(64))
    octets = with_signatures(WITNESS.sign(TREE.text()), [bad])

    with pytest.raises(LogError, match="does not fit"):
        opened(octets, verifiers())


def test_unknown_keys_are_passed_over():
    stranger = Signer.generate("stranger.example/1").signature(TREE.text())
    same_name = Signature(ORIGIN, b"\x00\x01\x02\x03", bytes(64))
    octets = with_signatures(LOG.sign(TREE.text()), [stranger, same_name])

    assert opened(octets, [LOG.verifier()]).keys() == {LOG.verifier().key}


def test_a_note_that_nobody_known_signed_is_refused():
    with pytest.raises(LogError, match="No known key") as caught:
        opened(LOG.sign(TREE.text()), [WITNESS.verifier()])

    assert caught.value.facts() == {
        "step": "note.unsigned",
        "fault": "file",
        "sentence": "No known key has signed this note.",
        "expected": "witness.example/1",
        "found": ORIGIN,
    }


def test_a_signature_is_added_once():
    line = WITNESS.signature(TREE.text(), TIME)
    octets = with_signatures(LOG.sign(TREE.text()), [line, line])

    assert with_signatures(octets, [line]) == octets
    assert len(Note.parse(octets).signatures) == 2


def test_sixteen_signatures_are_read_and_too_many_are_refused():
    text = "a\n"
    lines = [Signature("k.example", bytes([0, 0, 0, n]), b"x") for n in range(MOST_SIGNATURES)]

    assert len(Note.parse(Note(text, tuple(lines[:16])).octets()).signatures) == 16
    with pytest.raises(LogError, match="more than 64 signatures"):
        Note.parse(Note(text, (*lines, lines[0])).octets())


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"", "empty line"),
        (b"text\n", "empty line"),
        (b"text\n\n", "em dash"),
        ("text\n\n— a AAAAAAA=".encode(), "empty line"),
        ("text\n\n— a AAAAAAA=\nmore\n".encode(), "em dash"),
        ("te\txt\n\n— a AAAAAAA=\n".encode(), "control character"),
        ("text\r\n\n— a AAAAAAA=\n".encode(), "control character"),
        (b"\xff\n\n\xe2\x80\x94 a AAAAAAA=\n", "not UTF-8"),
        ("text\n\n—  AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a+b AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a\u00a0b AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— a AAAA\n".encode(), "key id"),
        ("text\n\n— a AAAAAAB=\n".encode(), "canonical base64"),
        ("text\n\n— a AAAAAAA\n".encode(), "canonical base64"),
        ("text\n\n— a AAAA AAA=\n".encode(), "canonical base64"),
        (b"x" * (1 << 20) + b"\n\n", "larger than"),
    ],
)
def test_a_malformed_note_is_refused(octets, reason):
    with pytest.raises(LogError, match=reason):
        Note.parse(octets)


@pytest.mark.parametrize(
    ("vkey", "reason"),
    [
        ("", "name\\+id\\+base64"),
        ("name", "name\\+id\\+base64"),
        ("name+0123456+AQ==", "name\\+id\\+base64"),
        ("name+0123456X+AQ==", "name\\+id\\+base64"),
        ("+01234567+AQ==", "key name"),
        ("na me+01234567+AQ==", "key name"),
        ("name+01234567+AQ=", "not base64"),
        ("name+01234567+", "type of key"),
        ("name+01234567+Ag==", "type of key"),
        ("name+01234567+AQ==", "another length"),
        (LOG.verifier().key.vkey.replace("+", "x+", 1), "not the id"),
    ],
)
def test_a_malformed_verifier_key_is_refused_as_the_readers(vkey, reason):
    with pytest.raises(LogError, match=reason) as caught:
        PublicKey.parse(vkey)

    assert caught.value.fault == "reader"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LOG.verifier().key.vkey, "not a signing key"),
        ("PRIVATE+KEY+name+01234567+AQ==", "another length"),
        (LOG.dump().replace("+log.", "+bog."), "not the id"),
        (LOG.dump()[:-3], "not base64"),
        (LOG.dump().replace("KEY+", "KEY+ "), "key name"),
    ],
)
def test_a_malformed_signing_key_is_refused_without_being_repeated(text, reason):
    with pytest.raises(LogError, match=reason) as caught:
        SecretKey.parse(text)

    assert text[-20:] not in str(caught.value.facts())


def test_a_key_needs_a_name():
    with pytest.raises(LogError, match="key name"):
        Signer.generate("two words")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        f"a\n01\n{'A' * 43}=\n",
        f"a\n-1\n{'A' * 43}=\n",
        f"a\n{LARGEST + 1}\n{'A' * 43}=\n",
        f"a\n\u0661\n{'A' * 43}=\n",
        f"\n1\n{'A' * 43}=\n",
        f"a\n1\n{'A' * 43}=",
        f"a\n1\n{'A' * 43}=\n\n",
        "a\n1\nAAAA\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(LogError) as caught:
        Checkpoint.parse(text)

    assert caught.value.fault == "log"


def test_extension_lines_of_others_are_kept():
    text = f"{TREE.text()}an extension\n"

    assert Checkpoint.parse(text).extensions == ("an extension",)
    assert Checkpoint.parse(text).text() == text


@pytest.mark.parametrize(
    "tree", [Checkpoint("", 1, bytes(32)), Checkpoint("a", -1, bytes(32)), Checkpoint("a", 1, b"")]
)
def test_an_impossible_checkpoint_is_not_written(tree):
    with pytest.raises(LogError, match="needs an origin"):
        tree.text()


def test_cosignatures_sign_what_the_specification_says():
    text = TREE.text()
    key = LATTICE.verifier().key

    assert message(WITNESS.verifier().key, text, 5) == b"cosignature/v1\ntime 5\n" + text.encode()
    assert message(key, text, 5) == (
        b"subtree/v1\n\x00" + b"\x11witness.example/2" + bytes(7) + b"\x05"
        b"\x14log.example/register" + bytes(8) + (300).to_bytes(8, "big") + TREE.root
    )


@pytest.mark.parametrize(
    "values",
    [("", 0, "o", 0), ("c", 0, "", 0), ("c" * 256, 0, "o", 0), ("c", 1, "o", 8)],
)
def test_an_impossible_subtree_is_not_cosigned(values):
    with pytest.raises(LogError, match="1 to 255 bytes"):
        subtree_message(*values, 9, bytes(32))


def test_a_cosignature_has_a_time_that_fits():
    with pytest.raises(LogError, match="time"):
        message(WITNESS.verifier().key, TREE.text(), LARGEST + 1)


def test_a_cosignature_of_another_length_or_on_no_checkpoint_does_not_hold():
    key_id = WITNESS.verifier().key.key_id
    short = Signature("witness.example/1", key_id, bytes(71))
    whole = Signature("witness.example/1", key_id, bytes(72))

    assert not WITNESS.verifier().accepts(TREE.text(), short)
    assert not WITNESS.verifier().accepts("no checkpoint\n", whole)
