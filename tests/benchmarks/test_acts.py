"""What recording costs an act is measured on the act itself, and nothing of it is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.acts import compare, line_of, signing
from kenes.domain.recommendations.models import Answer
from kenes.domain.register.models import Entry, Trail

pytestmark = pytest.mark.django_db
STATEMENTS = 3  # the entry before it is read, the entry and its trail are written


def test_the_act_is_done_with_and_without_its_entry_and_taken_back():
    sign, seen = signing(), []
    before, trails = Entry.objects.count(), Trail.objects.count()

    def watched():
        with CaptureQueriesContext(connection) as asked:
            answer = sign()
        assert answer.state == Answer.State.SIGNED
        seen.append((Entry.objects.count() - before, len(asked)))

    times = compare(watched, 2, warm_up=1)

    assert [len(times[True]), len(times[False])] == [2, 2]
    assert min(times[True] + times[False]) > 0
    without, written = seen[0], seen[1]
    assert (without[0], written[0]) == (0, 1)
    assert written[1] - without[1] == STATEMENTS
    assert seen == [without, written, written, without, without, written]
    assert (Entry.objects.count(), Trail.objects.count()) == (before, trails)
    assert Answer.objects.get().state != Answer.State.SIGNED


def test_the_line_says_whether_the_aim_is_met():
    assert "2000 acts each: with its entry 57.57 ms, without 53.93 ms, +6.7 % (met" in line_of(
        2000, 57.57, 53.93
    )
    assert "+10.0 % (not met: under 10 %)" in line_of(10, 11.0, 10.0)
