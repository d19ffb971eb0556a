"""Whatever the officers do in whatever order, one address keeps its promises."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kenes.domain.institutions.queries import law
from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.clocks import due_date, reckon
from kenes.domain.recommendations.models import Answer
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Conflict, NotPermitted
from tests.factories.answers import answer, days_later, deliver, sent
from tests.factories.institutions import make_institution

pytestmark = pytest.mark.django_db
ACTS = ("deliver", "extend", "suspend", "resume", "forward", "interim", "answer", "pass")


def act(case, other, name, day):
    officer = {"by": case.signatory.person, "mandate": case.signatory, "now": days_later(day)}
    on_it = {"address_id": case.address.public_id, "reason": "A reason.", **officer}
    if name == "deliver":
        deliver(case, now=days_later(day))
    elif name in {"extend", "suspend", "resume"}:
        getattr(addressing, name)(**on_it)
    elif name == "forward":
        addressing.forward(to=other, **on_it)
    elif name == "pass":
        addressing.note_passed_dates(now=days_later(day))
    else:
        is_interim = name == "interim"
        kind = {"kind": "interim", "position": ""} if is_interim else {"kind": "position"}
        answer(case, now=days_later(day), **kind)


def assert_kept(case):
    address = case.address
    assert address.due_on == due_date(address, reckon(address))
    signed = address.answers.filter(kind="position", state=Answer.State.SIGNED)
    assert signed.count() <= 1
    assert address.is_open == (address.position == "awaiting")
    events = case.recommendation.events
    assert events.filter(entry__isnull=False).count() == events.count()
    assert Entry.objects.filter(object=case.recommendation.public_id).count() == events.count()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=3, max_size=9))
def test_invariants_hold_after_every_act(steps):
    with transaction.atomic():
        case, other, day = sent(), make_institution(), 0
        for name, wait in steps:
            day += wait
            before = case.address
            try:
                with transaction.atomic():
                    act(case, other, name, day)
            except (NotPermitted, Conflict):
                pass
            assert_kept(case)
            if not before.is_open:
                assert case.address.position == before.position
        transaction.set_rollback(True)
    law.forget_calendars()
