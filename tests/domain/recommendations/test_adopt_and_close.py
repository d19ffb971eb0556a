from datetime import timedelta

import pytest

from kenes.domain.recommendations.actions import admission, closing
from kenes.domain.recommendations.models import Adoption, Credit
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db


def adopt(recommendation, role="chair", **decision):
    mandate = make.make_mandate(recommendation.body, role)
    facts = {"document": "Протокол № 4", "decided_on": TODAY, "by_consensus": True}
    return admission.adopt(
        public_id=recommendation.public_id,
        decision=admission.AdoptionFacts(**(facts | decision)),
        by=mandate.person,
        mandate=mandate,
        now=NOW,
    )


def close(recommendation, grounds="Исполнено", role="secretary"):
    mandate = make.make_mandate(recommendation.body, role)
    return closing.close(
        public_id=recommendation.public_id,
        grounds=grounds,
        by=mandate.person,
        mandate=mandate,
        now=NOW,
    )


def test_the_chair_adopts_by_votes_with_the_dissent_attached():
    recommendation = make.admitted()

    adoption = adopt(
        recommendation, by_consensus=False, votes_for=9, votes_against=2, abstained=1,
        language="kk", dissent="Двое против: нет оценки расходов.", dissent_language="ru",
    )  # fmt: skip

    recommendation.refresh_from_db()
    assert recommendation.stage == Stage.ADOPTED
    assert (adoption.votes_for, adoption.dissent) == (9, "Двое против: нет оценки расходов.")
    assert (adoption.language, adoption.dissent_language) == ("kk", "ru")
    content = Entry.objects.latest("pk").content
    assert (content["votes_for"], content["votes_against"], content["abstained"]) == (9, 2, 1)
    assert "Двое" not in str(content)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        ({"document": " "}, "document"),
        ({"decided_on": TODAY + timedelta(1)}, "decided_on"),
        ({"by_consensus": False}, "votes_for"),
        ({"language": "de"}, "language"),
        ({"dissent": "Против", "dissent_language": "de"}, "dissent_language"),
        ({"dissent": "Против"}, "dissent_language"),
        ({"by_consensus": False, "votes_for": 3, "votes_against": 3, "abstained": 0}, "votes_for"),
        ({"by_consensus": False, "votes_for": 3, "votes_against": -1, "abstained": 0}, "votes_for"),
    ],
)
def test_a_decision_that_decides_nothing_is_refused(decision, field):
    recommendation = make.admitted()

    with pytest.raises(Invalid) as caught:
        adopt(recommendation, **decision)

    assert list(caught.value.problems) == [field]
    assert not Adoption.objects.exists()


def test_a_secretary_does_not_adopt_and_nothing_is_adopted_twice():
    recommendation = make.admitted()

    with pytest.raises(NotPermitted) as secretary:
        adopt(recommendation, role="secretary")
    adopt(recommendation)
    with pytest.raises(NotPermitted) as twice:
        adopt(recommendation)

    assert secretary.value.refusal.code == "wrong_role"
    assert twice.value.refusal.code == "not_adoptable"


def test_a_text_that_was_not_admitted_is_neither_adopted_nor_closed():
    filed = make.filed_by()

    with pytest.raises(NotPermitted) as adopted:
        adopt(filed)
    with pytest.raises(NotPermitted) as closed:
        close(filed)

    assert adopted.value.refusal.code == "not_adoptable"
    assert closed.value.refusal.code == "not_closable"


def test_the_secretary_closes_with_grounds_once():
    recommendation = make.admitted()

    closed = close(recommendation)

    assert (closed.stage, closed.closed_at) == (Stage.CLOSED, NOW)
    assert closed.events.latest("pk").grounds == "Исполнено"
    with pytest.raises(NotPermitted) as caught:
        close(recommendation)
    assert caught.value.refusal.code == "not_closable"


def test_closing_needs_grounds():
    with pytest.raises(Invalid) as caught:
        close(make.admitted(), grounds="")

    assert list(caught.value.problems) == ["grounds"]


def credit(recommendation, institutions=(), names=(), has_consent=True):
    mandate = make.make_mandate(recommendation.body)
    admission.set_credits(
        public_id=recommendation.public_id, institutions=institutions, names=names,
        has_consent=has_consent, by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def test_contributors_are_credited_and_people_are_only_counted_on_the_register():
    recommendation = make.admitted()
    union = make.make_institution("association")

    credit(recommendation, [union], ["Айгерім Сәрсен"])

    assert [str(c) for c in Credit.objects.order_by("pk")] == [
        f"institution {union.pk}",
        "Айгерім Сәрсен",
    ]
    content = Entry.objects.latest("pk").content
    assert (content["institutions"], content["people"]) == ([str(union.public_id)], 1)
    assert "Айгерім" not in str(content)


def test_a_person_is_not_named_without_consent_and_consent_can_be_taken_back():
    recommendation = make.admitted()

    with pytest.raises(Invalid) as caught:
        credit(recommendation, names=["Айгерім"], has_consent=False)
    credit(recommendation, names=["Айгерім"])
    credit(recommendation)

    assert list(caught.value.problems) == ["names"]
    assert not Credit.objects.exists()


def test_nobody_is_credited_before_admission():
    with pytest.raises(NotPermitted) as caught:
        credit(make.filed_by())

    assert caught.value.refusal.code == "not_admitted"
