import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import admission, authorship, filing
from kenes.domain.recommendations.actions.drafting import NameChoice
from kenes.domain.recommendations.models import Follow, Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db


def withdraw(recommendation, by, reason="Шешілді"):
    return filing.withdraw(public_id=recommendation.public_id, by=by, reason=reason, now=NOW)


def test_a_withdrawn_text_stays_readable_with_its_reason_and_followers_are_told():
    author, reader = make.make_person(), make.make_person()
    recommendation = make.admitted(by=author)
    Follow.objects.create(
        person=reader, recommendation=recommendation, delivery="digest", since=NOW
    )

    withdraw(recommendation, author)

    assert list(Recommendation.objects.readable()) == [recommendation]
    assert recommendation.events.latest("pk").grounds == "Шешілді"
    notice = Notice.objects.get(template="news")
    assert (notice.person, notice.delivery) == (reader, "digest")


def test_what_was_withdrawn_before_admission_never_becomes_public():
    author = make.make_person()
    filed = make.filed_by(author)

    withdrawn = withdraw(filed, author)

    assert withdrawn.stage == Stage.WITHDRAWN
    assert not withdrawn.is_public
    assert not Recommendation.objects.public().exists()


def test_withdrawing_needs_the_author_a_reason_and_happens_once():
    author = make.make_person()
    recommendation = make.admitted(by=author)

    with pytest.raises(NotPermitted) as stranger:
        withdraw(recommendation, make.make_person())
    with pytest.raises(Invalid):
        withdraw(recommendation, author, reason=" ")
    withdraw(recommendation, author)
    with pytest.raises(NotPermitted) as twice:
        withdraw(recommendation, author)

    assert stranger.value.refusal.code == "not_the_author"
    assert twice.value.refusal.code == "not_withdrawable"
    assert Entry.objects.filter(type="recommendation.withdrawn").count() == 1


def test_what_a_body_has_adopted_is_not_the_authors_to_withdraw():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    chair = make.make_mandate(recommendation.body, "chair")
    decision = admission.AdoptionFacts("Протокол", TODAY, by_consensus=True)
    admission.adopt(
        public_id=recommendation.public_id,
        decision=decision,
        by=chair.person,
        mandate=chair,
        now=NOW,
    )

    with pytest.raises(NotPermitted) as caught:
        withdraw(recommendation, author)

    assert caught.value.refusal.code == "adopted_by_body"


def test_a_name_taken_back_leaves_the_row_too():
    author = make.make_person("Айгерім Сәрсен")
    recommendation = make.admitted(by=author, name_choice=NameChoice(True))
    assert recommendation.author_name == "Айгерім Сәрсен"

    authorship.choose_name(
        public_id=recommendation.public_id, by=author, is_public=False, name="ignored", now=NOW
    )

    row = Recommendation.objects.values().get()
    assert (row["author_name"], row["is_name_public"]) == ("", False)


def test_the_holder_of_a_code_may_choose_a_name_later_and_nobody_else():
    started = make.file()
    acts = {"public_id": started.recommendation.public_id, "is_public": True, "name": "Ерлан"}

    shown = authorship.choose_name(by=None, code=started.code, now=NOW, **acts)
    with pytest.raises(NotPermitted):
        authorship.choose_name(by=make.make_person(), now=NOW, **acts)

    assert (shown.author_name, shown.is_name_public) == ("Ерлан", True)


def test_a_forgotten_author_leaves_text_number_and_region_and_nothing_else():
    region = make.make_territory()
    author = make.make_person("Айгерім Сәрсен")
    filed = make.filed_by(author, name_choice=NameChoice(True), author_territory=region)
    make.start(by=author)

    count = authorship.forget_author(author, now=NOW)

    kept = Recommendation.objects.get()
    assert count == 1
    assert (kept.number, kept.author_territory) == (filed.number, region)
    assert (kept.author, kept.author_name, kept.is_name_public) == (None, "", False)
    assert "Айгерім" not in str(Recommendation.objects.values().get())
