"""`kenes-verify receipt`: honoured in time, honoured late, missing, not due yet, or of another log."""

import json
from datetime import UTC, datetime

import pytest

from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.receipts import Receipt
from kenes.verify.cli import main
from tests.verify.logs import LOG, ORIGIN, RECEIPTS, WITNESS, entry, new_log

TAKEN = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
PAST, FUTURE = datetime(2026, 11, 9, 9, 5, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    return new_log(tmp_path, 300)


def receipt(log, number, due, *, origin=ORIGIN, key=LOG):
    made = Receipt(origin, leaf_hash(entry(number)), TAKEN, due)
    return log.beside("a.receipt", made.signed(key))


def told(capsys, path, log, *options):
    arguments = ["receipt", path, "--log", str(log.path), "--vkey", log.vkey(), *options]
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("number", "due", "told_of_it"),
    [
        (299, PAST, (0, "the log has this entry with index 299; since when, no witness says.")),
        (300, FUTURE, (0, "the entry is not in the log yet; its time has not come.")),
        (300, PAST, (1, "The time of the receipt has passed and its entry is not in the log.")),
    ],
)
def test_a_receipt_is_honoured_waiting_or_missing(log, number, due, told_of_it, capsys):
    path = receipt(log, number, due)

    code, report = told(capsys, path, log)

    assert (code, report["sentence"].removeprefix(f"{path}: ")) == told_of_it


def test_a_missing_entry_is_named_so_in_the_report(log, capsys):
    code, report = told(capsys, receipt(log, 300, PAST), log)

    assert (code, report["first_wrong"]["step"]) == (1, "receipt.missing")
    assert report["first_wrong"]["found"] == "not among 300 entries"


def test_a_cosigned_checkpoint_shows_that_the_entry_was_there_in_time(log, capsys):
    log.cosign(WITNESS)

    code, report = told(capsys, receipt(log, 299, FUTURE), log, "--witness", log.vkey(WITNESS))

    assert (code, report["sentence"]) == (0, "the log has this entry with index 299; in time.")


def test_a_checkpoint_cosigned_without_the_entry_after_its_time_shows_that_it_came_late(
    log, capsys
):
    log.cosign(WITNESS)
    seen = log.beside("seen", log.read("checkpoint"))
    log.grow(1)
    log.cosign(WITNESS)
    options = ("--witness", log.vkey(WITNESS), "--since", seen)
    assert told(capsys, receipt(log, 299, PAST), log, *options)[0] == 0

    code, report = told(capsys, receipt(log, 300, PAST), log, *options)

    assert (code, report["first_wrong"]["step"]) == (1, "receipt.late")
    assert "2026-11-21T22:26:40" in report["first_wrong"]["found"]


def test_an_earlier_checkpoint_of_another_history_is_refused(log, tmp_path, capsys):
    other = new_log(tmp_path / "other")
    other.grow(200, mark="2")
    seen = log.beside("seen", other.read("checkpoint"))

    code, report = told(capsys, receipt(log, 5, PAST), log, "--since", seen)

    assert (code, report["first_wrong"]["step"]) == (1, "consistency.old_root")


def test_a_receipt_of_another_log_says_nothing_about_this_one(log, capsys):
    code, report = told(capsys, receipt(log, 5, PAST, origin="other.example/log"), log)

    assert (code, report["first_wrong"]["step"]) == (1, "receipt.origin")


def test_a_receipt_by_a_key_of_its_own_needs_that_key(log, capsys):
    path = receipt(log, 5, PAST, key=RECEIPTS)

    assert told(capsys, path, log)[0] == 1
    assert told(capsys, path, log, "--receipts-vkey", log.vkey(RECEIPTS))[0] == 0
    assert main(["log", str(log.path), "--vkey", log.vkey(RECEIPTS)]) == 1
