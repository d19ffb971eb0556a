import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import following, moderation, texts
from kenes.domain.recommendations.models import Follow, Recommendation
from kenes.domain.recommendations.rules.authors import is_author
from kenes.domain.recommendations.rules.moderation import refuse_to_read
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db


def hide(recommendation, role="secretary", ground="court", explanation="Решение суда"):
    mandate = make.make_mandate(recommendation.body, role)
    return moderation.hide(
        public_id=recommendation.public_id, ground=ground, explanation=explanation,
        by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def show_again(recommendation, role="secretary", reason="Решение отменено"):
    mandate = make.make_mandate(recommendation.body, role)
    return moderation.show_again(
        public_id=recommendation.public_id,
        reason=reason,
        by=mandate.person,
        mandate=mandate,
        now=NOW,
    )


def test_a_text_is_hidden_for_a_listed_ground_with_notice_to_its_author():
    author = make.make_person()
    recommendation = make.admitted(by=author)

    hide(recommendation)

    assert list(Recommendation.objects.public()) == [recommendation]
    assert not Recommendation.objects.readable().exists()
    notice = Notice.objects.get(template="hidden")
    assert (notice.person, notice.facts["explanation"]) == (author, "Решение суда")
    content = Entry.objects.latest("pk").content
    assert content["ground"] == "court"
    assert "Решение" not in str(content)


def test_its_author_still_reads_a_hidden_text_by_account_or_code_and_others_learn_the_ground():
    started = make.file()
    secretary = make.make_mandate(started.recommendation.body)
    make.admission.admit(
        public_id=started.recommendation.public_id, by=secretary.person, mandate=secretary, now=NOW
    )
    hide(started.recommendation)
    hidden = Recommendation.objects.get()

    author = is_author(None, started.code, hidden)
    refusal = refuse_to_read(hidden, is_author=is_author(None, "2222-2222-2222-2222", hidden))

    assert refuse_to_read(hidden, is_author=author) is None
    assert (refusal.code, refusal.status) == ("text_hidden", 410)


def test_a_text_that_is_not_published_is_not_there_for_others():
    refusal = refuse_to_read(make.filed_by(), is_author=False)

    assert (refusal.code, refusal.status) == ("not_published", 404)


def test_hiding_is_refused_without_a_listed_ground_an_explanation_or_a_public_text():
    recommendation = make.admitted()

    with pytest.raises(Invalid) as ground:
        hide(recommendation, ground="dislike")
    with pytest.raises(Invalid) as explanation:
        hide(recommendation, explanation="")
    with pytest.raises(NotPermitted) as early:
        hide(make.filed_by())
    with pytest.raises(NotPermitted) as role:
        hide(recommendation, role="member")

    assert list(ground.value.problems) == ["ground"]
    assert list(explanation.value.problems) == ["explanation"]
    assert early.value.refusal.code == "not_public"
    assert role.value.refusal.code == "wrong_role"


def test_a_text_is_hidden_once_and_shown_again_once_with_a_reason():
    recommendation = make.admitted()
    with pytest.raises(NotPermitted) as not_yet:
        show_again(recommendation)
    hide(recommendation)

    with pytest.raises(NotPermitted) as twice:
        hide(recommendation)
    with pytest.raises(Invalid):
        show_again(recommendation, reason=" ")
    shown = show_again(recommendation, role="chair")

    assert (not_yet.value.refusal.code, twice.value.refusal.code) == (
        "not_hidden",
        "already_hidden",
    )
    assert shown.hidden_ground == ""
    assert shown.hidings.get().lifted_at == NOW
    assert Entry.objects.latest("pk").type == "recommendation.shown_again"


def test_following_again_changes_how_one_is_told_and_unfollowing_ends_it():
    person, recommendation = make.make_person(), make.admitted()
    following.follow(person=person, public_id=recommendation.public_id, now=NOW)

    following.follow(person=person, public_id=recommendation.public_id, delivery="digest", now=NOW)

    assert Follow.objects.get().delivery == "digest"
    following.unfollow(person=person, public_id=recommendation.public_id)
    following.unfollow(person=person, public_id=recommendation.public_id)
    assert not Follow.objects.exists()


def test_only_what_one_may_read_is_followed_and_only_in_a_known_way():
    author = make.make_person()
    filed = make.filed_by(author)

    with pytest.raises(NotFound):
        following.follow(person=make.make_person(), public_id=filed.public_id, now=NOW)
    with pytest.raises(Invalid) as caught:
        following.follow(person=author, public_id=filed.public_id, delivery="pigeon", now=NOW)

    assert list(caught.value.problems) == ["delivery"]
    assert following.follow(person=author, public_id=filed.public_id, now=NOW)


def test_an_author_who_follows_the_own_text_is_not_told_of_the_own_version():
    author, other = make.make_person(), make.make_person()
    recommendation = make.admitted(by=author)
    for person in (author, other):
        following.follow(person=person, public_id=recommendation.public_id, now=NOW)

    texts.publish_version(
        public_id=recommendation.public_id, title="T", problem="", demand="Шам", reason="қате",
        by=author, edition=recommendation.edition, now=NOW,
    )  # fmt: skip

    assert [one.person for one in Notice.objects.filter(template="version")] == [other]
