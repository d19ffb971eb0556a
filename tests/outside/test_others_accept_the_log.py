"""Programs by others accept our log, and refuse what of an attack they can see.

The engine makes the log here. Each tool first accepts the good log; only then its refusal of a
changed one says anything.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.outside import tools
from tests.verify.attacks import ATTACKS
from tests.verify.logs import WITNESS, new_log

pytestmark = pytest.mark.outside

SPECIFICATION = Path(__file__).resolve().parents[2] / "docs/specs/log.md"
TOOLS = ["go", "aics", "metamorphic", "kenes"]
SEEN = {
    # Exit codes with the log alone in hand: go, aics, metamorphic, kenes. 2: our part could not
    # read what metamorphic, which opens no files itself, was to be shown.
    "one_changed_byte": (1, 1, 1, 1),
    "a_removed_entry": (1, 1, 2, 1),
    "a_swapped_pair": (1, 1, 1, 1),
    "a_forked_tree_of_equal_size": (0, 0, 0, 0),
    "a_rolled_back_checkpoint": (0, 0, 0, 0),
    "a_truncated_tile": (1, 1, 2, 1),
    "a_signature_by_another_key": (1, 1, 1, 1),
    "a_rewritten_root": (1, 1, 1, 1),
}
SINCE = {
    # With the checkpoint that the reader has seen before; only these two differ.
    **SEEN,
    "a_forked_tree_of_equal_size": (1, 1, 1, 1),
    "a_rolled_back_checkpoint": (1, 1, 1, 1),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return tools.build_go(tmp_path_factory.mktemp("go"))


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    log = new_log(tmp_path_factory.mktemp("good"), 280)
    log.beside("seen", log.read("checkpoint"))
    log.grow(20)
    log.beside("seen300", log.read("checkpoint"))
    return log


def codes(program, log, **options):
    """Ask every tool; return the exit codes in the order of TOOLS."""
    vkey = log.vkey()
    options = {"vkey": vkey, **options}
    return (
        tools.go(program, log.path, **options),
        tools.aics(log.path, **options),
        tools.metamorphic(log.path, **options),
        tools.kenes(log.path, **options),
    )


def test_every_tool_accepts_the_good_log(program, good):
    since = str(good.keys / "seen")

    assert codes(program, good, since=since) == (0, 0, 0, 0)


def test_every_tool_that_knows_witnesses_accepts_a_cosignature_and_asks_for_it(
    program, good, tmp_path
):
    shutil.copytree(good.path.parent, tmp_path / "copy")
    log = new_log(tmp_path / "copy")

    assert codes(program, log, witness=log.vkey(WITNESS)) == (1, 1, 0, 1)
    log.cosign(WITNESS)
    assert codes(program, log, witness=log.vkey(WITNESS)) == (0, 0, 0, 0)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_each_tool_refuses_what_it_can_see(program, good, tmp_path, attack):
    shutil.copytree(good.path.parent, tmp_path / "copy")
    log = new_log(tmp_path / "copy")
    attack(log)

    alone = codes(program, log)
    since = codes(program, log, since=str(log.keys / "seen300"))

    assert (alone, since) == (SEEN[attack.__name__], SINCE[attack.__name__])


def test_the_table_names_every_attack_and_is_the_one_in_the_specification():
    rows = re.findall(r"^\| (an? .+?|one .+?) \| (.+) \|$", SPECIFICATION.read_text(), re.MULTILINE)
    written = {name.replace(" ", "_"): cells.split(" | ") for name, cells in rows}

    assert SEEN.keys() == {attack.__name__ for attack in ATTACKS} == written.keys()
    for name, cells in written.items():
        codes = [
            f"{a}" if a == b else f"{a}, {b}" for a, b in zip(SEEN[name], SINCE[name], strict=True)
        ]
        assert (name, cells) == (name, codes)


def test_go_accepts_our_proof_file_and_refuses_a_changed_one(program, good):
    path = good.proof(257)
    assert tools.go_proof(program, path, good.vkey()) == 0

    changed = (good.keys / "entry.tlog-proof").read_bytes().replace(b"extra e", b"extra f", 1)
    assert tools.go_proof(program, good.beside("changed", changed), good.vkey()) == 1
