from uuid import uuid4

import pytest

from kenes.domain.files import storage
from tests.factories.accounts import make_person
from tests.factories.files import DOCX, GOOD, PDF, make_file

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path


def anybody_may(file, person):
    return True


def address(file, name=None):
    return f"/files/{file.public_id}/{name or file.name}"


def test_a_file_comes_as_an_attachment_that_runs_nowhere(client, settings):
    settings.FILE_OWNER_RULES = (f"{__name__}.anybody_may",)

    answer = client.get(address(make_file()), headers={"Range": "bytes=0-3"})

    assert b"".join(answer.streaming_content) == PDF
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [
        (PDF + b"<html><script>alert(1)</script>", "application/pdf", ".pdf"),
        (GOOD["png"] + b"<svg onload=alert(1)>", "image/png", ".png"),
        (GOOD["jpg"] + DOCX, "image/jpeg", ".jpg"),
    ],
)
def test_a_file_of_two_faces_is_only_ever_what_its_first_bytes_say(
    client, settings, content, kind, ending
):
    settings.FILE_OWNER_RULES = (f"{__name__}.anybody_may",)
    file = make_file(content, "page\u202ehtml.\r\nX-Evil: 1;html")

    answer = client.get(f"/files/{file.public_id}/{file.name}")

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert file.name.endswith(ending)
    assert "\u202e" not in file.name
    assert "X-Evil" not in answer.headers


def test_the_uploader_has_it_and_others_find_nothing(client):
    owner, other = make_person(), make_person()
    file = make_file(by=owner)

    assert client.get(address(file)).status_code == 404
    client.force_login(other, backend=BACKEND)
    assert client.get(address(file)).status_code == 404
    client.force_login(owner, backend=BACKEND)
    assert b"".join(client.get(address(file)).streaming_content) == PDF


def test_a_guessed_link_or_name_finds_nothing(client, settings):
    settings.FILE_OWNER_RULES = (f"{__name__}.anybody_may",)
    file = make_file()

    assert client.get(f"/files/{uuid4()}/{file.name}").status_code == 404
    assert client.get(address(file, "other.pdf")).status_code == 404
    assert client.get(address(file, "..%2f..%2fsecret.pdf")).status_code == 404


def test_bytes_that_the_disk_lost_are_not_a_broken_page(client, settings):
    settings.FILE_OWNER_RULES = (f"{__name__}.anybody_may",)
    file = make_file()
    storage.path_of(file.sha256).unlink()

    assert client.get(address(file)).status_code == 404
