"""Proofs and contents as a reader takes them away, and the page of the log."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from kenes.domain.register.log import places
from kenes.domain.register.log.gaps import Gap, publish_gap
from kenes.domain.register.log.integrating import own_log
from kenes.domain.register.models import Entry
from kenes.engines.log import notes
from kenes.engines.log.keys import Kind
from kenes.engines.log.notes import Signer, with_signatures
from kenes.engines.log.policy import all_of
from tests.factories import NOW
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db


def save(client, folder, entry):
    """Save what the entry's page offers, as a reader would."""
    for name, address in {
        "proof": f"/en/register/{entry.public_id}/proof",
        "content": f"/en/register/{entry.public_id}/content.json",
        "log.vkey": "/log/log.vkey",
    }.items():
        (folder / name).write_bytes(client.get(address).content)


def verify(folder):
    command = [sys.executable, "-m", "kenes.verify.cli", "proof", "proof", "--vkey", "log.vkey"]
    done = subprocess.run(
        [*command, "--content", "content", "--json"], cwd=folder, capture_output=True, check=False
    )
    return done.returncode, json.loads(done.stdout or b"{}")


def change(entry, column, value):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE register_entry DISABLE TRIGGER register_entry_stays")
        else:
            cursor.execute("DROP TRIGGER register_entry_unchanged")
        cursor.execute(f"UPDATE register_entry SET {column} = %s WHERE id = %s", [value, entry.pk])


def test_the_verifier_accepts_what_a_page_offers_and_refuses_after_one_changed_byte(
    client, published, tmp_path
):
    entry = Entry.objects.latest("pk")
    save(client, tmp_path, entry)
    assert verify(tmp_path)[0] == 0

    change(entry, "actor_role", entry.actor_role[:-1] + "z")
    save(client, tmp_path, entry)
    code, report = verify(tmp_path)

    assert code == 1
    assert "inclusion" in json.dumps(report)


def test_the_verifier_refuses_a_content_that_was_changed_in_the_database(
    client, published, tmp_path
):
    entry = Entry.objects.latest("pk")
    changed = json.dumps({**entry.content, "forged": 1})
    change(entry, "content", changed)
    save(client, tmp_path, entry)

    code, report = verify(tmp_path)

    assert code == 1
    assert "content.digest" in json.dumps(report)


def test_an_entry_that_waits_has_no_proof_yet_and_says_so(client, published):
    admitted()
    entry = Entry.objects.latest("pk")

    page = client.get(f"/en/register/{entry.public_id}/").content.decode()

    assert client.get(f"/en/register/{entry.public_id}/proof").status_code == 404
    assert "takes it up within a minute" in page
    assert "register-check" in page
    assert "<register-check" not in page


def test_a_removed_content_is_not_found_and_its_proof_still_holds(client, published, tmp_path):
    entry = Entry.objects.latest("pk")
    Entry.objects.filter(pk=entry.pk).update(salt=None, content=None)

    assert client.get(f"/en/register/{entry.public_id}/content.json").status_code == 404
    save(client, tmp_path, entry)
    command = [sys.executable, "-m", "kenes.verify.cli", "proof", "proof", "--vkey", "log.vkey"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_the_log_shows_checkpoint_key_and_how_to_watch(client, published, language):
    page = client.get(f"/{language}/register/log/").content.decode()

    assert places.folder().read("checkpoint").decode().split("\n")[2] in page
    assert "kenes witness --new-key" in page
    assert "kenes-verify log" in page


def test_a_notice_of_what_was_lost_is_on_the_page_and_among_the_files(client, published):
    log = own_log()
    publish_gap(log.folder, log.keys, Gap(published, 2, 1, "A fire."), now=NOW)

    page = client.get("/en/register/log/").content.decode()
    notice = client.get("/log/gap/1")

    assert "What was lost" in page
    assert "reason A fire." in page
    assert notice["Content-Type"] == "text/plain; charset=utf-8"
    assert notes.opened(notice.content, log.keys.verifiers()).text.startswith("kenes-gap/v1\n")


def test_without_a_key_the_page_of_the_log_says_so(client, settings, tmp_path):
    settings.KENES_HOME = tmp_path

    assert "Nothing is signed yet" in client.get("/en/register/log/").content.decode()


def test_witnesses_of_the_policy_are_shown_with_their_last_cosignature(client, published):
    folder = places.folder()
    seen, silent = (Signer.generate(name, Kind.COSIGNATURE) for name in ("seen.kz", "silent.kz"))
    log_key = places.log_keys().first.verifier().key
    keys = tuple(one.verifier().key for one in (seen, silent))
    folder.replace("policy", all_of((log_key,), keys).text().encode())
    note = folder.read("checkpoint")
    signature = seen.signature(published.text(), time=1_794_214_800)
    folder.replace("checkpoint", with_signatures(note, [signature]))

    found = client.get("/en/register/log/").context["standing"].witnesses

    assert [one.at.year if one.at else None for one in found] == [2026, None]


def test_the_line_of_an_official_act_carries_its_number_on_the_register(client, published):
    entry = Entry.objects.filter(type="recommendation.admitted").get()
    number = entry.content.get("number")

    page = client.get(f"/en/recommendations/{number}/").content.decode()

    assert f"on the register, №\N{NO-BREAK SPACE}{entry.index}<" in page


def test_a_long_signature_and_key_do_not_fill_the_page(client, published):
    witness = Signer.generate("lattice.kz", Kind.MLDSA44)
    folder, log_key = places.folder(), places.log_keys().first.verifier().key
    folder.replace("policy", all_of((log_key,), (witness.verifier().key,)).text().encode())
    line = witness.signature(published.text(), time=1_794_214_800)
    folder.replace("checkpoint", with_signatures(folder.read("checkpoint"), [line]))

    page = client.get("/en/register/log/")

    assert page.context["standing"].witnesses[0].is_current
    assert max(map(len, page.context["note"].split("\n"))) == 161
    assert places.log_keys().first.verifier().key.vkey in page.content.decode()
    assert max(map(len, page.content.decode().split())) < 400


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_spoilt_files_give_no_proof_and_the_page_says_what_to_do(
    client, published, language, caplog
):
    entry = Entry.objects.latest("pk")
    width = published.size
    places.folder().replace(f"tile/0/000.p/{width}", bytes(32 * width))

    answer = client.get(f"/{language}/register/{entry.public_id}/proof")

    assert answer.status_code == 503
    assert answer.context["refusal"].code == "log_damaged"
    assert "does not lead to the root" in caplog.text
    assert client.get(f"/{language}/register/{entry.public_id}/").status_code == 200


def test_a_spoilt_checkpoint_is_said_and_takes_no_other_page_with_it(client, published):
    entry = Entry.objects.latest("pk")
    places.folder().replace("checkpoint", b"nothing that was ever signed")

    page = client.get(f"/en/register/{entry.public_id}/")

    assert "Download the proof" not in page.content.decode()
    assert client.get(f"/en/register/{entry.public_id}/proof").status_code == 503
    assert client.get("/en/register/log/").status_code == 503
