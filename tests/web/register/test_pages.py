"""The register's pages: a time line, and an entry that anybody can recompute."""

import hashlib
import subprocess
import sys
from uuid import uuid4

import pytest
from django.utils.html import escape

from kenes.domain.register.models import Entry
from tests.factories.answers import delivered
from tests.factories.conversations import opened
from tests.factories.institutions import make_host
from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_empty_register_says_so(client, language):
    assert client.get(f"/{language}/register/").status_code == 200


def test_entries_may_be_chosen_by_type(client):
    recommendation = admitted()

    page = client.get("/en/register/?type=recommendation.admitted").content.decode()

    assert page.count('class="onreg"') == 1
    assert recommendation.number in page


@pytest.mark.parametrize(
    "query", ["type=%00", "type=" + "x" * 900, "page=x", "page=99999", "object=x", "object=%00"]
)
def test_a_broken_address_is_no_failure(client, query):
    admitted()

    assert client.get(f"/en/register/?{query}").status_code == 200


def test_an_entry_shows_all_that_is_needed_to_compute_its_digest(client):
    admitted()
    entry = Entry.objects.latest("pk")

    page = client.get(f"/en/register/{entry.public_id}/")

    shown = bytes.fromhex(page.context["salt"]) + page.context["content"].encode()
    assert hashlib.sha256(shown).hexdigest() == page.context["fields"]["digest"]
    assert page.context["fields"]["digest"] in page.content.decode()


def test_a_removed_content_leaves_the_digest(client):
    admitted()
    entry = Entry.objects.latest("pk")
    Entry.objects.filter(pk=entry.pk).update(salt=None, content=None)

    page = client.get(f"/en/register/{entry.public_id}/").content.decode()

    assert "removed by a lawful decision" in page
    assert bytes(entry.digest).hex() in page


def test_an_unknown_entry_is_not_found(client):
    assert client.get(f"/en/register/{uuid4()}/").status_code == 404


def test_the_three_lines_of_python_on_the_page_compute_the_digest(client):
    admitted()
    entry = Entry.objects.latest("pk")

    page = client.get(f"/en/register/{entry.public_id}/")

    lines = page.context["program"]
    assert str(escape(lines)) in page.content.decode()
    assert len(lines.splitlines()) == 3
    printed = subprocess.run([sys.executable, "-c", lines], capture_output=True, check=True)
    assert printed.stdout.decode().strip() == bytes(entry.digest).hex()


def test_entries_may_be_chosen_by_the_number_of_a_recommendation(client):
    wanted, _other = admitted(), admitted()

    page = client.get(f"/en/register/?number={wanted.number}")

    subjects = {entry.object for entry in page.context["asked"].entries()}
    assert wanted.public_id in subjects
    assert page.context["total"] < Entry.objects.count()


def test_entries_may_be_chosen_by_body(client):
    case = delivered()
    body = case.address.institution

    page = client.get(f"/en/register/?body={body.public_id}")

    kinds = {entry.type for entry in page.context["asked"].entries()}
    assert "address.delivered" in kinds
    assert "recommendation.filed" not in kinds


def test_the_acts_of_a_body_are_also_its_mandates_and_its_conversations(client):
    row, secretary = opened()
    host = make_host()

    of_body = client.get(f"/en/register/?body={secretary.institution.public_id}")
    of_host = client.get(f"/en/register/?body={host.institution.public_id}")

    found = [{one.object for one in page.context["asked"].entries()} for page in (of_body, of_host)]
    assert row.public_id in found[0]
    assert found[1] == {host.public_id, host.institution.public_id}


def test_the_page_of_an_entry_leads_to_all_acts_on_its_object(client):
    row, _secretary = opened()
    admitted()
    entry = Entry.objects.get(type="conversation.opened")
    address = f"/en/register/?object={row.public_id}"

    assert f'href="{address}"' in client.get(f"/en/register/{entry.public_id}/").text
    page = client.get(f"{address}&type=conversation.opened")
    assert list(page.context["asked"].entries()) == [entry]
    assert f'name="object" value="{row.public_id}"' in page.text


def test_what_fits_nothing_says_so(client):
    admitted()

    assert "No entry fits" in client.get("/en/register/?number=1900-000001").content.decode()
