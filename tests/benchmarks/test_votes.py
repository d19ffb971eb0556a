"""What is measured is a vote as a browser sends it: it is kept, and the next card comes back."""

from itertools import islice
from urllib.parse import parse_qs

import pytest

from benchmarks import votes
from benchmarks.pages.load import Load
from kenes.domain.conversations.models import Vote

pytestmark = pytest.mark.django_db


def sent(client, request):
    """Send what goes over the wire by the test's own client."""
    head, body = request.decode().split("\r\n\r\n")
    line, *fields = head.split("\r\n")
    headers = dict(field.split(": ", 1) for field in fields)
    client.cookies.load(headers.pop("Cookie"))
    form = {key: value[0] for key, value in parse_qs(body).items()}
    assert int(headers["Content-Length"]) == len(body)
    return client.post(line.split(" ")[1], form, headers={"HX-Request": headers["HX-Request"]})


def test_each_request_is_one_vote_and_is_answered_with_a_card(client):
    poll, _public_id = votes.fill(40)
    before, requests = Vote.objects.count(), votes.requests_of(poll, 8000)

    answers = [sent(client, request) for request in islice(requests, 3)]

    assert [one.status_code for one in answers] == [200] * 3
    assert "№" in answers[0].text
    assert before == 40 * votes.EACH
    assert Vote.objects.count() == before + 3


@pytest.mark.parametrize(("times", "met"), [([10.0] * 400, "met"), ([120.0] * 400, "not met")])
def test_the_line_says_whether_the_aim_is_met(times, met):
    line = votes.line_of(Load(times, 1.0), {"server": 2.0, "database": 1.0}, "40 people", 3)

    assert f"({met}: 300 a second" in line
    assert "server 5.00 ms, database 2.50 ms; published 3 times" in line
