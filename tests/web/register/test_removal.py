"""A lawful removal: content and salt go; entry, proof and log stay, and a tombstone says why."""

import contextlib
import io
import re
from datetime import date

import pytest

from kenes.domain.institutions.actions import remove_from_register
from kenes.domain.recommendations.actions.leaving import leave
from kenes.domain.register.actions import Order
from kenes.domain.register.log import places
from kenes.domain.register.log.checking import check_everything
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.models import Entry, Removal
from kenes.domain.register.queries import entry_bytes
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from kenes.verify.cli import main as kenes_verify
from tests.factories import NOW
from tests.factories.institutions import Role, make_host, make_mandate
from tests.factories.recommendations import filed_by, make_person
from tests.factories.register import lamp

pytestmark = pytest.mark.django_db
ORDER = Order(
    ground="court", ordered_by="District court", document="No. 2-117", ordered_on=date(2026, 11, 2)
)


@pytest.fixture
def entry(published):
    return Entry.objects.get(type="recommendation.admitted")


def remove(entry, order=ORDER, admin=None):
    admin = admin or make_host()
    return remove_from_register(
        entry_id=entry.public_id, order=order, by=admin.person, mandate=admin, now=NOW
    )


def verify(*arguments):
    vkey = str(places.folder().root / places.LOG_VKEY)
    with contextlib.redirect_stdout(io.StringIO()):
        return kenes_verify([*arguments, "--vkey", vkey])


def test_every_proof_and_the_whole_log_still_verify_afterwards(client, entry, tmp_path):
    path = tmp_path / "before.tlog-proof"
    path.write_bytes(client.get(f"/en/register/{entry.public_id}/proof").content)
    before = entry_bytes(entry)

    remove(entry)
    integrate(own_log())

    emptied = Entry.objects.get(pk=entry.pk)
    assert (emptied.salt, emptied.content, entry_bytes(emptied)) == (None, None, before)
    after = tmp_path / "after.tlog-proof"
    after.write_bytes(client.get(f"/en/register/{entry.public_id}/proof").content)
    assert [verify("proof", str(one)) for one in (path, after)] == [0, 0]
    assert verify("log", str(places.folder().root)) == 0
    assert check_everything(own_log()).size == Entry.objects.count()


def test_the_tombstone_names_ground_day_and_a_digest_of_the_order(entry):
    admin = make_host()
    removal = remove(entry, admin=admin)

    tombstone = removal.tombstone
    assert (tombstone.type, tombstone.object) == ("entry.content_removed", entry.public_id)
    assert tombstone.content["ground"] == "court"
    assert tombstone.content["ordered_on"] == "2026-11-02"
    assert "District" not in str(tombstone.content)
    assert tombstone.actor_role == "administrator"
    assert (tombstone.trail.person, tombstone.trail.mandate) == (
        admin.person.public_id, admin.public_id,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_both_entries_show_it_calmly_and_lead_to_each_other(client, entry, language):
    tombstone = remove(entry).tombstone
    page, other = (f"/{language}/register/{one.public_id}/" for one in (entry, tombstone))

    emptied, told = client.get(page).text, client.get(other).text

    assert f'href="{other}"' in emptied
    assert f'href="{page}"' in told
    assert all("District court" in one and "No. 2-117" in one for one in (emptied, told))
    assert client.get(f"{page}content.json").status_code == 404


def test_an_administrator_finds_the_entry_by_its_number_and_removes_its_content(client, entry):
    client.force_login(make_host().person)
    found = client.get(f"/en/host/register/?number={entry.index}").text
    address = re.search(r'href="([^"]+/remove/)"', found).group(1)
    shown = client.get(address).text
    fields = {
        "key": re.search(r'name="key" value="([^"]+)"', shown).group(1),
        "ground": "law", "ordered_by": "Agency", "document": "No. 9", "ordered_on": "2026-11-01",
    }  # fmt: skip

    unsure = client.post(address, fields)
    assert (unsure.status_code, Removal.objects.exists()) == (422, False)
    done = client.post(address, {**fields, "is_sure": "on"}, follow=True).text

    assert "Content and salt are removed" in done
    assert "No. 9" in client.get("/en/host/register/").text
    assert client.get(address).status_code == 409


@pytest.mark.parametrize("number", ["99999", "x", "-1", "", "9" * 40])
def test_a_number_that_no_entry_has_finds_nothing(client, published, number):
    client.force_login(make_host().person)

    assert client.get(f"/en/host/register/?number={number}").status_code == 200


def test_nobody_but_an_administrator_may(client, entry):
    secretary = make_mandate(Role.SECRETARY)
    with pytest.raises(NotPermitted) as caught:
        remove(entry, admin=secretary)
    client.force_login(secretary.person)

    assert caught.value.refusal.code == "wrong_institution"
    assert client.get(f"/en/host/register/{entry.public_id}/remove/").status_code == 403
    assert Entry.objects.get(pk=entry.pk).content is not None


def test_a_second_removal_and_one_of_a_tombstone_are_refused(entry):
    tombstone = remove(entry).tombstone
    codes = []
    for one in (entry, tombstone):
        with pytest.raises(NotPermitted) as caught:
            remove(one)
        codes.append(caught.value.refusal.code)

    assert codes == ["content_removed", "tombstone_stays"]
    assert Removal.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ground": "mood"}, "ground"),
        ({"ordered_by": " "}, "ordered_by"),
        ({"document": ""}, "document"),
        ({"document": "x" * 301}, "document"),
        ({"ordered_on": date(2027, 1, 1)}, "ordered_on"),
    ],
)
def test_an_order_without_ground_giver_document_or_day_is_none(entry, change, field):
    values = {name: getattr(ORDER, name) for name in ORDER.__slots__} | change

    with pytest.raises(Invalid) as caught:
        remove(entry, Order(**values))

    assert field in caught.value.problems
    assert Entry.objects.get(pk=entry.pk).content is not None


def test_an_entry_that_is_not_there_is_not_found(published):
    admin = make_host()
    with pytest.raises(NotFound):
        remove_from_register(entry_id=lamp(7), order=ORDER, by=admin.person, mandate=admin, now=NOW)


def test_the_erasure_of_an_account_leaves_every_old_proof_valid(client, published, tmp_path):
    person = make_person("Aigul Canary", language="ru")
    recommendation = filed_by(person)
    integrate(own_log())
    entry = Entry.objects.get(object=recommendation.public_id)
    before, path = entry_bytes(entry), tmp_path / "old.tlog-proof"
    path.write_bytes(client.get(f"/en/register/{entry.public_id}/proof").content)

    leave(person=person, now=NOW)
    integrate(own_log())

    person.refresh_from_db()
    assert (person.full_name, person.erased_at) == ("", NOW)
    assert entry_bytes(Entry.objects.get(pk=entry.pk)) == before
    path.with_name("new").write_bytes(client.get(f"/en/register/{entry.public_id}/proof").content)
    assert [verify("proof", str(path)), verify("proof", str(path.with_name("new")))] == [0, 0]
    assert verify("log", str(places.folder().root)) == 0
    assert check_everything(own_log()).size == Entry.objects.count()
