"""The worker asks witnesses to cosign: whoever answers stands below the checkpoint, nobody is awaited."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from kenes.domain.register.log import places, proving, witnesses
from kenes.domain.register.log.errors import AnotherIntegrates
from kenes.domain.register.log.integrating import integrate
from kenes.domain.register.log.locks import alone
from kenes.engines.log import policy
from kenes.engines.log.keys import Kind
from kenes.engines.log.notes import Signer
from kenes.project.witnessing import REST, Witnessing
from kenes.verify.cli import main as kenes_verify
from kenes.verify.witness.server import WitnessServer
from kenes.verify.witness.store import Store
from kenes.verify.witness.witnessing import Witness
from tests.factories.register import light_lamps

pytestmark = pytest.mark.django_db
WITNESS = Signer.generate("witness.example/1", Kind.COSIGNATURE)
LATTICE = Signer.generate("witness.example/2", Kind.MLDSA44)
OTHER = Signer.generate("witness.example/3", Kind.COSIGNATURE)


@contextmanager
def served(server):
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def kenes_witness(log, folder, *signers):
    """Run our own witness for the log; give its address."""
    store = Store(folder / "witness.sqlite")
    witness = Witness(signers, [log.keys.first.verifier().key], store)
    with served(WitnessServer(("127.0.0.1", 0), witness)) as url:
        yield url


@contextmanager
def answering(status, octets):
    """Run a server that gives every request one answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_args):
            pass

    with served(HTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield url


def name_in_policy(log, *pairs):
    """Write the witnesses with their addresses into the published policy."""
    keys = tuple(signer.verifier().key for signer, _url in pairs)
    urls = {signer.verifier().key: url for signer, url in pairs}
    made = policy.all_of((log.keys.first.verifier().key,), keys)
    rules = policy.Policy(made.logs, made.witnesses, {}, policy.NONE, urls)
    log.folder.replace(places.POLICY, rules.text().encode())


def ask_all(log, *, seconds=60):
    return witnesses.ask(log.folder, witnesses.named_witnesses(log.folder), seconds=seconds)


def verified(log, folder, *signers):
    """Check the published log as an observer does who asks for these cosignatures."""
    options = []
    for number, signer in enumerate(signers):
        path = folder / f"{number}.vkey"
        path.write_text(signer.verifier().key.vkey)
        options += ["--witness", str(path)]
    vkey = str(log.folder.root / places.LOG_VKEY)
    return kenes_verify(["log", str(log.folder.root), "--vkey", vkey, *options])


def test_two_witnesses_cosign_each_new_checkpoint_and_observers_accept_it(log, tmp_path, capsys):
    with kenes_witness(log, tmp_path, WITNESS, LATTICE) as url:
        name_in_policy(log, (WITNESS, url), (LATTICE, url))
        worker = Witnessing()
        for count in (4, 30):
            light_lamps(count, begin=count)
            integrate(log)
            assert verified(log, tmp_path, WITNESS, LATTICE) == 1
            # Both keys are one server's: whichever comes second may find the tree known already.
            worker.step(timezone.now())
            worker.step(timezone.now() + REST)
            assert verified(log, tmp_path, WITNESS, LATTICE) == 0


def test_the_page_of_the_log_is_told_who_cosigned_and_how_far(log, tmp_path):
    light_lamps(2)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url), (OTHER, "http://127.0.0.1:1"))
        Witnessing().step(timezone.now())
        light_lamps(3, begin=10)
        integrate(log)

        seen, silent = proving.standing().witnesses

    assert (seen.size, seen.is_current, seen.url) == (2, False, url)
    assert (silent.at, silent.size, silent.is_current) == (None, None, False)
    Witnessing().step(timezone.now())  # the witness is away now
    assert proving.standing().witnesses[0].at == seen.at


def test_a_witness_that_forgot_or_knows_more_than_we_think_is_asked_again(log, tmp_path):
    light_lamps(5)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url))
        assert ask_all(log) == {}
        (tmp_path / "witnesses").rename(tmp_path / "gone")  # our memory of it
        light_lamps(5, begin=20)
        integrate(log)
        assert ask_all(log) == {}
    (tmp_path / "witness.sqlite").unlink()  # its memory of us
    light_lamps(5, begin=40)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url))
        assert ask_all(log) == {}
        assert witnesses.last_of(WITNESS.verifier().key).size == 15


def test_a_witness_that_saw_more_than_we_show_is_told_of_as_a_step_back(log, tmp_path):
    light_lamps(5)
    integrate(log)
    earlier = log.folder.read("checkpoint")
    light_lamps(5, begin=20)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url))
        assert ask_all(log) == {}
        log.folder.replace("checkpoint", earlier)

        (why,) = ask_all(log).values()

    assert "It has cosigned 10 entries and is shown 5" in why


