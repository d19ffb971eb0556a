"""Every value of every axis, every kind of event and every role occurs in the demonstration."""

from datetime import timedelta

import pytest
from django.db.models import Count

from kenes.domain.files.models import StoredFile
from kenes.domain.institutions.models import CalendarVersion, Institution, Mandate, Succession
from kenes.domain.norms.models import Act, Obligation, TableRow, Topic
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.clocks import timeliness_of
from kenes.domain.recommendations.models import (
    Address,
    Adoption,
    Answer,
    AnswerGrade,
    Appeal,
    Assessment,
    Event,
    EventKind,
    Follow,
    Hiding,
    LegalTarget,
    Measure,
    Recommendation,
    RecommendationText,
    Rejoinder,
    Remark,
    Reminder,
    Return,
)
from kenes.domain.recommendations.values import (
    AddressRole,
    AppealOutcome,
    Basis,
    Grade,
    HidingGround,
    Implementation,
    Position,
    ReturnGround,
    Side,
    Stage,
    TextState,
)
from kenes.engines.deadlines import Timeliness
from tests.factories import NOW

# Whichever test comes first loads the whole demonstration.
pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
TODAY = NOW.date()
STEPS = list(Implementation)

OCCURRING = [
    (Recommendation, "stage", Stage),
    (Address, "position", Position),
    (Address, "role", AddressRole),
    (Address, "basis", Basis),
    (AnswerGrade, "value", Grade),
    (RecommendationText, "state", TextState),
    (Return, "ground", ReturnGround),
    (Hiding, "ground", HidingGround),
    (Appeal, "outcome", AppealOutcome),
    (Event, "kind", EventKind),
    (Mandate, "role", Mandate.Role),
    (Institution, "kind", Institution.Kind),
    (Assessment, "side", Side),
    (Assessment, "value", Implementation),
    (Answer, "kind", Answer.Kind),
    (Topic, "kind", Topic.Kind),
]


def occurring(model, field):
    return set(model.objects.values_list(field, flat=True))


@pytest.mark.parametrize(("model", "field", "values"), OCCURRING)
def test_every_value_occurs(demo, model, field, values):
    assert set(values.values) - occurring(model, field) == set()


def test_every_timeliness_occurs(demo):
    rows = Address.objects.select_related("calendar", "institution")

    assert set(Timeliness) - {timeliness_of(row, TODAY) for row in rows} == set()


def test_every_kind_of_text_state_stands_in_a_translation(demo):
    translations = RecommendationText.objects.filter(is_original=False)

    assert set(translations.values_list("state", flat=True)) == set(TextState.values)


def test_both_sides_assess_with_gaps_of_none_to_three_steps(demo):
    gaps = set()
    for recommendation in Recommendation.objects.all():
        latest = {
            row.side: STEPS.index(row.value)
            for row in Assessment.objects.filter(recommendation=recommendation).order_by("at")
        }
        if {Side.STATE, Side.CIVIL} <= latest.keys():
            gaps.add(abs(latest[Side.STATE] - latest[Side.CIVIL]))

    assert gaps == {0, 1, 2, 3}


def test_texts_were_written_in_all_three_languages(demo):
    count = Recommendation.objects.values("original_language").annotate(number=Count("pk"))
    by_language = {row["original_language"]: row["number"] for row in count}

    assert by_language["kk"] >= 25
    assert by_language["ru"] >= 25
    assert by_language["en"] >= 1


def test_some_translation_is_due(demo):
    published = Recommendation.objects.public().annotate(texts=Count("versions__texts"))

    assert published.filter(current_version=1, texts=1).exists()


def test_measures_are_done_in_time_done_late_and_late(demo):
    rows = list(Measure.objects.all())

    assert any(row.done_on and row.done_on <= row.due_on for row in rows)
    assert any(row.done_on and row.done_on > row.due_on for row in rows)
    assert any(row.done_on is None and row.due_on < TODAY for row in rows)


