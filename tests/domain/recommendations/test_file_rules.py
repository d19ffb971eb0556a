"""Who may have a file of this subject: everybody once it is published, the office that answers."""

import pytest

from kenes.domain.recommendations.actions import moderation
from kenes.domain.recommendations.rules.files import is_of_own_office, is_published
from tests.factories.answers import NOW, delivered, draft, sign, submit
from tests.factories.files import make_file
from tests.factories.institutions import make_mandate

pytestmark = pytest.mark.django_db


def test_a_file_of_a_draft_is_the_offices_and_of_a_signed_answer_everybodys(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    case = delivered()
    file = make_file(by=case.focal.person)
    written = draft(case, files=[file])
    stranger = make_mandate("signatory").person

    assert not is_published(file, None)
    assert is_of_own_office(file, case.signatory.person)
    assert not is_of_own_office(file, stranger)
    assert not is_of_own_office(file, None)

    sign(case, submit(case, written))
    assert is_published(file, None)


def test_with_a_hidden_text_its_files_are_closed(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    case = delivered()
    file = make_file(by=case.focal.person)
    sign(case, submit(case, draft(case, files=[file])))

    moderation.hide(
        public_id=case.recommendation.public_id, ground="court", explanation="Решение суда.",
        by=case.secretary.person, mandate=case.secretary, now=NOW,
    )  # fmt: skip

    assert not is_published(file, None)
