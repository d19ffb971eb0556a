"""PostgreSQL plans a read by keys once in a connection, and finds the same as with each value."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, Value
from django.test.utils import CaptureQueriesContext

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.shared.planned import flags_written, planned
from kenes.domain.shared.prepared import Prepared
from tests.factories import NOW
from tests.factories.recommendations import admitted

BY_KEY = ("SELECT 1 WHERE 1 = %s", (7,), [(0, 0, int)])


@Prepared
def _named(number, keys, public_id):
    rows = Recommendation.objects.filter(Q(pk__in=keys) | Q(public_id=public_id), number=number)
    return rows.exclude(source_note="100 % of 'all'").values_list("pk", Value("50 % $1 %s"))


@Prepared
def _since(key, day):
    return Recommendation.objects.filter(pk=key, filed_at__date__gte=day)


@Prepared
def _everything():
    return Recommendation.objects.order_by("pk")


def test_only_postgresql_plans_beforehand_and_only_what_does_not_depend_on_days():
    assert planned("sqlite", *BY_KEY) is None
    assert planned("postgresql", *BY_KEY)
    assert planned("postgresql", "SELECT %s", (date(1900, 2, 3),), [(0, 0, date)]) is None
    assert planned("postgresql", "SELECT %s", (0.5,), [(0, 0, float)]) is None


@pytest.mark.django_db
def test_values_go_to_their_places_each_time_and_constants_stay():
    one, other = admitted(), admitted()

    for row, unknown in ((one, other), (other, one)):
        found = _named(row.number, [row.pk, unknown.pk], unknown.public_id)
        assert found == [(row.pk, "50 % $1 %s")]
        assert _named(row.number, [unknown.pk], row.public_id) == found
        assert _named(row.number, [unknown.pk], unknown.public_id) == []
    assert [row.pk for row in _everything()] == [one.pk, other.pk]


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_is_sent_the_values_alone_but_for_days():
    row = admitted()

    with CaptureQueriesContext(connection) as captured:
        assert _named(row.number, [row.pk], row.public_id)
        assert _since(row.pk, NOW.date()) == [row]

    by_key, by_day = (query["sql"] for query in captured)
    assert by_key.startswith("EXECUTE kenes_")
    assert by_day.startswith("SELECT")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_broken_transaction_says_so_and_the_read_works_after_it():
    row = admitted()
    fresh = Prepared(lambda key: Recommendation.objects.filter(pk=key))

    with pytest.raises(DatabaseError):
        _read_after_an_error(fresh, row.pk)

    assert fresh(row.pk) == [row]


@transaction.atomic
def _read_after_an_error(read, key):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT nothing_of_the_kind")
    read(key)


def test_sqlite_is_given_each_yes_and_no_in_the_statement_itself():
    asked = "a = %s AND b LIKE 'x%%' AND c = %s AND d = %s AND e = %s"

    written, left = flags_written(asked, (True, "true", False, 1))

    assert written == "a = 1 AND b LIKE 'x%%' AND c = %s AND d = 0 AND e = %s"
    assert left == ("true", 1)
