"""The administrators hear early that the calendar ends."""

from datetime import UTC, datetime

import pytest

from kenes.domain.institutions.actions import warn_of_calendar_end
from kenes.domain.institutions.seeds import seed_calendar
from kenes.domain.notices.models import Notice
from tests.factories import NOW
from tests.factories.institutions import make_calendar, make_host

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2028, 3, 1, 9, 0, tzinfo=UTC)


def test_within_the_last_year_each_administrator_is_told_once():
    make_calendar()
    admin = make_host()

    warn_of_calendar_end(now=LAST_YEAR)
    warn_of_calendar_end(now=LAST_YEAR)

    notice = Notice.objects.get()
    assert (notice.person, notice.template) == (admin.person, "calendar_ends")
    assert notice.facts["last_on"] == "2028-12-31"


def test_a_longer_calendar_ends_the_warning():
    make_host()
    make_calendar()
    seed_calendar(range(2021, 2031), LAST_YEAR)

    assert warn_of_calendar_end(now=LAST_YEAR) == 0


def test_more_than_a_year_before_nobody_is_told():
    make_host()
    make_calendar()

    assert warn_of_calendar_end(now=NOW) == 0


def test_a_server_without_a_host_or_a_calendar_warns_nobody():
    assert warn_of_calendar_end(now=LAST_YEAR) == 0
    make_host()
    assert warn_of_calendar_end(now=LAST_YEAR) == 0
