"""Who acts gets a signed receipt at once: on the page, as a file, by mail, and again by the code."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import caches

from kenes.domain.notices import actions as notices
from kenes.domain.recommendations.actions.admission import return_to_author
from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.log.promise import PROMISED, promise_of
from kenes.domain.register.models import Entry
from kenes.engines.log.errors import LogError
from kenes.engines.log.notes import Note
from kenes.engines.log.receipts import Receipt
from kenes.verify.receipts import check_receipt
from kenes.verify.trust import read_trust
from tests.factories import NOW, answers
from tests.factories.institutions import Role, make_mandate
from tests.factories.recommendations import DEMAND, file, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(published, client):
    """A text filed by somebody without an account, whose browser keeps the code."""
    started = file()
    client.cookies["kenes_author"] = started.code
    return started.recommendation


def filed_entry(recommendation):
    return Entry.objects.get(object=recommendation.public_id, type="recommendation.filed")


def downloaded(client, page):
    return client.get(re.search(r'href="(/[^"]+/receipt/file)"', page.text).group(1))


def checked(receipt, folder, *, late=False):
    """Check a receipt as an observer does, against the published folder."""
    path = folder / "a.receipt"
    path.write_bytes(receipt)
    log, keys = places.folder(), {}
    for name in (places.LOG_VKEY, places.RECEIPTS_VKEY):
        keys[name] = str(log.root / name)
    trust = read_trust(vkeys=[keys[places.LOG_VKEY]], receipts=[keys[places.RECEIPTS_VKEY]])
    now = NOW + PROMISED + timedelta(seconds=late)
    return check_receipt(str(path), str(log.root), trust, now=now).sentence


def test_who_files_without_an_account_is_shown_the_receipt_and_may_keep_it(client, started):
    page = client.get(f"/en/file/{started.public_id}/done/")
    kept = downloaded(client, page)

    entry = filed_entry(started)
    assert kept.content.decode() in page.text
    assert kept["Content-Disposition"] == f'attachment; filename="{entry.public_id}.receipt"'
    assert f"kenes-verify receipt {entry.public_id}.receipt --log" in page.text
    assert not kept.cookies


def test_the_receipt_is_waiting_then_honoured_and_missing_where_the_log_forgot(
    client, started, tmp_path
):
    receipt = downloaded(client, client.get(f"/en/file/{started.public_id}/done/")).content

    assert "its time has not come" in checked(receipt, tmp_path)
    with pytest.raises(LogError, match="its entry is not in the log"):
        checked(receipt, tmp_path, late=True)
    integrate(own_log())
    assert "the log has this entry with index" in checked(receipt, tmp_path, late=True)


def test_who_comes_back_with_the_printed_code_is_given_the_same_bytes_again(client, published):
    started = file()
    address = f"/en/file/{started.recommendation.public_id}/done/"
    client.cookies["kenes_author"] = started.code
    first = downloaded(client, client.get(address)).content
    integrate(own_log())
    client.cookies.clear()
    assert client.get(address).status_code == 302

    client.post("/en/file/code/", {"code": started.code})

    assert downloaded(client, client.get(address)).content == first


def test_the_page_of_the_author_leads_to_the_receipts_of_the_own_acts(client, started):
    own = client.get(f"/en/file/{started.public_id}/own/").text

    assert f"/en/register/{filed_entry(started).public_id}/receipt/" in own
    assert "its number follows" in own


def test_a_receipt_holds_a_leaf_hash_and_two_times_and_nothing_of_a_person(published):
    person = make_person("Canary Person", language="kk")
    recommendation = file(by=person, wished_addressee="Canary office").recommendation
    entry = filed_entry(recommendation)
    promised = promise_of(entry)

    text = Note.parse(promised.note).text
    opened = Receipt.opened(promised.note, places.load_keys(places.receipt_key_path()).verifiers())
    assert text == Receipt(own_log().keys.name, opened.leaf, NOW, NOW + PROMISED).text()
    assert re.search(rb"canary|office|Canary", promised.note) is None


def test_the_web_process_signs_without_the_key_of_the_log(started):
    expected = promise_of(filed_entry(started)).note
    keys = own_log().keys
    places.log_key_path().unlink()

    assert promise_of(filed_entry(started)).note == expected
    with pytest.raises(LogError):
        Receipt.opened(expected, keys.verifiers())


def test_without_its_key_nobody_is_hindered_and_nothing_unsigned_is_handed_out(client, published):
    places.receipt_key_path().unlink()
    started = file()
    client.cookies["kenes_author"] = started.code
    entry = filed_entry(started.recommendation)

    done = client.get(f"/en/file/{started.recommendation.public_id}/done/")

    assert done.status_code == 200
    assert "kenes-receipt" not in done.text
    assert client.get(f"/en/register/{entry.public_id}/receipt/file").status_code == 404
    shown = client.get(f"/en/register/{entry.public_id}/receipt/").text
    assert "cannot sign a receipt now" in shown


def test_the_mail_to_the_author_carries_the_receipt_byte_for_byte(published):
    person = make_person(language="ru")
    recommendation = file(by=person).recommendation
    notices.send_outbox(now=NOW)

    letter = next(one for one in mail.outbox if one.to == [person.email])
    entry = filed_entry(recommendation)
    (name, octets, kind), *others = letter.attachments
    assert (name, octets) == (f"{entry.public_id}.receipt", promise_of(entry).note)
    assert (kind, others) == ("application/octet-stream", [])
    assert f"/ru/register/{entry.public_id}/receipt/" in letter.body
    assert DEMAND not in letter.body


def test_a_digest_carries_the_receipts_that_it_tells_of(published):
    person = make_person(language="kk")
    notices.choose_delivery(person=person, delivery="digest")
    entries = [filed_entry(file(by=person).recommendation) for _ in range(2)]
    notices.send_digests(now=NOW)

    names = {one[0] for one in mail.outbox[-1].attachments}
    assert names == {f"{entry.public_id}.receipt" for entry in entries}


def press(client, address, **fields):
    shown = client.get(address).text
    hidden = dict(re.findall(r'name="(key|edition)" value="([^"]*)"', shown))
    return client.post(address, {**hidden, **fields}, follow=True)


def receipt_said(response):
    return re.search(r'role="status">.*?href="/en/register/([^/]+)/receipt/"', response.text)[1]


def test_who_signs_an_answer_is_given_its_receipt_at_once(client, published, time_machine):
    time_machine.move_to(answers.NOW, tick=False)
    case = answers.delivered()
    answers.submit(case, answers.draft(case))
    client.force_login(case.signatory.person)

    after = press(client, f"/en/body/{case.address.public_id}/sign/")

    entry = Entry.objects.get(public_id=receipt_said(after))
    assert entry.type == "answer.signed"


def test_who_appeals_is_given_the_receipt_of_the_appeal(client, started, time_machine):
    time_machine.move_to(NOW, tick=False)
    body = started.body
    secretary = make_mandate(Role.SECRETARY, body)
    return_to_author(
        public_id=started.public_id, ground="insult", explanation="Words of abuse in line two.",
        by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip

    after = press(client, f"/en/file/{started.public_id}/own/appeal/", text="There are none.")

    entry = Entry.objects.get(public_id=receipt_said(after))
    assert entry.type == "recommendation.return_appealed"
    assert receipt_said(after) in client.get(f"/en/file/{started.public_id}/own/").text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_a_receipt_is_in_every_language(client, started, language):
    caches["pages"].clear()
    page = client.get(f"/{language}/register/{filed_entry(started).public_id}/receipt/")

    assert page.status_code == 200
    assert "kenes-receipt/v1" in page.text
