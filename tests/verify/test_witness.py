"""The witness: every answer of the protocol, one history for each log, and its server."""

import http.client
import socket
import stat
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256

import pytest

from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.errors import LogError
from kenes.engines.log.hashing import EMPTY_ROOT
from kenes.engines.log.notes import Signer, with_signatures
from kenes.engines.log.proofs import MOST_HASHES, prove_consistency
from kenes.engines.log.reading import TileReader
from kenes.engines.log.requests import Request, cosignatures_in
from kenes.verify.witness import store
from kenes.verify.witness.command import run
from kenes.verify.witness.server import WitnessServer
from kenes.verify.witness.store import Store
from kenes.verify.witness.witnessing import Witness
from tests.verify.logs import LATTICE, LOG, ORIGIN, THIEF, TIME, WITNESS, new_log

NAME = sha256(ORIGIN.encode()).hexdigest()


@pytest.fixture
def log(tmp_path):
    return new_log(tmp_path, 300)


@pytest.fixture
def witness(tmp_path):
    keys = [LOG.verifier().key]
    return Witness([WITNESS, LATTICE], keys, Store(tmp_path / "witness.sqlite"))


def request(log, old, *, key=LOG, root=None, path=None):
    tree = log.tree()
    if path is None:
        path = prove_consistency(old, tree.size, TileReader(log.read, tree.size).node)
    note = key.sign(Checkpoint(ORIGIN, tree.size, root or tree.root).text())
    return Request(old, tuple(path), note).octets()


def test_a_first_and_a_later_checkpoint_are_cosigned(log, witness):
    first = witness.add_checkpoint(request(log, 0), now=TIME)
    log.grow(50)
    body = request(log, 300)
    second = witness.add_checkpoint(body, now=TIME + 60)

    assert (first.status, second.status) == (200, 200)
    verifiers = [WITNESS.verifier(), LATTICE.verifier()]
    note = notes.opened(Request.parse(body).checkpoint + second.octets, verifiers)
    assert [note.time_of(one.key) for one in verifiers] == [TIME + 60, TIME + 60]
    assert Checkpoint.parse(note.text) == log.tree()


def test_the_last_checkpoint_can_be_fetched(log, witness):
    assert witness.checkpoint(NAME).status == 404
    witness.add_checkpoint(request(log, 0), now=TIME)

    answer = witness.checkpoint(NAME)

    assert answer.status == 200
    assert len(notes.Note.parse(answer.octets).signatures) == 3
    assert witness.checkpoint("0" * 64).status == 404


def test_the_same_checkpoint_is_cosigned_again(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)

    assert witness.add_checkpoint(request(log, 300), now=TIME + 1).status == 200


def test_another_old_size_is_told_the_one_remembered(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)

    answer = witness.add_checkpoint(request(log, 0), now=TIME)

    assert (answer.status, answer.octets, answer.content_type) == (
        409,
        b"300\n",
        "text/x.tlog.size",
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"root": b"\x01" * 32}, 422),
        ({"path": [bytes(32)]}, 422),
        ({"key": THIEF}, 403),
        ({"key": WITNESS}, 403),
    ],
)
def test_what_does_not_extend_or_is_not_the_logs_is_refused(log, witness, changes, status):
    witness.add_checkpoint(request(log, 0), now=TIME)
    before = witness.store.latest(ORIGIN)

    assert witness.add_checkpoint(request(log, 300, **changes), now=TIME).status == status
    assert witness.store.latest(ORIGIN) == before


def test_a_fork_signed_by_the_log_is_kept_as_evidence(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)
    body = request(log, 300, root=b"\x01" * 32)

    witness.add_checkpoint(body, now=TIME)

    [(origin, reason, kept)] = witness.store.evidence()
    assert (origin, kept) == (ORIGIN, body)
    assert "forked" in reason


def test_a_fork_is_kept_whatever_old_size_came_with_it(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)

    answer = witness.add_checkpoint(request(log, 0, root=b"\x01" * 32), now=TIME)

    assert answer.status == 409
    assert [reason for _, reason, _ in witness.store.evidence()] == ["forked"]


