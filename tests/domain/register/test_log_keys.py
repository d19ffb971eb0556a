"""Key files: made once, strict, and changed with both signatures."""

import stat

import pytest
from django.core.management import CommandError, call_command

from kenes.domain.register.log import places
from kenes.domain.register.log.errors import KeyUnusable, LogStopped
from kenes.domain.register.log.integrating import integrate, is_signed_by_all, own_log
from kenes.domain.register.log.keys import load_keys, make_key
from kenes.domain.register.log.locks import alone
from kenes.engines.log import policy
from kenes.engines.log.keys import Kind
from kenes.engines.log.notes import Signer, Verifier, opened
from kenes.verify import cli
from tests.factories.register import light_lamps


def refused(path):
    with pytest.raises(KeyUnusable) as caught:
        load_keys(path)
    return caught.value.code


def test_a_key_file_is_readable_by_its_owner_alone_and_reads_back(tmp_path):
    path = tmp_path / "keys" / "register.key"

    made = make_key(path, "kenes.example/log")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_keys(path) == made
    assert made.name == "kenes.example/log"


def test_a_key_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "register.key"
    make_key(path, "kenes.example/log")
    path.chmod(0o640)

    assert refused(path) == "key_open"


def test_a_key_is_never_made_over_another(tmp_path):
    path = tmp_path / "register.key"
    make_key(path, "kenes.example/log")
    before = path.read_bytes()

    with pytest.raises(KeyUnusable) as caught:
        make_key(path, "kenes.example/log")

    assert caught.value.code == "key_exists"
    assert path.read_bytes() == before


def test_a_missing_key_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(KeyUnusable, match="kenes register_keygen"):
        load_keys(tmp_path / "register.key")


def test_a_file_that_holds_no_key_is_refused_without_repeating_it(tmp_path):
    path = tmp_path / "register.key"
    path.write_text("PRIVATE+KEY+somebody's secret")
    path.chmod(0o600)

    assert refused(path) == "key_malformed"


def test_an_empty_key_file_is_refused(tmp_path):
    path = tmp_path / "register.key"
    path.write_text("\n")
    path.chmod(0o600)

    assert refused(path) == "key_malformed"


@pytest.mark.django_db
def test_after_a_rotation_both_keys_sign_and_the_new_one_is_published(log):
    integrate(log)
    old = Verifier.parse(log.folder.read("log.vkey").decode())

    places.rotate_log_key()
    places.make_keys()
    integrate(own_log())

    new = Verifier.parse(log.folder.read("log.vkey").decode())
    note = log.folder.read("checkpoint")
    assert new.key != old.key
    assert opened(note, [old]).text == opened(note, [new]).text
    assert opened(note, [old, new]).keys() == {old.key, new.key}


WITNESSES = (
    "# ours\nlog {old} https://kenes.example/log\nwitness one {witness} https://one.example\n"
    "\nquorum one"
)


@pytest.mark.django_db
def test_the_policy_names_every_key_that_signs_and_keeps_what_its_operator_wrote(log):
    target = log.folder
    old = target.read("log.vkey").decode().strip()
    witness = Signer.generate("one.example", Kind.COSIGNATURE).verifier().key.vkey
    target.replace("policy", WITNESSES.format(old=old, witness=witness).encode())

    places.rotate_log_key()
    places.make_keys()

    new = target.read("log.vkey").decode().strip()
    both, rest = target.read("policy").decode().split("# ours\n")
    url = "https://kenes.example/log"
    assert both == f"log {new} {url}\nlog {old} {url}\n"
    assert rest == f"witness one {witness} https://one.example\n\nquorum one"


@pytest.mark.django_db
def test_when_the_old_key_is_deleted_the_policy_forgets_it_and_new_checkpoints_meet_it(log):
    integrate(log)
    places.rotate_log_key()
    integrate(own_log())
    path = places.log_key_path()
    path.write_text(path.read_text().splitlines()[0])

    places.make_keys()
    light_lamps(1)
    integrate(own_log())

    rules = policy.parse(log.folder.read("policy"))
    assert [key.vkey for key in rules.logs] == [log.folder.read("log.vkey").decode().strip()]
    assert rules.accepted(log.folder.read("checkpoint"))[0].size == 1


