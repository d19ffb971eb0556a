"""What is measured is a vote as a browser sends it: it is kept, and the next card comes back."""

from urllib.parse import parse_qs

import pytest

from benchmarks import votes
from benchmarks.pages.load import Load
from kenes.domain.conversations.models import Vote

pytestmark = pytest.mark.django_db


class Sent:
    """Stands where the connection does, and hands the request to the test's own client."""

    def __init__(self, client):
        self.client = client

    def post(self, path, body, headers):
        self.client.cookies.load(headers.split("\r\n")[0].removeprefix("Cookie: "))
        fields = {key: value[0] for key, value in parse_qs(body.decode()).items()}
        return self.client.post(path, fields, headers={"HX-Request": "true"})


def test_each_request_is_one_vote_and_is_answered_with_a_card(client):
    poll, _public_id = votes.fill(40)
    before, ask = Vote.objects.count(), votes.voter(poll)

    answers = [ask(Sent(client)) for _turn in range(3)]

    assert [one.status_code for one in answers] == [200] * 3
    assert "№" in answers[0].text
    assert before == 40 * votes.EACH
    assert Vote.objects.count() == before + 3


@pytest.mark.parametrize(("times", "met"), [([10.0] * 400, "met"), ([120.0] * 400, "not met")])
def test_the_line_says_whether_the_aim_is_met(times, met):
    line = votes.line_of(Load(times, 1.0), (2.0, 1.0), 40, 3)

    assert f"({met}: 300 a second" in line
    assert "server 5.00 ms, database 2.50 ms; counted 3 times" in line
