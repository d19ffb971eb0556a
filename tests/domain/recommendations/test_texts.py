import pytest
from django.db import IntegrityError, transaction

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import texts
from kenes.domain.recommendations.models import RecommendationText, ReplacedText
from kenes.domain.recommendations.values import Stage, TextState
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Conflict, Invalid, NotPermitted
from kenes.domain.shared.text import digest_if_any
from tests.factories import recommendations as make
from tests.factories.recommendations import DEMAND, NOW

pytestmark = pytest.mark.django_db


def reword(recommendation, **fields):
    words = {
        "title": "Жаңа атау", "problem": "", "demand": "Екі шам орнату", "reason": "Нақтыланды",
        "by": None, "edition": recommendation.edition,
    }  # fmt: skip
    return texts.publish_version(public_id=recommendation.public_id, now=NOW, **(words | fields))


def translate(recommendation, **fields):
    words = {
        "language": "ru",
        "title": "Свет",
        "problem": "",
        "demand": "Поставить фонари",
        "by": None,
    }
    return texts.publish_translation(
        public_id=recommendation.public_id, now=NOW, **(words | fields)
    )


def test_a_new_version_keeps_the_old_one_readable():
    author = make.make_person()
    recommendation = make.admitted(by=author)

    version = reword(recommendation, by=author)

    recommendation.refresh_from_db()
    assert (version.number, recommendation.current_version) == (2, 2)
    kept = RecommendationText.objects.order_by("pk").values_list("version__number", "demand")
    assert list(kept) == [(1, DEMAND), (2, "Екі шам орнату")]
    content = Entry.objects.latest("pk").content
    assert (content["version"], content["digests"]["demand"]) == (
        2,
        digest_if_any("Екі шам орнату"),
    )


def test_the_holder_of_the_code_rewords_too():
    started = make.file()

    version = reword(started.recommendation, code=started.code)

    assert version.actor_role == "author"


def test_the_secretary_rewords_with_a_mandate_and_the_author_is_told():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    secretary = make.make_mandate(recommendation.body)

    version = reword(recommendation, by=secretary.person, mandate=secretary)

    assert version.actor_role == "secretary"
    assert Notice.objects.filter(person=author, template="version").exists()


def test_of_two_who_reword_at_once_the_second_sees_both_texts():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    edition = recommendation.edition
    reword(recommendation, by=author, edition=edition)

    with pytest.raises(Conflict) as caught:
        reword(recommendation, by=author, edition=edition, demand="Үш шам")

    assert "Екі шам орнату" in caught.value.theirs.values()
    assert "Үш шам" in caught.value.yours.values()
    assert recommendation.versions.count() == 2


def test_an_unchanged_text_and_a_missing_reason_make_no_version():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    same = {"title": make.TITLE, "problem": make.PROBLEM, "demand": DEMAND}

    with pytest.raises(Invalid) as unchanged:
        reword(recommendation, by=author, **same)
    with pytest.raises(Invalid) as unexplained:
        reword(recommendation, by=author, reason="")

    assert list(unchanged.value.problems) == ["demand"]
    assert list(unexplained.value.problems) == ["reason"]
    assert recommendation.versions.count() == 1


@pytest.mark.parametrize("stage", [Stage.ADOPTED, Stage.SENT, Stage.CLOSED, Stage.WITHDRAWN])
def test_once_others_rely_on_it_the_text_is_fixed(stage):
    author = make.make_person()
    recommendation = make.admitted(by=author)
    recommendation.stage = stage
    recommendation.save()

    with pytest.raises(NotPermitted) as caught:
        reword(recommendation, by=author)

    assert caught.value.refusal.code == "text_is_fixed"


def test_a_secretary_does_not_reword_what_is_not_admitted():
    filed = make.filed_by()
    secretary = make.make_mandate(filed.body)

    with pytest.raises(NotPermitted) as caught:
        reword(filed, by=secretary.person, mandate=secretary)

    assert caught.value.refusal.code == "text_is_fixed"


def test_a_stranger_rewords_nothing():
    with pytest.raises(NotPermitted) as caught:
        reword(make.admitted(), by=make.make_person())

    assert caught.value.refusal.code == "not_the_author"


def test_a_checked_translation_names_its_translator_and_is_never_the_original():
    recommendation = make.admitted()
    secretary = make.make_mandate(recommendation.body)

    text = translate(
        recommendation, by=secretary.person, mandate=secretary, state="checked", credit="Бюро"
    )

    assert (text.is_original, text.state, text.translator_credit) == (False, "checked", "Бюро")
    assert text.translator == secretary.person
    content = Entry.objects.latest("pk").content
    assert (content["language"], content["state"]) == ("ru", "checked")
    assert "Бюро" not in str(content)


def test_the_author_adds_a_draft_translation_and_the_secretary_makes_it_checked():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    secretary = make.make_mandate(recommendation.body)
    translate(recommendation, by=author)

    translate(recommendation, by=secretary.person, mandate=secretary, state="checked")

    assert RecommendationText.objects.get(language="ru").state == TextState.CHECKED


def test_what_a_translation_said_stays_when_another_takes_its_place():
    author = make.make_person()
    recommendation = make.admitted(by=author)
    translate(recommendation, by=author, demand="Поставить фонарь", credit="Бюро")

    translate(recommendation, by=author)
    translate(recommendation, by=author)

    kept = ReplacedText.objects.values_list("demand", "state", "translator_credit", "replaced_at")
    assert list(kept) == [("Поставить фонарь", "draft", "Бюро", NOW)]


@pytest.mark.parametrize("state", [TextState.OFFICIAL, TextState.CHECKED])
def test_only_the_secretary_calls_a_translation_official_or_checked(state):
    author = make.make_person()

    with pytest.raises(NotPermitted) as caught:
        translate(make.admitted(by=author), by=author, state=state)

    assert caught.value.refusal.code == "state_needs_mandate"


def test_a_machine_never_replaces_a_person_and_has_no_translator():
    recommendation = make.admitted()
    secretary = make.make_mandate(recommendation.body)
    acts = {"by": secretary.person, "mandate": secretary}

    machine = translate(recommendation, state="machine", **acts)
    assert (machine.translator, machine.is_original) == (None, False)
    translate(recommendation, state="draft", **acts)
    with pytest.raises(NotPermitted) as caught:
        translate(recommendation, state="machine", **acts)

    assert caught.value.refusal.code == "machine_over_person"


def test_the_original_language_an_unknown_language_and_an_unknown_state_are_refused():
    author = make.make_person()
    recommendation = make.admitted(by=author)

    with pytest.raises(NotPermitted) as original:
        translate(recommendation, by=author, language="kk")
    with pytest.raises(Invalid) as language:
        translate(recommendation, by=author, language="de")
    with pytest.raises(Invalid) as state:
        translate(recommendation, by=author, state="authentic")

    assert original.value.refusal.code == "original_language"
    assert list(language.value.problems) == ["language"]
    assert list(state.value.problems) == ["state"]


def test_a_draft_is_not_translated_and_a_stranger_translates_nothing():
    author = make.make_person()
    draft = make.start(by=author).recommendation

    with pytest.raises(NotPermitted) as early:
        translate(draft, by=author)
    with pytest.raises(NotPermitted) as stranger:
        translate(make.admitted(), by=make.make_person())

    assert early.value.refusal.code == "not_filed"
    assert stranger.value.refusal.code == "not_the_author"


def test_the_database_keeps_one_original_for_a_version():
    recommendation = make.admitted()
    version = recommendation.versions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationText.objects.create(
            version=version, language="en", title="x", demand="x", is_original=True, at=NOW
        )