@pytest.mark.django_db
def test_a_policy_that_cannot_be_read_is_named_once_the_new_key_is_out(log):
    old = log.folder.read("log.vkey")
    log.folder.replace("policy", b"nothing\n")
    places.rotate_log_key()

    with pytest.raises(LogStopped) as caught:
        places.make_keys()

    assert caught.value.code == "policy_unreadable"
    assert log.folder.read("policy") == b"nothing\n"
    assert log.folder.read("log.vkey") != old


@pytest.mark.django_db
def test_a_second_kind_of_key_signs_beside_the_first(log):
    path = places.log_key_path()
    beside = make_key(path.with_name("beside.key"), log.keys.name, Kind.MLDSA44)
    path.write_text(path.read_text() + beside.first.dump() + "\n")

    integrate(own_log())

    note = log.folder.read("checkpoint")
    kinds = {key.kind for key in opened(note, own_log().keys.verifiers()).keys()}  # noqa: SIM118  # not a dict
    assert kinds == {Kind.ED25519, Kind.MLDSA44}


@pytest.mark.django_db
def test_the_keys_of_log_and_receipts_are_two(log, home):
    first = places.make_keys()

    assert places.make_keys() == first
    assert len(set(first)) == 2
    assert first[1].startswith("kenes.example/log/receipts+")
    assert log.folder.read("receipts.vkey").decode().strip() == first[1]


@pytest.mark.django_db
def test_after_a_lost_key_a_new_one_signs_the_same_log_further(log, home):
    """The steps of docs/how-to/backups.md, "Lost key"."""
    light_lamps(3)
    integrate(log)
    register = home / "register"
    (register / "checkpoint").rename(home / "last.checkpoint")
    (register / "log.vkey").rename(home / "old.vkey")
    places.log_key_path().unlink()
    light_lamps(1, begin=4)

    places.make_keys()
    integrate(own_log())

    keys = ["--vkey", str(register / "log.vkey"), "--vkey", str(home / "old.vkey")]
    since = ["--since", str(home / "last.checkpoint")]
    assert (register / "log.vkey").read_bytes() != (home / "old.vkey").read_bytes()
    assert cli.main(["log", str(register), *keys, *since]) == 0


@pytest.mark.django_db
def test_a_log_whose_key_is_lost_keeps_its_name_wherever_the_site_moved(log, home, settings):
    settings.KENES_REGISTER_ORIGIN = "moved.example/log"
    places.log_key_path().unlink()
    places.make_keys()
    assert places.log_keys().name == "kenes.example/log"

    for path in (places.log_key_path(), places.receipt_key_path()):
        path.unlink()
    places.make_keys()
    assert places.log_keys().name == "kenes.example/log"

    log.folder.replace("log.vkey", b"\xff")
    for path in (places.log_key_path(), places.receipt_key_path()):
        path.unlink()
    places.make_keys()
    assert places.log_keys().name == "moved.example/log"


@pytest.mark.django_db
@pytest.mark.parametrize("option", ["rotate", "post_quantum"])
def test_the_command_publishes_a_new_key_once_it_has_signed(log, option):
    integrate(log)
    before = len(own_log().keys.verifiers())

    call_command("register_keygen", **{option: True})

    keys = own_log().keys
    assert len(keys.verifiers()) == before + 1
    assert is_signed_by_all(own_log())
    assert log.folder.read("log.vkey").decode().strip() == keys.first.verifier().key.vkey
    assert policy.parse(log.folder.read("policy")).logs == tuple(v.key for v in keys.verifiers())


@pytest.mark.django_db
def test_one_post_quantum_key_signs_beside_the_first_and_no_second(log):
    call_command("register_keygen", post_quantum=True)

    with pytest.raises(CommandError, match="key_exists"):
        call_command("register_keygen", post_quantum=True)

    kinds = [one.key.kind for one in own_log().keys.verifiers()]
    assert kinds == [Kind.ED25519, Kind.MLDSA44]


@pytest.mark.django_db
def test_while_the_worker_is_at_it_the_new_key_is_published_and_signs_soon(log, capsys):
    integrate(log)

    with alone(log.folder.root):
        call_command("register_keygen", rotate=True)

    assert "signs by the new key within a minute" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_log_that_is_refused_publishes_no_new_key(log):
    integrate(log)
    log.folder.replace("checkpoint", b"nothing that was signed")
    before = log.folder.read("log.vkey")

    with pytest.raises(CommandError, match="not published"):
        call_command("register_keygen", rotate=True)

    assert log.folder.read("log.vkey") == before