def test_a_promise_rests_without_new_evidence_for_months(demo):
    long_ago = NOW - timedelta(days=200)
    open_ones = Measure.objects.filter(done_on=None, reports__isnull=False)

    assert open_ones.exclude(reports__at__gt=long_ago).exists()


def test_evidence_is_to_follow_and_failed_to_follow(demo):
    rows = Answer.objects.filter(evidence_due_on__isnull=False)

    assert rows.filter(evidence_due_on__gte=TODAY).exists()
    assert rows.filter(evidence_due_on__lt=TODAY).exists()


def test_a_merged_ministry_keeps_its_answer_and_passes_on_what_was_open(demo):
    old = Succession.objects.get().predecessor
    lines = Address.objects.filter(institution=old)

    assert lines.filter(taken_over_by=None, position=Position.ACCEPTED).exists()
    assert lines.filter(taken_over_by__isnull=False, is_open=False).count() == 2


def test_a_ministry_was_renamed(demo):
    assert Institution.objects.annotate(number=Count("names")).filter(number=2).exists()


def test_clocks_moved_with_the_calendar(demo):
    assert CalendarVersion.objects.count() == 2
    assert Event.objects.filter(kind=EventKind.CLOCK_MOVED).exists()


def test_supporters_count_in_hundreds_for_a_few(demo):
    counts = Recommendation.objects.annotate(supporters=Count("support")).order_by("-supporters")

    assert [row.supporters >= 100 for row in counts[:3]] == [True, True, False]
    assert counts.filter(supporters=0).count() > 40


def test_lies_on_the_desks_a_draft_and_one_to_sign(demo):
    assert Answer.objects.filter(state=Answer.State.DRAFT).exists()
    assert Answer.objects.filter(state=Answer.State.FOR_SIGNATURE).exists()


def test_a_remark_stayed_between_drafter_and_signatory(demo):
    assert Remark.objects.filter(answer__state=Answer.State.SIGNED).exists()


def test_drafter_and_signatory_are_two_people(demo):
    signed = Answer.objects.filter(state=Answer.State.SIGNED)

    assert all(row.drafted_by.person_id != row.signed_by.person_id for row in signed)


def test_a_substitute_is_in_force(demo):
    principal = Mandate.objects.get(role=Mandate.Role.SECRETARY, substitutes__isnull=False)

    assert principal.substitutes.get().valid_to >= TODAY


def test_bodies_adopt_by_consensus_and_by_votes_with_a_dissent(demo):
    assert Adoption.objects.filter(by_consensus=True).exists()
    assert Adoption.objects.filter(by_consensus=False).exclude(dissent="").exists()


@pytest.mark.parametrize(
    ("model", "least"),
    [
        (Follow, 4),
        (Notice, 50),
        (Rejoinder, 2),
        (Reminder, 10),
        (StoredFile, 20),
        (LegalTarget, 4),
    ],
)
def test_there_is_enough_to_look_at(demo, model, least):
    assert model.objects.count() >= least


def test_norms_are_bills_with_rows_treaty_articles_themes_groups_and_all_goals(demo):
    kinds = Topic.objects.values("kind").annotate(number=Count("pk"))

    assert Act.objects.filter(kind=Act.Kind.BILL).count() == 2
    assert TableRow.objects.count() == 5
    assert Obligation.objects.count() == 3
    assert {row["kind"]: row["number"] for row in kinds} == {"theme": 17, "group": 6, "sdg": 17}


def test_the_public_control_was_split_into_points(demo):
    document = Recommendation.objects.get(points__isnull=False, points__point_number="1")

    assert document.is_public_control
    assert document.points.count() == 3


def test_an_answer_by_the_other_councils_rules_is_not_graded(demo):
    other = Recommendation.objects.filter(addresses__basis=Basis.OWN_RULES)

    assert other.exists()
    assert not other.exclude(addresses__grade="").exists()
