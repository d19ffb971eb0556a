from datetime import date, timedelta

import pytest

from kenes.domain.recommendations.actions import admission, appeals
from kenes.domain.recommendations.queries import authoring, intake
from kenes.domain.recommendations.values import ReturnGround, Stage
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def send_back(recommendation, ground):
    mandate = make.make_mandate(recommendation.body, side="state")
    admission.return_to_author(
        public_id=recommendation.public_id, ground=ground, explanation="x",
        by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def test_a_code_opens_its_text_as_typed_and_no_other_code_opens_any():
    started = make.file()
    make.filed_by()

    assert authoring.text_by_code(f" {started.code.lower()} ") == started.recommendation
    for wrong in ("", "-", started.code[:-1], "2222-2222-2222-2222"):
        assert authoring.text_by_code(wrong) is None


def test_the_inbox_shows_the_longest_waiting_first_with_the_day_to_decide_by():
    body = make.make_body()
    new = make.filed_by(body=body)
    old = make.filed_by(body=body, now=NOW - timedelta(3))
    make.filed_by()

    items = intake.inbox(body, NOW)

    assert [(item.recommendation, item.waiting_days) for item in items] == [(old, 3), (new, 0)]
    assert items[1].decide_by == date(2026, 11, 16)
    assert items[1].title == make.TITLE


def test_the_inbox_takes_the_same_few_queries_for_three_and_for_thirty(
    django_assert_max_num_queries,
):
    body = make.make_body()
    for _number in range(3):
        make.filed_by(body=body)

    with django_assert_max_num_queries(10):
        intake.inbox(body, NOW)


def test_pending_appeals_of_a_body_are_listed_until_they_are_decided():
    author = make.make_person()
    filed = make.filed_by(author)
    send_back(filed, ReturnGround.INSULT)
    made = appeals.appeal(public_id=filed.public_id, text="нет", by=author, now=NOW)

    assert list(intake.pending_appeals(filed.body)) == [made]
    assert list(intake.pending_appeals(make.make_body())) == []


def test_of_a_text_that_is_not_admitted_the_public_learns_number_day_and_stage_alone():
    filed, admitted = make.filed_by(), make.admitted()

    stub = intake.public_stub(filed.number)

    assert stub == intake.Stub("2026-000001", date(2026, 11, 9), Stage.SUBMITTED)
    assert intake.public_stub(admitted.number) is None
    assert intake.public_stub("2026-999999") is None


def test_a_similar_text_is_found_and_one_that_nobody_may_read_is_not():
    shown = make.admitted(demand="Мектептің ауласына жарықшамдар орнату қажет")
    make.filed_by(demand="Мектептің ауласына жарықшамдар орнату қажет")

    found = authoring.similar_texts("мектептің ауласына жарықшамдар қойылсын", "kk")

    assert [text.version.recommendation for text in found] == [shown]
