"""The commands of the how-to run as written, on a log that stands where its address points."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kenes.engines.log.hashing import leaf_hash
from kenes.engines.log.receipts import Receipt
from kenes.project.cli import main as kenes
from kenes.verify.cli import main as kenes_verify
from tests.verify.logs import LOG, ORIGIN, RECEIPTS, WITNESS, entry, new_log

PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/verify-the-register.md"
ADDRESS = "https://register.example/log"
COMMANDS = re.findall(
    r"^(?:7 \* \* \* \* )?(kenes(?:-verify)? .+)$", PAGE.read_text(), re.MULTILINE
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A reader's folder with the files that the page names."""
    log = new_log(tmp_path, 300)
    log.cosign(WITNESS)
    receipt = Receipt(ORIGIN, leaf_hash(entry(5)), *[datetime(2026, 11, 9, tzinfo=UTC)] * 2)
    for name, octets in {
        "log.vkey": LOG.verifier().key.vkey.encode(),
        "receipts.vkey": RECEIPTS.verifier().key.vkey.encode(),
        "witness.vkey": WITNESS.verifier().key.vkey.encode(),
        "seen.checkpoint": log.read("checkpoint"),
        "words.json": json.dumps({"answers": ["Сөздер."]}).encode(),
        "my.receipt": receipt.signed(RECEIPTS),
    }.items():
        log.beside(name, octets)
    log.proof(7)
    log.content(7)
    monkeypatch.chdir(log.keys)
    return log


@pytest.mark.parametrize(
    "command", [line for line in COMMANDS if "--listen" not in line and "watched " not in line]
)
def test_a_command_of_the_page_succeeds(place, command, capsys):
    words = shlex.split(command.split(" > ")[0].replace(ADDRESS, str(place.path)))
    run = kenes_verify if words[0] == "kenes-verify" else kenes

    assert run(words[1:]) == 0


def test_the_page_has_a_command_for_each_check():
    verbs = {" ".join(command.split()[:2]) for command in COMMANDS}

    assert verbs == {
        "kenes-verify proof", "kenes-verify log", "kenes-verify receipt",
        "kenes monitor", "kenes witness",
    }  # fmt: skip
