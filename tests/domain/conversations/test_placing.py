"""Say in which region one lives: where it is asked, after a vote, and nowhere but beside votes."""

from datetime import timedelta

import pytest

from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.actions.placing import say_region
from kenes.domain.conversations.models import Voter
from kenes.domain.conversations.queries import voting
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.domain.conversations.test_nobody_lists_votes_by_name import elsewhere
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_territory().kato[:2]


def say(row, voice, code, now=NOW):
    say_region(conversation=row, voice=voice, region=code, now=now)


def refused(row, voice, code, now=NOW):
    with pytest.raises(NotPermitted) as caught:
        say(row, voice, code, now)
    return caught.value.refusal.code


def test_a_region_is_kept_beside_the_votes_changed_and_taken_back(region):
    row, voice = opened(asks_region=True)[0], make_voice()
    vote(row, voice, {1: 1})
    before = elsewhere()

    said = []
    for code in (region, ""):
        say(row, voice, code)
        said.append(voting.own_region(row, voice))

    assert said == [region, ""]
    assert elsewhere() == before
    assert voting.own_region(row, make_voice()) is None
    assert voting.own_region(row, None) is None


def test_it_is_refused_where_it_is_not_asked_without_a_vote_and_after_the_end(region):
    silent, row, voice = opened()[0], opened(asks_region=True)[0], make_voice()
    vote(silent, voice, {1: 1})

    assert refused(silent, voice, region) == "region_not_asked"
    assert refused(row, voice, region) == "vote_first"
    assert refused(row, voice, region, NOW + timedelta(days=900)) == "conversation_closed"
    assert not Voter.objects.exclude(region="").exists()


def test_what_is_no_region_of_today_is_refused(region):
    row, voice = opened(asks_region=True)[0], make_voice()
    vote(row, voice, {1: 1})

    with pytest.raises(Invalid) as caught:
        say(row, voice, "99" if region != "99" else "98")

    assert set(caught.value.problems) == {"region"}


def test_rows_and_regions_are_not_promised_together():
    with pytest.raises(Invalid) as caught:
        opened(asks_region=True, releases_rows=True)

    assert set(caught.value.problems) == {"asks_region"}


def test_what_people_said_of_their_regions_is_in_the_next_result(region):
    row = opened(asks_region=True)[0]
    voices = [make_voice() for _person in range(12)]
    for voice in voices:
        vote(row, voice, {1: 1})
        say(row, voice, region)
    others = [Ballot(make_voice(), "kk", {1: -1}) for _person in range(20)]
    bring_votes(conversation=row, ballots=others)

    part = publish_result(row, now=NOW).figures["parts"]["region"]

    assert (part["names"], part["people"]) == ([region], [12])
    assert part["cells"][0][0][:3] == [12, 0, 12]
