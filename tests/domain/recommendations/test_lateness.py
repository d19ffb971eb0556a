"""What is late is the same to the database, which a body's page asks, and to the board."""

from datetime import timedelta
from itertools import product

import pytest

from kenes.domain.recommendations.models import Address
from kenes.domain.recommendations.queries import facets
from kenes.domain.recommendations.queries.bodies import KINDS, work_of
from kenes.domain.recommendations.queries.late import board
from kenes.domain.recommendations.queries.lateness import columns_of, is_overdue, is_silent
from kenes.domain.recommendations.values import Basis
from tests.factories import NOW
from tests.factories.answers import make_case, send

pytestmark = pytest.mark.django_db
TODAY = NOW.date() + timedelta(days=40)


def _day(ahead):
    return None if ahead is None else TODAY + timedelta(days=ahead)


def test_a_row_and_the_database_call_the_same_overdue_and_silent():
    case = make_case()
    send(case)
    rows = Address.objects.filter(recommendation=case.recommendation)
    bases = (Basis.STATUTE, Basis.PROMISE, Basis.COURTESY)

    seen = set()
    for basis, delivered, due, stopped in product(
        bases, (None, -20, 0, 5), (None, -3, 0, 3), (None, -9, -1, 2)
    ):
        rows.update(
            basis=basis,
            delivered_on=_day(delivered),
            due_on=_day(due),
            suspended_since=_day(stopped),
        )
        columns = set(columns_of(rows.get(), TODAY))

        assert ("overdue" in columns) == rows.filter(is_overdue(TODAY)).exists()
        silent = rows.filter(is_silent(TODAY), suspended_since=None)
        assert ("silent" in columns) == silent.exists()
        seen |= columns
    assert {"overdue", "silent"} <= seen


def test_an_answered_or_passed_on_address_waits_for_nobody():
    case = make_case()
    send(case)
    rows = Address.objects.filter(recommendation=case.recommendation)
    assert "silent" in set(columns_of(rows.get(), TODAY))

    rows.update(is_open=False)
    assert set(columns_of(rows.get(), TODAY)) == {"asked", "received"}

    rows.update(is_open=True, answered_on=TODAY, grade="E")
    assert set(columns_of(rows.get(), TODAY)) == {"asked", "received", "beside", "answered"}


def test_the_numbers_of_a_body_count_the_records_behind_them():
    case = make_case()
    send(case)
    rows = Address.objects.filter(recommendation=case.recommendation)
    now = NOW + timedelta(days=40)

    seen = set()
    for basis, delivered, due, answered in product(
        (Basis.STATUTE, Basis.COURTESY), (None, -20), (None, -3, 3), (None, -9, 0)
    ):
        rows.update(
            basis=basis,
            delivered_on=_day(delivered),
            due_on=_day(due),
            answered_on=_day(answered),
        )
        facets.forget()
        for kind in KINDS:
            work = work_of(case.ministry, kind, 1, now)
            assert len(work.records) == work.counts[kind], (kind, rows.values().get())
            seen |= {kind} if work.records else set()
    assert seen == set(KINDS) - {"unproved"}


def test_a_year_after_it_was_asked_a_body_has_received_nothing():
    facets.forget()
    case = make_case()
    send(case)

    before = board(NOW + timedelta(days=364)).lines[0]
    after = board(NOW + timedelta(days=366)).lines[0]

    assert (before.institution, before.received) == (case.ministry, 1)
    assert (after.institution, after.received) == (case.ministry, 0)
