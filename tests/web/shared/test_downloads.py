"""A long file: few at a time, in large blocks, and nobody waits for ever for its reader."""

import socket
from contextlib import closing

import pytest
from django.test import RequestFactory

from kenes.domain.shared.refusals import NotPermitted
from kenes.web.shared.downloads import AT_ONCE, BLOCK, PATIENCE, Download, blocks, download

EXPORT = "/en/recommendations/export.csv"


def asked(request, lines=()):
    return download(request, iter(lines), media_type="text/csv", name="all.csv")


def test_lines_travel_in_blocks_and_none_is_lost():
    lines = [f"{number}:{'ә' * 1000}\n" for number in range(100)]

    found = list(blocks(lines))

    assert "".join(found) == "".join(lines)
    assert len(found) == 4
    assert all(BLOCK <= len(one) < BLOCK + 1100 for one in found[:-1])


@pytest.mark.django_db
def test_one_file_more_than_may_be_is_refused_until_a_reader_is_done(client):
    reading = [client.get(EXPORT) for _one in range(AT_ONCE)]
    try:
        refused = client.get(EXPORT)
        assert refused.status_code == 503
        assert "Try again in a few minutes." in refused.text
        reading.pop().close()
        reading.append(client.get(EXPORT))
        assert reading[-1].status_code == 200
    finally:
        for response in reading:
            response.close()


def test_the_place_of_a_reader_who_is_forgotten_is_free_again():
    held = [Download(iter(())) for _one in range(AT_ONCE)]
    with pytest.raises(NotPermitted) as refused:
        Download(iter(()))
    assert refused.value.refusal.code == "too_many_downloads"

    held.clear()

    with closing(Download(iter(["a"]))) as again:
        assert list(again) == ["a"]


def test_who_asks_for_the_head_alone_reads_nothing_and_takes_no_place():
    read = []
    requests = [RequestFactory().head(EXPORT) for _one in range(AT_ONCE + 1)]

    heads = [asked(request, (read.append(1) for _row in "x")) for request in requests]

    assert [b"".join(one) for one in heads] == [b""] * len(heads)
    assert heads[0]["Content-Type"] == "text/csv"
    assert read == []


@pytest.mark.django_db
def test_a_server_leaves_a_reader_who_takes_no_block_for_half_a_minute():
    ours, theirs = socket.socketpair()
    with ours, theirs, closing(asked(RequestFactory().get(EXPORT, **{"gunicorn.socket": ours}))):
        assert ours.gettimeout() == PATIENCE == 30