def bad_proof(log, marks=()):
    """The log's newest checkpoint with a proof of nothing, and lines that strangers put below it."""
    sent = Request.parse(request(log, 300, path=[b"\x02" * 32]))
    return replace(sent, checkpoint=with_signatures(sent.checkpoint, marks)).octets()


def test_strangers_cannot_fill_the_evidence_with_one_checkpoint(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)
    log.grow(50)
    for number in range(3):
        mark = Signer.generate(f"stranger.example/{number}").signature("anything")
        assert witness.add_checkpoint(bad_proof(log, [mark]), now=TIME).status == 422

    [(_, _, kept)] = witness.store.evidence()

    assert b"stranger" not in kept


def test_a_checkpoint_that_gets_its_good_proof_contradicts_nothing(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)
    log.grow(50)
    witness.add_checkpoint(bad_proof(log), now=TIME)

    assert witness.add_checkpoint(request(log, 300), now=TIME).status == 200

    assert witness.store.evidence() == []


def test_a_fork_finds_room_where_other_evidence_has_none_left(log, witness, monkeypatch):
    monkeypatch.setattr(store, "MOST_EVIDENCE", 1)
    witness.add_checkpoint(request(log, 0), now=TIME)
    fork = request(log, 300, root=b"\x01" * 32)
    for _ in range(2):
        log.grow(1)
        witness.add_checkpoint(bad_proof(log), now=TIME)

    witness.add_checkpoint(fork, now=TIME)

    assert [reason for _, reason, _ in witness.store.evidence()][1:] == ["forked"]


def test_a_log_takes_the_cosignatures_it_knows_from_an_answer(log, witness):
    body = Request.parse(request(log, 0))
    answer = witness.add_checkpoint(body.octets(), now=TIME).octets

    known = cosignatures_in(answer, body.checkpoint, [WITNESS.verifier()])

    assert [line.name for line in known] == ["witness.example/1"]
    assert cosignatures_in(answer, body.checkpoint, [LOG.verifier()]) == []


def test_a_witness_that_signs_something_else_is_named(log, witness):
    answer = witness.add_checkpoint(request(log, 0), now=TIME).octets
    log.grow(1)

    with pytest.raises(LogError, match="does not fit the checkpoint") as caught:
        cosignatures_in(answer, log.read("checkpoint"), [WITNESS.verifier()])

    assert caught.value.fault == "witness"


def test_an_unknown_log_is_not_found(log, tmp_path):
    stranger = Witness([WITNESS], [LATTICE.verifier().key], Store(tmp_path / "w.sqlite"))

    assert stranger.add_checkpoint(request(log, 0), now=TIME).status == 404


def test_a_log_of_nothing_is_cosigned_and_no_other_of_size_0(witness):
    empty = LOG.sign(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text())
    wrong = LOG.sign(Checkpoint(ORIGIN, 0, bytes(32)).text())

    assert witness.add_checkpoint(Request(0, (), wrong).octets(), now=TIME).status == 422
    assert witness.add_checkpoint(Request(0, (), empty).octets(), now=TIME).status == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda _body: b"",
        lambda body: body.replace(b"old 0", b"old 00"),
        lambda body: body.replace(b"old 0", b"new 0"),
        lambda body: body.replace(b"old 0\n", b"old 301\n"),
        lambda body: body.replace(b"old 0\n", b"old 0\nAAAA\n"),
        lambda body: body.replace(
            b"old 0\n", b"old 0\n" + (b"A" * 43 + b"=\n") * (MOST_HASHES + 1)
        ),
        lambda body: body.replace(b"\n\n", b"\n"),
        lambda body: body.replace(b"\n300\n", b"\n0300\n"),
        lambda body: b"\xff" + body,
        lambda body: body[:-1],
    ],
)
def test_a_malformed_request_is_a_bad_one(log, witness, change):
    assert witness.add_checkpoint(change(request(log, 0)), now=TIME).status == 400


