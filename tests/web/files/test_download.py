from uuid import uuid4

import pytest

from kenes.domain.files import storage
from tests.factories.accounts import make_person
from tests.factories.files import PDF, make_file

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
