"""`kenes-verify`: good logs, proofs and receipts pass; every attack is refused by name."""

import json
import subprocess
import sys

import pytest

from kenes.engines.log import policy
from kenes.verify.cli import main
from tests.verify.attacks import ATTACKS
from tests.verify.logs import LATTICE, LOG, ORIGIN, THIEF, WITNESS, entry, new_log


@pytest.fixture
def log(tmp_path):
    return new_log(tmp_path, 300)


def told(capsys, *arguments):
    """Run the command with --json; return its exit code and report."""
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_good_log_is_accepted_with_its_facts(log, capsys):
    log.cosign(WITNESS, LATTICE)
    keys = ["--vkey", log.vkey(), "--witness", log.vkey(WITNESS), "--witness", log.vkey(LATTICE)]

    code, report = told(capsys, "log", str(log.path), *keys)

    assert (code, report["verdict"]) == (0, "accepted")
    assert (report["origin"], report["size"], report["signed by"]) == (ORIGIN, 300, [ORIGIN])
    assert report["cosigned"] == {
        "witness.example/1": "2026-11-21T22:26:40Z",
        "witness.example/2": "2026-11-21T22:26:40Z",
    }


@pytest.mark.parametrize(
    ("name", "fault"),
    [(ORIGIN, "log"), ("witness.example/1", "witness"), ("witness.example/2", "witness")],
)
def test_a_signature_that_does_not_hold_is_the_fault_of_whose_it_is(log, name, fault, capsys):
    log.cosign(WITNESS, LATTICE)
    keys = ["--vkey", log.vkey(), "--witness", log.vkey(WITNESS), "--witness", log.vkey(LATTICE)]
    note = log.read("checkpoint").decode()
    at = note.index(f"— {name} ") + len(f"— {name} ") + 40
    log.write(
        "checkpoint", f"{note[:at]}{'B' if note[at] == 'A' else 'A'}{note[at + 1 :]}".encode()
    )

    code, report = told(capsys, "log", str(log.path), *keys)

    assert code == 1
    assert (report["first_wrong"]["fault"], report["first_wrong"]["step"]) == (
        fault, "note.signature",
    )  # fmt: skip


def test_a_checkpoint_that_is_none_is_the_fault_of_the_log_that_serves_it(log, capsys):
    log.write("checkpoint", b"not a note")

    report = told(capsys, "log", str(log.path), "--vkey", log.vkey())[1]

    assert report["first_wrong"]["fault"] == "log"
    assert report["sentence"].startswith("checkpoint: ")


EXPECTED = {
    "one_changed_byte": ("log.entry", "Entry 0 in tile/entries/000"),
    "a_removed_entry": ("bundle.count", "tile/entries/001.p/44: The bundle holds fewer entries"),
    "a_swapped_pair": ("log.entry", "Entry 7 in tile/entries/000"),
    "a_forked_tree_of_equal_size": ("consistency.fork", "forked"),
    "a_rolled_back_checkpoint": ("consistency.rollback", "went back"),
    "a_truncated_tile": ("tile.length", "tile/0/000: The tile is shorter"),
    "a_signature_by_another_key": ("note.unsigned", "No known key has signed"),
    "a_rewritten_root": ("log.root", "another root than the log signed"),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_refused_and_the_first_wrong_thing_named(log, attack, capsys):
    seen = log.beside("seen.checkpoint", log.read("checkpoint"))
    arguments = ("log", str(log.path), "--vkey", log.vkey(), "--since", seen)
    assert told(capsys, *arguments)[0] == 0
    attack(log)

    code, report = told(capsys, *arguments)

    step, words = EXPECTED[attack.__name__]
    assert (code, report["verdict"], report["first_wrong"]["step"]) == (1, "refused", step)
    assert words in report["sentence"]


def test_every_attack_has_its_expected_finding():
    assert EXPECTED.keys() == {attack.__name__ for attack in ATTACKS}


def test_a_checkpoint_without_the_witness_asked_for_is_refused(log, capsys):
    code, report = told(
        capsys, "log", str(log.path), "--vkey", log.vkey(), "--witness", log.vkey(WITNESS)
    )

    assert (code, report["first_wrong"]["step"]) == (1, "policy.quorum")
    assert report["first_wrong"]["fault"] == "witness"


def test_a_policy_file_serves_in_place_of_keys(log, capsys):
    log.cosign(WITNESS)
    asked = policy.all_of((LOG.verifier().key,), (WITNESS.verifier().key,))
    path = log.beside("policy", asked.text().encode())

    assert told(capsys, "log", str(log.path), "--policy", path)[0] == 0


def test_either_key_is_accepted_while_keys_change(log, capsys):
    both = ["--vkey", log.vkey(THIEF), "--vkey", log.vkey()]

    assert told(capsys, "log", str(log.path), *both)[0] == 0


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda log: ["log", str(log.path)], "Give the log's key"),
        (lambda log: ["log", str(log.keys), "--vkey", log.vkey()], "holds no file `checkpoint`"),
        (lambda log: ["log", str(log.path), "--vkey", "/none"], "No such file"),
        (lambda log: ["log", str(log.path), "--vkey", str(log.path)], "It is no file"),
        (lambda log: ["log", str(log.path), "--vkey", log.beside("x", b"\xff")], "no verifier key"),
        (lambda log: ["log", str(log.path), "--policy", log.beside("x", b"x\n")], "is no policy"),
        (
            lambda log: ["log", str(log.path), "--policy", log.beside("x", b"quorum none\n")],
            "names no log",
        ),
        (
            lambda log: ["log", str(log.path), "--vkey", log.vkey(), "--witness", log.vkey()],
            "not of a witness",
        ),
        (lambda log: ["log", "http://127.0.0.1:9", "--vkey", log.vkey()], "does not answer"),
        (lambda log: ["proof", "/none", "--vkey", log.vkey()], "No such file"),
        (
            lambda log: ["proof", log.proof(1, carry=False), "--vkey", log.vkey()],
            "give it with --entry",
        ),
        (
            lambda log: [
                "log",
                str(log.path),
                "--vkey",
                log.vkey(),
                "--since",
                log.beside("x", b"\xff"),
            ],
            "x: The note is not UTF-8",
        ),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(log, make, reason, capsys):
    code, report = told(capsys, *make(log))

    assert (code, report["verdict"]) == (2, "unusable")
    assert reason in report["sentence"]