def test_of_many_requests_at_once_one_extends_and_no_tree_shrinks(log, witness):
    witness.add_checkpoint(request(log, 0), now=TIME)
    bodies = []
    for _ in range(8):
        log.grow(1)
        bodies.append(request(log, 300))
    answers = []

    def send(body):
        answers.append(witness.add_checkpoint(body, now=TIME).status)

    threads = [threading.Thread(target=send, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200] + [409] * 7
    assert 301 <= witness.store.latest(ORIGIN).size <= 308


@contextmanager
def connected(witness):
    with (
        serving(witness) as port,
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection,
    ):
        yield connection


@contextmanager
def serving(witness):
    with WitnessServer(("127.0.0.1", 0), witness) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def test_the_server_answers_on_one_connection(log, witness, capsys):
    with connected(witness) as connection:
        statuses = []
        for method, path, body in [
            ("POST", "/add-checkpoint", request(log, 0)),
            ("GET", f"/{NAME}/checkpoint", None),
            ("GET", "/", None),
            ("POST", "/other", b"x"),
            ("POST", "/add-checkpoint", b"x"),
        ]:
            connection.request(method, path, body)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)

    assert statuses == [200, 200, 404, 404, 400]
    assert "127.0.0.1" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("length", "status"),
    [(str(1 << 30), 413), ("9" * 5000, 413), ("x", 411), ("-1", 411)],
    ids=["a GiB", "no computer's", "no number", "negative"],
)
def test_a_body_of_no_or_too_great_length_is_not_read(witness, length, status, capsys):
    with connected(witness) as connection:
        connection.putrequest("POST", "/add-checkpoint")
        connection.putheader("Content-Length", length)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()

    assert (answer.status, answer.getheader("Connection")) == (status, "close")


def test_a_connection_that_only_waits_is_closed_after_its_time(witness, monkeypatch, capsys):
    monkeypatch.setattr(WitnessServer, "seconds", 0.05)
    with serving(witness) as port, socket.create_connection(("127.0.0.1", port), 60) as slow:
        slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\nX: ")

        assert slow.recv(100) == b""


def test_who_comes_when_all_places_are_taken_is_turned_away_and_the_next_one_served(
    log, witness, monkeypatch, capsys
):
    monkeypatch.setattr(WitnessServer, "most_connections", 1)
    with serving(witness) as port:
        with socket.create_connection(("127.0.0.1", port), 60) as first:
            first.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert first.recv(100).startswith(b"HTTP/1.1 404")
            with socket.create_connection(("127.0.0.1", port), 60) as second:
                assert second.recv(100).startswith(b"HTTP/1.1 503")
        status = None
        while status != 200:  # the place is free as soon as the first thread sees the end
            # Who is turned away while still sending finds the line closed.
            with (
                closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as third,
                suppress(ConnectionError),
            ):
                third.request("POST", "/add-checkpoint", request(log, 0))
                status = third.getresponse().status
                assert status in {200, 503}


def test_a_new_key_is_its_owners_alone_and_never_overwritten(tmp_path, capsys):
    path = tmp_path / "key"
    arguments = ["--new-key", "witness.example/9", "--key", str(path)]

    assert run(arguments) == 0
    assert capsys.readouterr().out.startswith("witness.example/9+")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text()
    assert run(arguments) == 2
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda key, _: key.chmod(0o644), "can be read by others"),
        (lambda key, _: key.write_text(LOG.dump()), "key of its own"),
        (lambda key, _: key.write_text("x"), "no signing key"),
        (lambda key, options: options.update({"--log": str(key)}), "no verifier key"),
        (lambda key, options: options.update({"--store": str(key.parent)}), "unable to open"),
        (lambda _, options: options.update({"--listen": "here"}), "takes HOST:PORT"),
        (lambda _, options: options.pop("--store"), "--store"),
    ],
)
def test_a_witness_that_cannot_run_says_why(tmp_path, change, reason, capsys):
    key = tmp_path / "key"
    key.write_text(WITNESS.dump())
    key.chmod(0o600)
    options = {
        "--key": str(key),
        "--log": new_log(tmp_path).vkey(),
        "--store": str(tmp_path / "store"),
        "--listen": "127.0.0.1:0",
    }
    change(key, options)

    assert run([word for pair in options.items() for word in pair]) == 2
    assert reason in capsys.readouterr().err
