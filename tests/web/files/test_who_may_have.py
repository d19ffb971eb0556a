"""Which files anybody may have, which only the office that works on them."""

from datetime import date

import pytest

from kenes.domain.recommendations.actions import admission, assessing, execution, moderation
from kenes.domain.recommendations.actions.execution import EvidenceFacts, Names
from tests.factories import NOW
from tests.factories import recommendations as make
from tests.factories.answers import TODAY, answer, delivered, draft
from tests.factories.files import PDF, make_file
from tests.factories.institutions import make_mandate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path, time_machine):
    settings.KENES_HOME = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def status(client):
    """Ask for a file, signed in or not; return the status code."""

    def ask(file, person=None):
        client.logout()
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        found = client.get(f"/files/{file.public_id}/{file.name}")
        if found.streaming:
            assert b"".join(found.streaming_content) == PDF
        return found.status_code

    return ask


def hide(recommendation):
    mandate = make.make_mandate(recommendation.body, "secretary")
    moderation.hide(
        public_id=recommendation.public_id,
        ground="personal_data",
        explanation="A patient is named.",
        by=mandate.person,
        mandate=mandate,
        now=NOW,
    )


def test_a_drafts_file_is_for_its_own_office_alone(status):
    case = delivered()
    file = make_file(by=case.focal.person)
    draft(case, files=[file])

    foreign = make_mandate("focal_point").person
    member = make_mandate("observer", case.recommendation.body).person

    assert status(file) == 404
    assert status(file, case.focal.person) == 200
    assert status(file, case.signatory.person) == 200
    assert [status(file, one) for one in (foreign, member, case.author)] == [404] * 3


def test_an_ended_mandate_opens_no_draft(status, time_machine):
    case = delivered()
    helper = make_mandate("focal_point", case.ministry, valid_to=date(2026, 11, 20)).person
    file = make_file(by=case.focal.person)
    draft(case, files=[file])

    assert status(file, helper) == 200
    time_machine.move_to(NOW.replace(day=22), tick=False)
    assert status(file, helper) == 404


def test_a_signed_answers_file_is_public_until_the_text_is_hidden(status):
    case = delivered()
    file = make_file(by=case.focal.person)
    answer(case, files=[file])
    assert status(file) == 200

    hide(case.recommendation)

    assert status(file) == 404
    assert status(file, case.signatory.person) == 200


def test_the_evidence_of_a_report_is_public(status):
    case = delivered()
    answer(case, position="accepted", reason="")
    measure = execution.set_measure(
        address_id=case.address.public_id,
        title=Names(ru="Лампы"),
        due_on=date(2027, 1, 31),
        by=case.signatory.person,
        mandate=case.signatory,
        now=NOW,
    )
    file = make_file(by=case.focal.person)
    assert status(file) == 404

    execution.report_progress(
        measure_id=measure.public_id,
        text="Установлено 10.",
        language="ru",
        period_from=TODAY,
        period_to=TODAY,
        evidence=[EvidenceFacts("Акт", file=file)],
        by=case.focal.person,
        mandate=case.focal,
        now=NOW,
    )

    assert status(file) == 200


def test_the_evidence_of_an_assessment_is_public(status):
    case = delivered()
    answer(case, position="accepted", reason="")
    file = make_file(by=case.author)

    assessing.assess(
        public_id=case.recommendation.public_id,
        side="civil",
        value="not_started",
        period_from=date(2026, 10, 1),
        period_to=TODAY,
        grounds="Фонарей нет.",
        language="ru",
        evidence=[EvidenceFacts("Фото", file=file)],
        by=case.author,
        now=NOW,
    )

    assert status(file) == 200


def test_the_document_of_an_adoption_is_public(status):
    recommendation = make.admitted()
    chair = make.make_mandate(recommendation.body, "chair")
    file = make_file(by=chair.person)
    facts = admission.AdoptionFacts("Протокол № 4", TODAY, by_consensus=True, file=file)

    admission.adopt(
        public_id=recommendation.public_id,
        decision=facts,
        by=chair.person,
        mandate=chair,
        now=NOW,
    )

    assert status(file) == 200


def test_a_guessed_link_to_an_unused_file_finds_nothing(status):
    file = make_file(by=make_person())

    assert status(file) == 404
    assert status(file, make_person()) == 404
