"""What was returned or hidden is counted in public, by every listed ground."""

from datetime import timedelta

import pytest

from kenes.domain.recommendations.actions import admission, appeals, moderation
from kenes.domain.recommendations.queries.kept_back import kept_back, returns_by_ground
from kenes.domain.recommendations.values import HidingGround, ReturnGround
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def send_back(recommendation, ground):
    mandate = make.make_mandate(recommendation.body, side="state")
    admission.return_to_author(
        public_id=recommendation.public_id, ground=ground, explanation="x",
        by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def test_returns_are_counted_by_every_listed_ground():
    author = make.make_person()
    first, second = make.filed_by(author), make.filed_by(author)
    send_back(first, ReturnGround.INSULT)
    send_back(second, ReturnGround.INSULT)
    appeals.appeal(public_id=first.public_id, text="нет", by=author, now=NOW)
    member = make.make_mandate(first.body, "member", side="civil")
    appeals.decide_appeal(
        public_id=first.public_id, outcome="overturned", grounds="да",
        by=member.person, mandate=member, now=NOW,
    )  # fmt: skip

    counts = {row.ground: row for row in returns_by_ground()}

    assert set(counts) == set(ReturnGround.values)
    insult = counts["insult"]
    assert (insult.returned, insult.appealed, insult.overturned) == (2, 1, 1)
    assert counts["not_public"].returned == 0
    own = {row.ground: row.returned for row in returns_by_ground(second.body)}
    assert own["insult"] == 1


def test_filed_admitted_returned_and_hidden_are_counted_for_all_and_for_one_body(
    django_assert_num_queries,
):
    shown, waiting = make.admitted(), make.filed_by()
    send_back(waiting, ReturnGround.INSULT)
    secretary = make.make_mandate(shown.body)
    hide(shown, secretary)
    moderation.show_again(
        public_id=shown.public_id, reason="сот шешімі", by=secretary.person, mandate=secretary,
        now=NOW + timedelta(days=1),
    )  # fmt: skip
    hide(shown, secretary)

    with django_assert_num_queries(3):
        everything = kept_back()
    own = kept_back(shown.body)

    assert (everything.filed, everything.admitted) == (2, 1)
    assert (own.filed, own.admitted) == (1, 1)
    hidden = {row.ground: (row.hidden, row.still) for row in own.hidings}
    assert set(hidden) == set(HidingGround)
    assert hidden["court"] == (2, 1)
    assert sum(row.returned for row in own.returns) == 0


def hide(recommendation, secretary):
    moderation.hide(
        public_id=recommendation.public_id, ground="court", explanation="сот шешімі",
        by=secretary.person, mandate=secretary, now=NOW,
    )  # fmt: skip
