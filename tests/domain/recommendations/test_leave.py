"""Somebody leaves for good: not while acting for an institution; texts stay, their author does not."""

from datetime import date, timedelta

import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions.following import follow
from kenes.domain.recommendations.actions.leaving import leave
from kenes.domain.recommendations.models import Follow
from tests.factories import NOW
from tests.factories.answers import refusal_of
from tests.factories.institutions import make_mandate, make_person
from tests.factories.recommendations import TITLE, admitted, start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "dates",
    [{}, {"valid_to": date(2026, 11, 9)}, {"valid_from": date(2026, 12, 1)}],
    ids=["in force", "on its last day", "yet to begin"],
)
def test_nobody_leaves_with_a_mandate(dates):
    person = make_mandate("focal_point", **dates).person

    assert refusal_of(lambda: leave(person=person, now=NOW)) == "mandate_in_force"

    person.refresh_from_db()
    assert (person.erased_at, person.is_active) == (None, True)


def test_after_the_last_day_of_the_mandate_one_may_leave():
    mandate = make_mandate("focal_point", valid_to=date(2026, 11, 9))

    leave(person=mandate.person, now=NOW + timedelta(days=1))

    mandate.person.refresh_from_db()
    assert mandate.person.erased_at is not None


def test_a_text_stays_and_names_nobody():
    person = make_person(full_name="Айгерім Canary")
    recommendation = admitted(by=person)

    leave(person=person, now=NOW)

    recommendation.refresh_from_db()
    assert (recommendation.author, recommendation.is_name_public) == (None, False)
    assert "Canary" not in recommendation.author_name
    assert recommendation.versions.get().texts.get().title == TITLE


def test_drafts_notices_and_follows_leave_with_the_person():
    person = make_person()
    start(by=person)
    other = admitted()
    follow(person=person, public_id=other.public_id, delivery="mail", now=NOW)

    leave(person=person, now=NOW)

    assert not Follow.objects.exists()
    assert not Notice.objects.filter(person=person).exists()


def test_one_leaves_once():
    person = make_person()
    leave(person=person, now=NOW)

    assert refusal_of(lambda: leave(person=person, now=NOW)) == "account_erased"
