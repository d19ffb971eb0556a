import re
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from kenes.project.settings import environment
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db


def click(client, person):
    return client.post("/demo/sign-in/", {"person": str(person.public_id)})


def test_one_click_signs_in_as_somebody_invented(client):
    person = make_person("dana@demo.example", full_name="Дана")

    assert "Дана" in client.get("/demo/sign-in/").content.decode()
    assert click(client, person).status_code == 302
    assert client.get("/kk/me/").status_code == 200


@pytest.mark.parametrize("address", ["real@mail.example", "evil@demo.example.org"])
def test_nobody_real_can_be_entered(client, address):
    person = make_person(address)

    assert click(client, person).status_code == 404
    assert client.get("/kk/me/").status_code == 302


@pytest.mark.parametrize("page", ["sign-in/", "mail/", "mail/a.log/0/"])
def test_outside_the_demonstration_nothing_of_it_is_there(client, settings, page):
    settings.KENES_DEMO = False

    assert client.get(f"/demo/{page}").status_code == 404
    assert client.post(f"/demo/{page}").status_code == 404


def test_the_settings_of_service_never_turn_the_demonstration_on():
    folder = Path(environment.__file__).parent

    assert "KENES_DEMO" not in (folder / "prod.py").read_text()
    assert "KENES_DEMO = False" in (folder / "base.py").read_text()


def test_mail_that_was_written_is_listed_and_shown(client, settings, tmp_path):
    settings.KENES_HOME = tmp_path
    backend = EmailBackend(file_path=str(tmp_path / "mail"))
    backend.send_messages(
        [EmailMessage(f"Хат {n}", "Мәтін <b>", "a@b.example", ["c@d.example"]) for n in (1, 2)]
    )
    backend.close()

    page = client.get("/demo/mail/").content.decode()
    name = next((tmp_path / "mail").iterdir()).name
    letter = client.get(f"/demo/mail/{name}/1/", headers={"accept-language": "ru"}).text

    assert page.index("Хат 2") < page.index("Хат 1")
    assert "Мәтін &lt;b&gt;" in letter
    assert re.search(r"c@d\.example, \d{1,2}\xa0[а-я]+ \d{4}\xa0г\., \d\d:\d\d", letter)
    assert client.get(f"/demo/mail/{name}/2/").status_code == 404
    assert client.get("/demo/mail/..%2fsecret/0/").status_code == 404
