"""Whatever acts come in whatever order, the record stays whole."""

import re
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kenes.domain.recommendations.actions import (
    admission,
    appeals,
    closing,
    filing,
    merging,
    moderation,
    splitting,
    texts,
)
from kenes.domain.recommendations.actions.splitting import PointFacts
from kenes.domain.recommendations.models import Event, Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.models import Counter
from kenes.domain.shared.refusals import KenesError
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

WHICH = st.integers(min_value=0, max_value=3)
MOST = 4
ENDS = {Stage.CLOSED, Stage.WITHDRAWN, Stage.SUPERSEDED}


def traces():
    return Event.objects.count(), Entry.objects.count(), list(Counter.objects.values_list("last"))


class Desk(RuleBasedStateMachine):
    """A secretary, a chair, a member and an author, who click whatever they like."""

    reached: ClassVar[set[str]] = set()

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        body = make.make_body()
        self.author = make.make_person()
        self.body = body
        self.secretary = make.make_mandate(body, side="state")
        self.chair = make.make_mandate(body, "chair", side="state")
        self.member = make.make_mandate(body, "member", side="civil")
        self.editions, self.stages, self.numbers = {}, {}, {}
        make.filed_by(self.author, body=body)
        for _each in range(2):  # two that can be merged
            make.admitted(by=self.author, secretary=self.secretary)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def desk(self, mandate=None):
        mandate = mandate or self.secretary
        return {"by": mandate.person, "mandate": mandate, "now": NOW}

    def pick(self, which):
        rows = list(Recommendation.objects.order_by("pk"))
        return rows[which % len(rows)] if rows else None

    def attempt(self, act, which, **fields):
        """Try an act; a refusal must leave no trace, anything else but success is a fault."""
        row = self.pick(which)
        if row is None:
            return
        before = traces()
        try:
            act(public_id=row.public_id, **fields)
        except KenesError:
            after = traces()
            assert before == after

    @rule()
    @precondition(lambda _desk: Recommendation.objects.count() < MOST)
    def start(self):
        make.start(by=self.author, body=self.body)

    @rule(which=WHICH)
    def file(self, which):
        self.attempt(filing.file_recommendation, which, by=self.author, now=NOW)

    @rule(which=WHICH)
    def file_again(self, which):
        self.attempt(filing.file_again, which, by=self.author, now=NOW)

    @rule(which=WHICH)
    def admit(self, which):
        self.attempt(admission.admit, which, **self.desk())

    @rule(which=WHICH)
    def send_back(self, which):
        fields = {"ground": "insult", "explanation": "x"}
        self.attempt(admission.return_to_author, which, **fields, **self.desk())

    @rule(which=WHICH)
    def appeal(self, which):
        self.attempt(appeals.appeal, which, text="x", by=self.author, now=NOW)

    @rule(which=WHICH, outcome=st.sampled_from(["upheld", "overturned"]))
    def decide(self, which, outcome):
        fields = {"outcome": outcome, "grounds": "x"}
        self.attempt(appeals.decide_appeal, which, **fields, **self.desk(self.member))

    @rule(which=WHICH, is_stale=st.booleans())
    def reword(self, which, is_stale):
        row = self.pick(which)
        edition = 0 if is_stale or row is None else row.edition
        words = {"title": "t", "problem": "", "demand": f"d {edition}", "reason": "x"}
        self.attempt(
            texts.publish_version, which, by=self.author, edition=edition, now=NOW, **words
        )

    @rule(which=WHICH)
    def systematise(self, which):
        self.attempt(admission.systematise, which, **self.desk())

    @rule(which=WHICH)
    def adopt(self, which):
        decision = admission.AdoptionFacts("p", TODAY, by_consensus=True)
        self.attempt(admission.adopt, which, decision=decision, **self.desk(self.chair))

    @rule(which=WHICH)
    def split(self, which):
        self.attempt(splitting.split, which, points=[PointFacts("1", "d")], **self.desk())

    @rule(which=WHICH, other=WHICH)
    def merge(self, which, other):
        origin = self.pick(other)
        if origin is not None:
            fields = {"origins": [origin.public_id], "grounds": "x"}
            self.attempt(
                lambda public_id, **more: merging.merge(into=public_id, **more),
                which, **fields, **self.desk(),
            )  # fmt: skip

    @rule(which=WHICH)
    def hide(self, which):
        fields = {"ground": "court", "explanation": "x"}
        self.attempt(moderation.hide, which, **fields, **self.desk())

    @rule(which=WHICH)
    def show_again(self, which):
        self.attempt(moderation.show_again, which, reason="x", **self.desk())

    @rule(which=WHICH, is_sure=st.integers(0, 3))
    def withdraw(self, which, is_sure):
        if is_sure == 0:
            self.attempt(filing.withdraw, which, by=self.author, reason="x", now=NOW)

    @rule(which=WHICH, is_sure=st.integers(0, 3))
    def close(self, which, is_sure):
        if is_sure == 0:
            self.attempt(closing.close, which, grounds="x", **self.desk())

    @invariant()
    def numbers_are_unique_unbroken_and_for_ever(self):
        rows = Recommendation.objects.exclude(number=None).values_list("pk", "number")
        numbers = sorted(number for _pk, number in rows)
        assert numbers == [f"2026-{place:06d}" for place in range(1, len(numbers) + 1)]
        for pk, number in rows:
            assert re.fullmatch(r"\d{4}-\d{6}", number)
            assert self.numbers.setdefault(pk, number) == number

    @invariant()
    def every_event_has_its_entry(self):
        assert Event.objects.count() == Entry.objects.count()
        assert not Event.objects.filter(entry__isnull=True).exists()

    @invariant()
    def editions_grow_and_an_end_stays_an_end(self):
        for row in Recommendation.objects.all():
            stage, edition = self.stages.get(row.pk), self.editions.get(row.pk, 0)
            assert row.edition >= edition
            assert stage == row.stage or row.edition > edition
            assert stage not in ENDS or row.stage == stage
            assert row.edition == 1 + row.events.count()
            self.reached.add(row.stage)
            self.stages[row.pk], self.editions[row.pk] = row.stage, row.edition

    @invariant()
    def each_stage_has_what_it_needs(self):
        for row in Recommendation.objects.all():
            assert (row.stage == Stage.DRAFT) == (row.number is None)
            assert row.versions.count() == row.current_version
            assert row.stage != Stage.RETURNED or row.returns.exists()
            assert row.stage != Stage.ADOPTED or hasattr(row, "adoption")
            assert row.stage != Stage.SUPERSEDED or row.superseded_by is not None
            assert bool(row.hidden_ground) == row.hidings.filter(lifted_at=None).exists()
            assert not row.hidden_ground or row.is_public


@pytest.mark.slow
@pytest.mark.django_db
def test_no_order_of_acts_breaks_the_record():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Desk.reached == set(Stage) - {Stage.SENT}, "the walk must reach every stage"
