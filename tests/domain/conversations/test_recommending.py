"""What people agreed on becomes a draft: by the secretary, with its figures, on the register."""

import pytest

from kenes.domain.conversations.actions.recommending import recommend
from kenes.domain.conversations.figures import compute
from kenes.domain.conversations.models import Outcome, Result
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories.campaigns import make_campaign
from tests.factories.conversations import opened
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW, make_body, make_mandate

pytestmark = pytest.mark.django_db
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]
ADDRESS = "https://kenes.example/kk/conversations/1/results/"


@pytest.fixture(scope="module")
def found():
    return compute(make_ballots())


@pytest.fixture
def published(found):
    row, secretary = opened(seeds=SEEDS)
    Result.objects.create(
        conversation=row, voters=300, votes=2_700, verdict=found.verdict, figures=found.figures,
        computed_at=NOW,
    )  # fmt: skip
    return row, secretary


def done(row, secretary, numbers, **others):
    values = {"language": "ru", "address": ADDRESS, "now": NOW, **others}
    return recommend(
        public_id=row.public_id, numbers=numbers, by=secretary.person, mandate=secretary, **values
    )


def test_agreed_statements_become_a_draft_of_the_body_with_their_figures(published):
    row, secretary = published

    outcome = done(row, secretary, [9, 1])

    draft = outcome.recommendation
    text = draft.versions.get().texts.get()
    assert (draft.stage, draft.author_institution) == (Stage.DRAFT, row.body)
    assert text.title == row.question_ru
    assert "«Мнение 1». Доля согласных не ниже: 65 %" in text.problem
    assert "Участников: 300" in text.problem
    assert ADDRESS in text.problem
    assert set(text.demand.splitlines()) == {"1. Мнение 1", "2. Мнение 9"}


def test_the_act_is_on_the_register_with_numbers_and_no_words(published):
    row, secretary = published

    outcome = done(row, secretary, [1])

    entry = Entry.objects.filter(object=row.public_id).latest("pk")
    assert entry.type == "conversation.recommendation_drawn"
    assert entry.content["statements"] == [1]
    assert entry.content["recommendation"] == str(outcome.recommendation.public_id)
    assert "Мнение" not in str(entry.content)


@pytest.mark.parametrize("numbers", [[], [2], [1, 2], [99]])
def test_only_what_is_agreed_on_can_be_chosen(published, numbers):
    row, secretary = published

    with pytest.raises(Invalid) as caught:
        done(row, secretary, numbers)

    assert set(caught.value.problems) == {"numbers"}
    assert not Recommendation.objects.exists()


def test_without_a_result_there_is_nothing_to_recommend():
    row, secretary = opened()

    with pytest.raises(NotPermitted) as caught:
        done(row, secretary, [1])

    assert caught.value.refusal.code == "nothing_agreed"


def test_what_was_returned_since_is_agreed_on_no_more(published):
    row, secretary = published
    row.statements.filter(number=1).update(state="returned", ground="unclear")

    with pytest.raises(Invalid):
        done(row, secretary, [1])


def test_neither_a_chair_nor_another_bodys_secretary_may(published):
    row, _secretary = published
    others = (make_mandate(row.body, role="chair"), make_mandate(make_body()))

    for mandate, code in zip(others, ("wrong_role", "wrong_institution"), strict=True):
        with pytest.raises(NotPermitted) as caught:
            done(row, mandate, [1])
        assert caught.value.refusal.code == code
    assert not Outcome.objects.exists()


def test_a_draft_that_is_thrown_away_leaves_the_conversation_as_it_was(published):
    row, secretary = published
    outcome = done(row, secretary, [1])

    outcome.recommendation.delete()

    assert not row.outcomes.exists()


def test_on_days_on_which_the_law_bars_results_nothing_is_drawn_from_them(published):
    make_campaign()

    with pytest.raises(NotPermitted) as refused:
        done(*published, [1])

    assert refused.value.refusal.code == "results_hidden"
    assert not Outcome.objects.exists()
