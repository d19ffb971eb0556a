"""A witness by others cosigns our log, in the protocol's own words, and refuses a fork."""

import http.client
import re
import subprocess
import sys
from contextlib import closing

import pytest

from kenes.engines.log import notes, requests
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.proofs import prove_consistency
from kenes.engines.log.reading import TileReader
from kenes.verify.cli import main as kenes_verify
from tests.verify.logs import LOG, ORIGIN, new_log


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return new_log(tmp_path_factory.mktemp("log"), 300)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Run aics-witness for our log; give its port and its verifier key."""
    folder = tmp_path_factory.mktemp("witness")
    config = ["--config", str(folder / "witness.json")]

    def aics_witness(*arguments):
        return [sys.executable, "-m", "aics_witness", *arguments]

    made = subprocess.run(
        aics_witness("init", *config, "--name", "witness.example/aics"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    vkey = re.search(r"witness\.example/aics\+[0-9a-f]{8}\+\S+", made.stdout)[0].strip('",')
    key = LOG.verifier().key.vkey
    subprocess.run(
        aics_witness("add-log", *config, "--origin", ORIGIN, "--vkey", key),
        capture_output=True, check=True,
    )  # fmt: skip
    process = subprocess.Popen(
        aics_witness("serve", *config, "--listen", "127.0.0.1:0"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    for line in process.stdout:
        if found := re.search(r"127\.0\.0\.1:(\d+)", line):
            break
    yield int(found[1]), notes.Verifier.parse(vkey)
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


def add_checkpoint(port, log, old, *, root=None):
    tree = log.tree()
    path = prove_consistency(old, tree.size, TileReader(log.read, tree.size).node)
    note = LOG.sign(Checkpoint(ORIGIN, tree.size, root or tree.root).text())
    body = requests.Request(old, tuple(path), note).octets()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("POST", "/add-checkpoint", body)
        answer = connection.getresponse()
        return answer.status, answer.read(), note


def test_the_witness_of_others_follows_our_log_and_refuses_a_fork(served, log, capsys):
    port, witness = served
    statuses = [add_checkpoint(port, log, 0)[0]]
    log.grow(40)
    statuses += [add_checkpoint(port, log, 0)[0], add_checkpoint(port, log, 300, root=bytes(32))[0]]

    status, answer, note = add_checkpoint(port, log, 300)

    assert [*statuses, status] == [200, 409, 422, 200]
    lines = requests.cosignatures_in(answer, note, [witness])
    log.write("checkpoint", notes.with_signatures(note, lines))
    key = log.beside("aics.vkey", witness.key.vkey.encode())
    assert kenes_verify(["log", str(log.path), "--vkey", log.vkey(), "--witness", key]) == 0
