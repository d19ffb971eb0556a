from datetime import date

import pytest

from kenes.domain.institutions.models import Procedure
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import assessing
from kenes.domain.recommendations.actions.execution import EvidenceFacts
from kenes.domain.recommendations.models import Answer
from kenes.domain.recommendations.progress import gap_of
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import NotFound
from tests.factories import NOW
from tests.factories.answers import (
    TODAY,
    answer,
    days_later,
    delivered,
    draft,
    make_case,
    refusal_of,
)
from tests.factories.institutions import make_institution, make_mandate

pytestmark = pytest.mark.django_db
LINK = EvidenceFacts("Photo", link="https://example.kz/photo")


def assess(case, side="civil", value="not_started", *, by=None, person=None, **more):
    facts = {"grounds": "Ламп нет.", "period_from": TODAY, "period_to": TODAY, "now": NOW}
    return assessing.assess(
        public_id=case.recommendation.public_id, side=side, value=value, language="ru",
        by=by.person if by else person, mandate=by, **(facts | more),
    )  # fmt: skip


def grade(case, signed, *, person=None, now=NOW, **more):
    facts = {"value": "D", "grounds": "О другом.", "language": "ru"}
    return assessing.grade(
        answer_id=signed.public_id, by=person or case.author, now=now, **(facts | more)
    )


def rejoin(case, signed, *, text="Мы писали о том же.", now=NOW, by=None):
    mandate = by or case.signatory
    return assessing.rejoin(
        answer_id=signed.public_id, text=text, language="ru", by=mandate.person, mandate=mandate,
        now=now,
    )  # fmt: skip


def test_the_author_assesses_without_a_mandate():
    case = delivered()

    assessment = assess(case, person=case.author)

    assert (assessment.is_author, assessment.assessor) == (True, None)
    assert case.kinds[-1] == "assessed"
    assert "author" not in str(
        Entry.objects.get(type="recommendation.assessed").content["assessor"]
    )


def test_each_side_has_its_own_assessor_and_the_gap_is_computed():
    case = delivered()
    assess(case, "civil", "not_started", person=case.author)
    assess(case, "state", "substantial", by=case.signatory, evidence=[LINK])
    observer = make_mandate("assessor", make_institution("international"), side="observer")
    assess(case, "independent", "limited", by=observer, evidence=[LINK])

    gap = gap_of(case.recommendation.assessments.all())

    assert gap.steps == 2
    assert (gap.state.value, gap.civil.value) == ("substantial", "not_started")


def test_without_both_sides_there_is_no_gap():
    case = delivered()
    assess(case, "state", by=case.signatory)

    assert gap_of(case.recommendation.assessments.all()) is None


def test_the_authors_view_goes_before_other_associations():
    case = delivered()
    assess(case, value="limited", person=case.author, evidence=[LINK])
    other = make_mandate("assessor", make_institution("association"), side="civil")
    assess(case, value="not_started", by=other, now=days_later(1))
    assess(case, "state", "complete", by=case.signatory, evidence=[LINK])

    assert gap_of(case.recommendation.assessments.all()).civil.value == "limited"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"grounds": " "}, "grounds_missing"),
        ({"value": "limited"}, "evidence_missing"),
        ({"period_from": date(2026, 11, 10)}, "period_impossible"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(facts, code):
    case = delivered()

    assert refusal_of(lambda: assess(case, person=case.author, **facts)) == code


def test_a_stranger_does_not_assess():
    case = delivered()

    assert refusal_of(lambda: assess(case, person=case.focal.person)) == "no_mandate"


def test_a_body_that_was_not_asked_is_not_the_state():
    case = delivered()

    assert refusal_of(lambda: assess(case, "state", by=make_mandate("signatory"))) == "wrong_side"


def test_the_state_does_not_speak_for_civil_society():
    case = delivered()
    assessor = make_mandate("assessor", case.ministry)

    assert refusal_of(lambda: assess(case, "civil", by=assessor)) == "wrong_side"


def test_only_what_was_sent_is_assessed():
    case = make_case()

    assert refusal_of(lambda: assess(case, person=case.author)) == "not_followed"


def test_the_author_grades_a_signed_position_once():
    case = delivered()
    signed = answer(case)

    grade(case, signed)

    assert (case.address.grade, case.kinds[-1]) == ("D", "graded")
    assert Notice.objects.filter(template="graded", person=case.signatory.person).exists()
    assert refusal_of(lambda: grade(case, signed)) == "already_graded"


def test_an_unsigned_answer_is_not_graded():
    case = delivered()

    assert refusal_of(lambda: grade(case, draft(case))) == "nothing_to_grade"


def test_only_the_author_grades():
    case = delivered()
    signed = answer(case)

    assert refusal_of(lambda: grade(case, signed, person=case.focal.person)) == "not_the_author"


def test_a_grade_has_grounds():
    case = delivered()
    signed = answer(case)

    assert refusal_of(lambda: grade(case, signed, grounds="")) == "grounds_missing"


def set_rules(case, **switches):
    Procedure.objects.create(body=case.recommendation.body, valid_from=TODAY, **switches)


def test_grades_may_be_switched_off():
    case = delivered()
    signed = answer(case)
    set_rules(case, grades_on=False)

    assert refusal_of(lambda: grade(case, signed)) == "grades_off"


def test_the_body_rejoins_once():
    case = delivered()
    signed = answer(case)
    grade(case, signed)

    rejoin(case, signed)

    assert case.kinds[-1] == "rejoined"
    assert refusal_of(lambda: rejoin(case, signed)) == "already_rejoined"


def test_a_rejoinder_has_its_days():
    case = delivered()
    signed = answer(case)
    grade(case, signed)

    # Ten working days after 9 November end on the 23rd.
    assert refusal_of(lambda: rejoin(case, signed, now=days_later(15))) == "rejoinder_late"
    assert rejoin(case, signed, now=days_later(14)).text


def test_an_empty_rejoinder_is_refused():
    case = delivered()
    signed = answer(case)
    grade(case, signed)

    assert refusal_of(lambda: rejoin(case, signed, text=" ")) == "text_missing"


def test_rejoinders_may_be_switched_off():
    case = delivered()
    signed = answer(case)
    grade(case, signed)
    set_rules(case, rejoinder_on=False)

    assert refusal_of(lambda: rejoin(case, signed)) == "rejoinder_off"
    assert Answer.objects.get().grade.value == "D"


def test_another_body_does_not_rejoin():
    case = delivered()
    signed = answer(case)
    grade(case, signed)

    assert refusal_of(lambda: rejoin(case, signed, by=make_mandate("signatory"))) == (
        "wrong_institution"
    )


def test_an_answer_without_a_grade_has_nothing_to_rejoin():
    case = delivered()
    signed = answer(case)

    with pytest.raises(NotFound):
        rejoin(case, signed)


def test_a_secretary_of_civil_society_assesses_nothing():
    secretary = make_mandate("secretary", side="civil")

    assert refusal_of(lambda: assess(delivered(), by=secretary)) == "wrong_role"
