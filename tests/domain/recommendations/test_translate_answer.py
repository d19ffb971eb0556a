import pytest

from kenes.domain.recommendations.actions import answering
from tests.factories import NOW
from tests.factories.answers import answer, delivered, draft, refusal_of

pytestmark = pytest.mark.django_db


def translate(case, signed, *, language="kk", body="Қаралды.", state="checked", by=None):
    mandate = by or case.focal
    return answering.add_answer_translation(
        answer_id=signed.public_id, language=language, body=body, reason="Қаржы жоқ.",
        state=state, credit="Аударма бөлімі", by=mandate.person, mandate=mandate, now=NOW,
    )  # fmt: skip


def test_a_translation_stands_beside_the_original():
    case = delivered()
    signed = answer(case)

    translate(case, signed)

    texts = signed.texts.order_by("pk").values_list("language", "is_original", "state")
    assert list(texts) == [("ru", True, "official"), ("kk", False, "checked")]
    assert case.kinds[-1] == "answer_translated"


def test_a_better_translation_replaces_a_machines():
    case = delivered()
    signed = answer(case)
    translate(case, signed, state="machine", by=case.secretary)

    translate(case, signed, body="Тексерілді.")

    assert signed.texts.get(language="kk").body == "Тексерілді."


def test_what_an_answers_translation_said_stays_when_another_takes_its_place():
    case = delivered()
    signed = answer(case)
    translate(case, signed, state="machine", by=case.secretary)

    translate(case, signed, body="Тексерілді.")
    translate(case, signed, body="Тексерілді.")

    kept = signed.replaced_texts.values_list("body", "state", "replaced_at")
    assert list(kept) == [("Қаралды.", "machine", NOW)]


def test_only_the_body_makes_a_translation_official():
    case = delivered()
    signed = answer(case)

    assert translate(case, signed, state="official").state == "official"
    assert refusal_of(lambda: translate(case, signed, state="official", by=case.secretary)) == (
        "wrong_institution"
    )


def test_the_signed_wording_is_not_replaced():
    case = delivered()
    signed = answer(case)

    assert refusal_of(lambda: translate(case, signed, language="ru")) == "original_language"


def test_a_draft_is_not_translated():
    case = delivered()
    written = draft(case)

    assert refusal_of(lambda: translate(case, written)) == "not_signed"


def test_an_empty_translation_is_refused():
    case = delivered()
    signed = answer(case)

    assert refusal_of(lambda: translate(case, signed, body="")) == "text_missing"
