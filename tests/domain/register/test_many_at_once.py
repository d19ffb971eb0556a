"""Two hundred acts at once on PostgreSQL, and the worker among them: none waits for another in a ring."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from kenes.domain.register.actions import record
from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from kenes.domain.register.models import Entry
from kenes.domain.shared.actions import next_number
from kenes.engines.log.verification import verify_log
from tests.factories import NOW
from tests.factories.register import LampLit, lamp

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),  # two hundred connections, and every table emptied at the end
]
ACTS, LAMPS, KEPT_FREE = 200, 20, 20
SECONDS = 240


def connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return int(cursor.fetchone()[0]) - KEPT_FREE


def act(number: int) -> None:
    """Take the object's lock, as every act does, and record: ten people want each lamp."""
    with transaction.atomic():
        turn = next_number("lamp", number % LAMPS)
        fact = LampLit(lamp(number))
        entry = record(fact, object=lamp(number % LAMPS), actor_role="secretary", now=NOW)
        assert entry.object_version == turn


def test_two_hundred_acts_at_once_do_not_deadlock_and_all_are_in_the_log(home):
    places.make_keys()
    crowd = min(ACTS, connections())
    together, done = Barrier(crowd), Event()

    def begin(number: int) -> None:
        try:
            if number < crowd:
                together.wait(timeout=SECONDS)
            act(number)
        finally:
            connection.close()

    def work() -> None:
        try:
            while not done.wait(0.01):
                integrate(own_log())
        finally:
            connection.close()

    with ThreadPoolExecutor(crowd + 1) as pool:
        worker = pool.submit(work)
        acts = [pool.submit(begin, number) for number in range(ACTS)]
        failed = [one for one in acts if one.exception(timeout=SECONDS)]
        done.set()
        worker.result(timeout=SECONDS)

    assert [one.exception() for one in failed] == []
    tree = integrate(own_log())
    assert tree.size == ACTS
    assert verify_log(own_log().folder.read, tree).size == ACTS
    assert set(Entry.objects.values_list("object_version", flat=True)) == set(range(1, 11))