def test_a_proof_is_accepted_and_tells_its_act(log, capsys):
    code, report = told(
        capsys, "proof", log.proof(297), "--vkey", log.vkey(), "--content", log.content(297)
    )

    assert code == 0
    assert (report["index"], report["entry"]["type"]) == (297, "recommendation.filed")
    assert "stands for this content" in report["sentence"]


def test_a_proof_without_its_entry_takes_it_from_a_file(log, capsys):
    path = log.beside("entry.json", entry(3))

    assert told(capsys, "proof", log.proof(3, carry=False), "--vkey", log.vkey(), "--entry", path)[0] == 0  # fmt: skip


@pytest.mark.parametrize("place", [30, 200, 400, 600, 700])
def test_a_changed_byte_of_a_proof_file_is_refused(log, place, capsys):
    path = log.proof(297)
    octets = bytearray((log.keys / "entry.tlog-proof").read_bytes())
    octets[place] ^= 1
    (log.keys / "entry.tlog-proof").write_bytes(octets)

    code, report = told(capsys, "proof", path, "--vkey", log.vkey())

    assert (code, report["verdict"]) == (1, "refused")


def test_other_content_or_another_entry_is_refused(log, capsys):
    keys = ["--vkey", log.vkey()]

    code, report = told(capsys, "proof", log.proof(5), *keys, "--content", log.content(6))
    assert (code, report["first_wrong"]["step"]) == (1, "content.digest")

    other = log.beside("entry.json", entry(6))
    code, report = told(capsys, "proof", log.proof(5), *keys, "--entry", other)
    assert (code, report["first_wrong"]["step"]) == (1, "inclusion.root")


def test_the_words_that_somebody_read_are_checked_with_the_content(log, capsys):
    keys = ["--vkey", log.vkey(), "--content", log.content(5)]
    words = log.beside("words.txt", "Сөздер.\n".encode())
    wrong = log.beside("wrong.txt", "Басқа сөздер.\n".encode())

    code, report = told(capsys, "proof", log.proof(5), *keys, "--words", words)
    assert code == 0
    assert report["sentence"].endswith("stands for this content and these words.")
    code, report = told(capsys, "proof", log.proof(5), *keys, "--words", wrong)
    assert (code, report["first_wrong"]["step"]) == (1, "content.words")
    code, report = told(capsys, "proof", log.proof(5), *keys[:2], "--words", words)
    assert (code, "Give --content too" in report["sentence"]) == (2, True)


def test_a_report_for_a_person_names_what_was_expected_and_found(log, capsys):
    ATTACKS[0](log)

    assert main(["log", str(log.path), "--vkey", log.vkey()]) == 1
    out = capsys.readouterr().out
    assert out.startswith("refused: tile/0/000: Entry 0 in tile/entries/000 does not have the hash")
    assert {"expected", "found", "fault", "step"} <= {line.split(":")[0].strip() for line in out.splitlines()}  # fmt: skip


def test_what_the_log_signed_cannot_write_another_verdict_on_the_screen(tmp_path, capsys):
    log = new_log(tmp_path)
    log.grow(1, mark="\x1b[2K\raccepted")

    assert main(["proof", log.proof(0), "--vkey", log.vkey()]) == 0
    out = capsys.readouterr().out
    assert r"author\x1b[2K\raccepted" in out
    assert out.replace("\n", "").isprintable()


def test_the_command_runs_where_django_is_not(log):
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from kenes.project.cli import main as kenes\n"
        "from kenes.verify.cli import main\n"
        "assert kenes(['monitor', *sys.argv[1:4], '--store', sys.argv[4]]) == 0\n"
        "sys.exit(main(['log', *sys.argv[1:4]]))"
    )
    arguments = [str(log.path), "--vkey", log.vkey(), str(log.keys / "store")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "accepted: every entry of log.example/register" in done.stdout
