import re
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.domain.recommendations.sentence import (
    BodyFacts,
    PromiseFacts,
    StoryFacts,
    computed_sentence,
)
from kenes.domain.recommendations.values import Grade, Implementation, Position, Stage
from kenes.engines.deadlines import Timeliness

NAME = "Министрлік"
MARCH = date(2026, 3, 12)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 121)
PROMISES = st.builds(
    PromiseFacts,
    due_on=DAYS,
    done_on=st.none() | DAYS,
    days_late=COUNTS,
    has_evidence=st.booleans(),
)
BODIES = st.builds(
    BodyFacts,
    name=st.just(NAME),
    asked_on=DAYS,
    position=st.sampled_from(Position),
    timeliness=st.none() | st.sampled_from(Timeliness),
    due_on=st.none() | DAYS,
    answered_on=st.none() | DAYS,
    days_overdue=st.none() | COUNTS,
    days_silent=COUNTS,
    forwarded_to=st.sampled_from(["", NAME]),
    taken_over_by=st.sampled_from(["", NAME]),
    evidence_due_on=st.none() | DAYS,
    promise=st.none() | PROMISES,
    grade=st.sampled_from(["", *Grade]),
)
VALUES = st.sampled_from(["", *Implementation])
STORIES = st.builds(
    StoryFacts,
    stage=st.sampled_from(Stage),
    filed_on=st.none() | DAYS,
    author=st.sampled_from(["", NAME]),
    superseded_by=st.just("2026-000007"),
    bodies=st.lists(BODIES, max_size=5).map(tuple),
    state_value=VALUES,
    civil_value=VALUES,
    independent_value=VALUES,
    gap=st.none() | st.integers(0, 4),
    stalled_months=st.none() | COUNTS,
)


def say(language: str, **facts) -> str:
    with override(language):
        return computed_sentence(StoryFacts(**facts)).replace("\u00a0", " ")


@settings(max_examples=400, deadline=None)
@given(STORIES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_story_is_one_clean_sentence(language, facts):
    with override(language):
        said = computed_sentence(facts)

    assert said.endswith(".")
    assert not re.search(r"[;:,]\s*[;:,.]|\.\.|  |%\(|\s[,;.]|:\s*$|None", said), said


@settings(max_examples=400, deadline=None)
@given(STORIES)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_nothing_stays_in_english(language, facts):
    with override(language):
        said = computed_sentence(facts)

    without_grades = re.sub(r": [A-E]\b", ": ", said)
    assert not re.search(r"[A-Za-z]", without_grades), said


MINISTRY = BodyFacts(
    name="Ministry X",
    asked_on=MARCH,
    position=Position.ACCEPTED_IN_PART,
    timeliness=Timeliness.ANSWERED_IN_TIME,
    answered_on=date(2026, 3, 28),
    promise=PromiseFacts(due_on=date(2026, 9, 1), days_late=81),
)


def test_a_promise_without_evidence_is_told_in_english():
    assert say("en", stage=Stage.SENT, filed_on=MARCH, bodies=(MINISTRY,)) == (
        "Filed 12 March 2026; sent to 1 body; Ministry X: accepted in part (28 March), in time, "
        "promised for 1 September, 81 days late, no evidence."
    )


def test_the_same_story_is_told_in_russian_and_kazakh():
    facts = {"stage": Stage.SENT, "filed_on": MARCH, "bodies": (MINISTRY,)}

    assert say("ru", **facts) == (
        "Подано 12 марта 2026 г.; направлено 1 органу; Ministry X: принято частично (28 марта), "
        "в срок, обещано к дате: 1 сентября, опоздание 81 день, доказательств нет."
    )
    assert say("kk", **facts) == (
        "Берілді: 2026 жылғы 12 наурыз; 1 органға жіберілді; Ministry X: ішінара келісті "
        "(28 наурыз), мерзімінде, уәде етілген мерзімі: 1 қыркүйек, 81 күн кешікті, дәлел жоқ."
    )


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 рабочий день"), (2, "2 рабочих дня"), (21, "21 рабочий день")]
)
def test_russian_numbers_agree(number, words):
    body = BodyFacts(
        name="X", asked_on=MARCH, timeliness=Timeliness.OVERDUE, due_on=MARCH, days_overdue=number
    )

    assert words in say("ru", stage=Stage.SENT, filed_on=MARCH, bodies=(body,))


def test_many_bodies_are_counted():
    waiting = BodyFacts(name="Y", asked_on=MARCH)

    said = say("en", stage=Stage.SENT, filed_on=MARCH, bodies=(MINISTRY, *[waiting] * 4))

    assert "answered: 1, without an answer: 4" in said
    assert "Ministry X" not in said


def test_overdue_is_never_said_where_no_statute_binds():
    body = BodyFacts(
        name="Y", asked_on=MARCH, timeliness=Timeliness.NO_ANSWER, due_on=MARCH, days_silent=30
    )

    said = say("en", stage=Stage.SENT, filed_on=MARCH, bodies=(body,))

    assert "Y: asked 12 March, no answer for 30 days" in said
    assert "overdue" not in said


def test_a_dateless_draft_has_a_sentence():
    assert say("en", stage=Stage.DRAFT) == "Draft, not filed yet."
