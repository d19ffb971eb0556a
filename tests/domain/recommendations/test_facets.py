"""The facet index follows the record, in few reads."""

from datetime import date, timedelta

import pytest

from kenes.domain.norms.models import Topic
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.queries import facet_memory, facets
from kenes.domain.recommendations.queries.facet_values import facts_of
from tests.factories import NOW
from tests.factories.answers import answer, deliver, make_case, send
from tests.factories.recommendations import admitted, filed_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_index():
    facets.forget()
    yield
    facets.forget()


def _count(now=NOW, **selection):
    return facets.count({name: (value,) for name, value in selection.items()}, now=now)


def test_an_empty_record_counts_nothing():
    assert _count() == 0
    assert facets.counts({}, now=NOW)["stage"] == {}


def test_what_is_not_admitted_is_not_counted():
    filed_by()

    assert _count() == 0


def test_an_act_is_seen_at_the_next_question():
    assert _count() == 0
    case = make_case()
    assert _count(stage="admissible") == 1

    send(case)
    assert (_count(stage="admissible"), _count(stage="sent"), _count(has="asked")) == (0, 1, 1)
    assert _count(timeliness="not_delivered") == 1

    deliver(case)
    answer(case)
    assert _count(has="answered", position="not_accepted", timeliness="answered_in_time") == 1


def test_themes_groups_and_goals_are_counted_apart_even_under_one_code():
    recommendation = admitted()
    for kind in Topic.Kind.values:
        topic = Topic.objects.create(kind=kind, code="4", name_en=kind.upper())
        recommendation.topics.add(topic)
    recommendation.topics.add(Topic.objects.create(kind="theme", code="water"))

    counts = facets.counts({}, now=NOW)

    assert counts["theme"] == {"4": 1, "water": 1}
    assert (counts["group"], counts["sdg"]) == ({"4": 1}, {"4": 1})
    assert [facets.name_of_value(kind, "4") for kind in Topic.Kind.values] == [
        "THEME",
        "GROUP",
        "SDG",
    ]


def test_a_new_day_moves_clocks_without_any_act():
    case = make_case()
    send(case)
    deliver(case)
    assert _count(timeliness="not_due") == 1

    later = NOW + timedelta(days=40)

    assert _count(now=later, timeliness="overdue") == 1
    assert _count(now=later, timeliness="not_due") == 0


def test_a_hidden_text_leaves_the_list():
    recommendation = admitted()
    assert _count() == 1

    Recommendation.objects.filter(pk=recommendation.pk).update(
        hidden_ground="court", changed_at=NOW + timedelta(seconds=1), edition=9
    )

    assert _count() == 0


def test_a_change_that_ends_late_within_the_minute_is_not_missed():
    first, second = admitted(), admitted()
    assert _count() == 2
    Recommendation.objects.filter(pk=first.pk).update(changed_at=NOW + timedelta(seconds=30))
    assert _count() == 2

    # Committed after the newest change was seen, but stamped before it.
    Recommendation.objects.filter(pk=second.pk).update(hidden_ground="court", edition=50)

    assert _count() == 1


def test_a_row_added_with_an_old_stamp_is_seen():
    admitted()
    assert _count() == 1

    admitted(now=NOW - timedelta(days=300))

    assert _count() == 2


def test_asking_again_costs_one_small_read(django_assert_num_queries):
    for _ in range(3):
        admitted()
    _count()

    with django_assert_num_queries(1):
        assert _count(stage="admissible") == 3


def test_days_choose_by_the_day_of_filing():
    admitted()
    admitted(now=NOW - timedelta(days=10))
    day = NOW.date()

    def found(first, last):
        return facets.filtered(
            {}, order="newest", offset=0, limit=5, now=NOW, first_day=first, last_day=last
        ).total

    assert found(day, day) == 1
    assert found(None, day - timedelta(days=1)) == 1
    assert found(day + timedelta(days=1), None) == 0
    assert found(date.min, date.max) == 2


def test_where_most_must_be_read_again_the_whole_is_built_anew(monkeypatch):
    monkeypatch.setattr(facet_memory, "MANY", 0)
    case = make_case()
    send(case)
    assert (_count(has="asked"), facets.counts({}, now=NOW)["stage"]["sent"]) == (1, 1)

    deliver(case)
    answer(case)

    assert (_count(has="answered"), _count(timeliness="not_delivered")) == (1, 0)


def test_rows_far_apart_are_read_without_those_in_between():
    first, _between, last = admitted(), admitted(), admitted()

    found = [facts.pk for facts in facts_of({first.pk, last.pk}, NOW.date())]

    assert found == [first.pk, last.pk]
