"""The monitor keeps what it saw, and reports what the log later shows otherwise."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.receipts import Receipt
from kenes.verify.cli import main as verify
from kenes.verify.monitor.command import run
from kenes.verify.monitor.mirror import Mirror
from tests.verify import attacks
from tests.verify.logs import LOG, ORIGIN, WITNESS, entry, new_log


@pytest.fixture
def log(tmp_path):
    return new_log(tmp_path, 300)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def look(log, store, capsys, *more):
    """Run one look; return exit code and report."""
    code = run([str(log.path), "--vkey", log.vkey(), "--store", str(store), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_a_growing_log_is_followed_and_copied(log, store, capsys):
    assert look(log, store, capsys)[1]["new"] == 300
    log.grow(500)

    code, report = look(log, store, capsys)

    assert (code, report["size"], report["new"], report["findings"]) == (0, 800, 500, [])
    assert verify(["log", str(store), "--vkey", log.vkey()]) == 0
    assert len(list((store / "checkpoints").iterdir())) == 2


FINDINGS = {
    "one_changed_byte": "tile.rewritten",
    "a_removed_entry": "bundle.count",
    "a_swapped_pair": "tile.rewritten",
    "a_forked_tree_of_equal_size": "consistency.fork",
    "a_rolled_back_checkpoint": "consistency.rollback",
    "a_truncated_tile": "tile.rewritten",
    "a_signature_by_another_key": "note.unsigned",
    "a_rewritten_root": "log.entry",
}


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_found_and_its_evidence_kept(log, store, attack, capsys):
    assert look(log, store, capsys)[0] == 0
    kept = (store / "checkpoint").read_bytes()
    attack(log)

    code, report = look(log, store, capsys)

    steps = [finding["step"] for finding in report["findings"]]
    assert (code, steps[0]) == (1, FINDINGS[attack.__name__])
    assert (store / "checkpoint").read_bytes() == kept
    [finding, *_] = report["findings"]
    assert json.loads((store / finding["evidence"] / "finding.json").read_text())["step"] in steps
    assert verify(["log", str(store), "--vkey", log.vkey()]) == 0


def test_every_attack_has_its_finding():
    assert FINDINGS.keys() == {attack.__name__ for attack in attacks.ATTACKS}


def test_a_fork_that_goes_on_growing_is_found(log, store, capsys):
    look(log, store, capsys)
    attacks.replace(log, attacks.another_history(log))
    log.grow(100, mark="2")

    code, report = look(log, store, capsys)

    assert code == 1
    assert report["findings"][0]["step"].startswith("consistency.")
    evidence = store / report["findings"][0]["evidence"]
    assert {"checkpoint", "seen"} <= {path.name for path in evidence.iterdir()}


def test_the_same_finding_is_kept_once(log, store, capsys):
    look(log, store, capsys)
    attacks.a_forked_tree_of_equal_size(log)

    for _ in range(3):
        assert look(log, store, capsys)[0] == 1

    assert len([one for one in (store / "evidence").iterdir() if "fork" in one.name]) == 1


def test_old_files_are_read_again_in_turn(tmp_path, store, capsys):
    log = new_log(tmp_path, 1100)
    assert look(log, store, capsys, "--again", "1")[0] == 0
    log.write("tile/0/003", bytes(8192))
    log.file("tile/entries/002").unlink()

    found = [look(log, store, capsys, "--again", "1")[1]["findings"] for _ in range(4)]

    assert [[one["step"] for one in turn] for turn in found] == [[], [], ["tile.gone"], ["tile.rewritten"]]  # fmt: skip
    assert [turn[0]["place"] for turn in found if turn] == ["tile/entries/002", "tile/0/003"]


def receipt(store, number, due):
    taken = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    made = Receipt(ORIGIN, leaf_hash(entry(number)), taken, due)
    (store / "receipts").mkdir(parents=True, exist_ok=True)
    (store / "receipts" / f"{number}.receipt").write_bytes(made.signed(LOG))


def test_a_receipt_is_watched_until_it_is_honoured(log, store, capsys):
    receipt(store, 300, datetime(2026, 11, 9, 9, 5, tzinfo=UTC))
    receipt(store, 301, datetime(2999, 1, 1, tzinfo=UTC))

    code, report = look(log, store, capsys)
    assert (code, [one["step"] for one in report["findings"]]) == (1, ["receipt.missing"])
    assert report["findings"][0]["place"] == "300.receipt"

    log.grow(5)
    assert look(log, store, capsys)[0] == 0
    honoured = sorted(path.name for path in (store / "receipts/honoured").iterdir())
    assert honoured == ["300.receipt", "301.receipt"]


def test_a_receipt_that_the_log_did_not_sign_is_said_to_be_none(log, store, capsys):
    (store / "receipts").mkdir(parents=True)
    (store / "receipts/x").write_bytes(b"x")

    code, report = look(log, store, capsys)

    assert (code, report["findings"][0]["place"]) == (1, "x")


def test_a_missing_cosignature_is_a_finding(log, store, capsys):
    code, report = look(log, store, capsys, "--witness", log.vkey(WITNESS))

    assert (code, report["findings"][0]["step"]) == (1, "policy.quorum")


def test_quiet_says_nothing_when_all_holds_and_speaks_when_not(log, store, capsys):
    arguments = [str(log.path), "--vkey", log.vkey(), "--store", str(store)]

    assert run([*arguments, "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert run(arguments) == 0
    assert "300 entries hold, 0 of them new" in capsys.readouterr().out
    attacks.a_rolled_back_checkpoint(log)
    assert run([*arguments, "--quiet"]) == 1
    assert "FOUND consistency.rollback" in capsys.readouterr().out


def spoilt(log, store):
    for path in store.glob("tile/0/001.p/*"):
        path.write_bytes(bytes(32 * 44))


def half_gone(log, store):
    shutil.rmtree(store / "tile/0")


def not_to_be_written(log, store):
    log.grow(10)
    (store / "checkpoint.part").mkdir()


def of_another_log(log, store):
    (store / "checkpoint").write_bytes(WITNESS.sign(log.tree().text()))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda log, _store: shutil.rmtree(log.path), "holds no file `checkpoint`"),
        (spoilt, "is damaged"),
        (half_gone, "is damaged"),
        (not_to_be_written, "checkpoint.part cannot be written"),
        (of_another_log, "is of another log"),
    ],
)
def test_a_look_that_cannot_be_had_is_exit_code_2(log, store, change, reason, capsys):
    look(log, store, capsys)
    change(log, store)

    code = run([str(log.path), "--vkey", log.vkey(), "--store", str(store)])

    assert code == 2
    assert reason in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_or_is_in_use_is_exit_code_2(log, store, capsys):
    arguments = [str(log.path), "--vkey", log.vkey(), "--store"]

    assert run([*arguments, f"{log.vkey()}/store"]) == 2
    with Mirror(store).locked():
        assert run([*arguments, str(store)]) == 2
    assert "Another monitor is at work" in capsys.readouterr().err
