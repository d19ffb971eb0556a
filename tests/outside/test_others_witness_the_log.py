"""A witness by others cosigns our log, in the protocol's own words, and refuses a fork."""

import http.client
from contextlib import closing

import pytest

from kenes.engines.log import notes, requests
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.proofs import prove_consistency
from kenes.engines.log.reading import TileReader
from kenes.verify.cli import main as kenes_verify
from tests.outside import tools
from tests.verify.logs import LOG, ORIGIN, new_log


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return new_log(tmp_path_factory.mktemp("log"), 300)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Run aics-witness for our log; give its port and its verifier key."""
    with tools.aics_witness(tmp_path_factory.mktemp("witness"), LOG.verifier().key) as served:
        yield served


def add_checkpoint(port, log, old, *, root=None):
    tree = log.tree()
    path = prove_consistency(old, tree.size, TileReader(log.read, tree.size).node)
    note = LOG.sign(Checkpoint(ORIGIN, tree.size, root or tree.root).text())
    body = requests.Request(old, tuple(path), note).octets()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
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