@pytest.mark.parametrize(
    ("status", "octets", "why"),
    [
        (200, b"", "signature"),
        (200, b"nonsense", "Its answer cannot be used"),
        (200, b"x" * 70_000, "too long"),
        (409, b"soon", "409 without saying what it cosigned"),
        (409, b"0\n", "It has cosigned 0 entries"),
        (302, b"", "It answered 302"),
        (403, b"Unknown key\n<b>", "It answered 403: Unknown key"),
        (500, b"\xff\x00", r"It answered 500: \ufffd\x00"),
    ],
)
def test_an_answer_of_any_other_kind_is_named_and_changes_nothing(log, status, octets, why):
    light_lamps(2)
    integrate(log)
    before = log.folder.read("checkpoint")
    with answering(status, octets) as url:
        name_in_policy(log, (WITNESS, url))

        (said,) = ask_all(log).values()

    assert why in said
    assert not witnesses.publish_cosigned(log.folder)
    assert log.folder.read("checkpoint") == before


@pytest.mark.parametrize(
    "octets",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_witness_that_speaks_no_http_is_named_and_ends_nothing(log, octets):
    light_lamps(2)
    integrate(log)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=speak, args=(server, octets))
        thread.start()
        name_in_policy(log, (WITNESS, f"http://127.0.0.1:{server.getsockname()[1]}"))

        (said,) = ask_all(log).values()
        thread.join()

    assert "It does not answer" in said


def speak(server, octets):
    """Give one connection these bytes, once it has asked."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(octets)


def test_a_signature_by_another_key_is_not_taken(log, tmp_path):
    light_lamps(2)
    integrate(log)
    with kenes_witness(log, tmp_path, OTHER) as url:
        name_in_policy(log, (WITNESS, url))

        (why,) = ask_all(log).values()

    assert "no signature by the key that the policy names" in why


def test_a_silent_witness_costs_its_time_and_the_others_are_asked_meanwhile(log, tmp_path):
    light_lamps(2)
    integrate(log)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        kenes_witness(log, tmp_path, WITNESS) as url,
    ):
        name_in_policy(log, (OTHER, f"http://127.0.0.1:{silent.getsockname()[1]}"), (WITNESS, url))

        failed = ask_all(log, seconds=0.3)

    assert list(failed) == ["w1"]
    assert "timed out" in failed["w1"]
    assert witnesses.publish_cosigned(log.folder)


def test_a_witness_that_failed_rests_until_a_new_checkpoint_or_some_minutes(log, tmp_path, caplog):
    light_lamps(1)
    integrate(log)
    name_in_policy(log, (WITNESS, "http://127.0.0.1:1"))
    worker, now = Witnessing(), timezone.now()

    def times_said():
        return caplog.text.count("did not cosign")

    worker.step(now)
    worker.step(now + timedelta(seconds=60))
    assert times_said() == 1
    worker.step(now + REST)
    assert times_said() == 2
    light_lamps(1, begin=9)
    integrate(log)
    worker.step(now + REST)
    assert times_said() == 3


def test_a_cosignature_of_yesterday_is_asked_for_anew_and_takes_the_old_ones_place(log, tmp_path):
    light_lamps(1)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url))
        worker, now = Witnessing(), timezone.now()
        worker.step(now)
        assert not witnesses.waiting_for(log.folder, now + timedelta(hours=23))
        worker.step(now + timedelta(hours=25))

    lines = log.folder.read("checkpoint").decode().splitlines()
    assert sum("witness.example/1" in line for line in lines) == 1


def test_while_the_log_is_written_the_signature_is_kept_and_put_below_it_later(log, tmp_path):
    light_lamps(1)
    integrate(log)
    with kenes_witness(log, tmp_path, WITNESS) as url:
        name_in_policy(log, (WITNESS, url))
        with alone(log.folder.root), pytest.raises(AnotherIntegrates):
            Witnessing().step(timezone.now())

    Witnessing().try_step()  # the witness is away, and is not needed any more

    assert verified(log, tmp_path, WITNESS) == 0


@pytest.mark.parametrize("rules", [b"", b"nonsense", b"\xff", b"witness w1 x http://y\n"])
def test_a_policy_that_cannot_be_read_names_nobody_and_stops_nothing(log, rules, caplog):
    light_lamps(1)
    integrate(log)
    log.folder.replace(places.POLICY, rules)

    Witnessing().step(timezone.now())

    assert "Nobody is asked to cosign" in caplog.text


def test_an_address_that_is_none_is_said_to_be_none(log):
    light_lamps(1)
    integrate(log)
    name_in_policy(log, (WITNESS, "file:///etc/passwd"))

    (why,) = ask_all(log).values()

    assert "is no address" in why
