"""The how-tos as a newcomer follows them: the demonstration runs, an answer and a map are checked."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import urllib.request
from pathlib import Path
from uuid import UUID

import pytest

from tests.project.processes import clean_environment, free_port, start_kenes, wait_for

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs/how-to"
SIGNED = (
    "SELECT entry.public_id, text.number FROM register_entry entry"
    " JOIN recommendations_recommendation text ON text.public_id = entry.object"
    " WHERE entry.type = 'answer.signed' ORDER BY entry.id DESC LIMIT 1"
)
RELEASED = (
    "SELECT public_id FROM conversations_conversation WHERE releases_rows AND stage = 'closed'"
)
FIRST_SITE = "http://localhost:8000"


def blocks_of(page):
    text = (HOW_TO / page).read_text()
    return re.findall(r"^```sh\n(.+?)\n```$", text, re.MULTILINE | re.DOTALL)


BLOCKS, ON_MAPS = blocks_of("verify-the-register.md"), blocks_of("check-a-published-map.md")


def seen_on_a_page(home, site):
    """Return an answered recommendation's number and the entry to which its page leads."""
    database = sqlite3.connect(home / "kenes.sqlite3")
    hexed, number = database.execute(SIGNED).fetchone()
    database.close()
    with urllib.request.urlopen(f"{site}/en/recommendations/{number}/", timeout=120) as answer:
        links = re.findall(r"/en/register/([0-9a-f-]{36})/", answer.read().decode())
    return number, next(one for one in links if one.replace("-", "") == hexed)


def run(script, folder):
    environment = clean_environment(
        UV_PROJECT=str(ROOT), UV_NO_SYNC="1", GOCACHE=str(folder / "cache")
    )
    return subprocess.run(
        ["bash", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=400, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of the source, as far as the commands use it."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "tests/outside").mkdir(parents=True)
    shutil.copytree(ROOT / "tests/outside/tlogcheck", folder / "tests/outside/tlogcheck")
    return folder


@pytest.fixture(scope="module")
def site(prepared, folder):
    """The demonstration at work; its home is the folder `var`."""
    port = free_port()
    process = start_kenes(
        "demo", "--port", str(port),
        log=folder / "demo.log", KENES_HOME=str(prepared.copy_to(folder / "var")),
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/status.json", process, seconds=800)
        yield address
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(timeout=120)


def test_the_sections_have_their_steps():
    assert (len(BLOCKS), len(ON_MAPS)) == (4, 2)
    assert [line.split()[0] for line in BLOCKS[-1].splitlines()] == ["uv", "go/tlogcheck"]


@pytest.mark.readme
@pytest.mark.timeout(1800)
def test_a_map_comes_out_again_from_the_votes_released_and_not_from_others(folder, site):
    database = sqlite3.connect(folder / "var/kenes.sqlite3")
    (hexed,) = database.execute(RELEASED).fetchone()
    database.close()
    fetch, change = (
        block.replace("CONVERSATION", str(UUID(hexed))).replace(FIRST_SITE, site)
        for block in ON_MAPS
    )

    good, forged = run(fetch, folder), run(change, folder)

    assert (good.returncode, good.stdout.split(":")[0]) == (0, "accepted"), good.stderr
    assert "  basis: votes\n" in good.stdout
    assert (forged.returncode, forged.stdout.split(":")[0]) == (1, "refused"), forged.stderr


@pytest.mark.readme
@pytest.mark.outside
@pytest.mark.timeout(1800)
def test_an_answer_is_checked_by_two_programs_and_one_byte_makes_both_refuse(folder, site):
    number, entry = seen_on_a_page(folder / "var", site)
    check, others, change, refused = (
        block.replace("ENTRY", entry).replace("NUMBER", number).replace(FIRST_SITE, site)
        for block in BLOCKS
    )

    accepted = run(f"{check}\n{others}", folder)
    assert accepted.returncode == 0, accepted.stderr
    assert [line.split(":")[0] for line in accepted.stdout.splitlines() if line[:1].strip()] == [
        "accepted", "accepted",
    ]  # fmt: skip

    *fetch, verify = check.splitlines()
    words = json.loads((folder / "words.json").read_text())
    for text in (text for answer in words["answers"] for text in answer["texts"]):
        text["body"] += "!"
    (folder / "words.json").write_text(json.dumps(words))
    reworded = run(verify, folder)
    assert (reworded.returncode, reworded.stdout.split(":")[:2]) == (1, ["refused", " text_sha256"])

    changed = run(f"{fetch[0]}\n{change}", folder)
    assert changed.returncode == 0, changed.stderr
    for command in refused.splitlines():
        done = run(command, folder)
        assert (done.returncode, done.stdout.split(":")[0]) == (1, "refused"), done.stderr
