"""The published files over HTTP, as other people's programs fetch them."""

import pytest

from kenes.engines.log import notes
from kenes.engines.log.checkpoints import Checkpoint
from kenes.engines.log.verification import verify_log
from tests.factories.institutions import make_person

pytestmark = pytest.mark.django_db


def test_a_stranger_verifies_the_whole_log_from_what_is_served(client, published):
    def read(path: str) -> bytes:
        answer = client.get(f"/log/{path}")
        if answer.status_code == 404:
            raise FileNotFoundError(path)
        return answer.content

    key = notes.Verifier.parse(read("log.vkey").decode())
    checkpoint = Checkpoint.parse(notes.opened(read("checkpoint"), [key]).text)

    assert verify_log(read, checkpoint).size == published.size


def test_the_checkpoint_is_text_and_asked_for_each_time(client, published):
    answer = client.get("/log/checkpoint")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies


@pytest.mark.parametrize("tree", ["0", "entries"])
def test_tiles_are_octets_and_kept_for_a_year(client, published, tree):
    answer = client.get(f"/log/tile/{tree}/000.p/{published.size}")

    assert answer["Content-Type"] == "application/octet-stream"
    assert "immutable" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


FILES = ("tile/0/000.p/{size}", "tile/entries/000.p/{size}", "checkpoint", "log.vkey", "policy")


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_one_for_every_reader_and_every_language(client, published, file):
    address = f"/log/{file.format(size=published.size)}"
    alone = client.get(address, headers={"Accept-Language": "kk"})
    client.force_login(make_person())

    signed_in = client.get(address, headers={"Accept-Language": "ru"})

    assert {"Vary", "Content-Language", "Set-Cookie"} & alone.headers.keys() == set()
    assert signed_in.headers == alone.headers
    assert signed_in.content == alone.content


def test_what_is_no_file_is_told_in_the_readers_language(client, published):
    answer = client.get("/log/tile/0/001", headers={"Accept-Language": "ru"})

    assert (answer.status_code, answer["Content-Language"]) == (404, "ru")
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/0/1",
        "tile/64/000",
        "tile/0/000.p/0",
        "tile/0/x001",
        ".lock",
        "../keys/register.key",
        "%2e%2e/keys/register.key",
        "keys/register.key",
        "tile/../../keys/register.key",
    ],
)
def test_nothing_else_of_the_disk_is_served(client, published, path):
    assert client.get(f"/log/{path}").status_code == 404


def test_a_file_of_the_log_costs_no_query(client, published, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/log/checkpoint")
