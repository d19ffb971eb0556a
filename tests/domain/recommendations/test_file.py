from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.db import transaction

from kenes.domain.institutions.models import Mandate
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import drafts, filing
from kenes.domain.recommendations.actions.drafting import NameChoice
from kenes.domain.recommendations.models import Event, Recommendation, RecommendationText
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry
from kenes.domain.shared.models import Counter
from kenes.domain.shared.refusals import Conflict, Invalid, NotFound, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db


def change(draft, **fields):
    words = {"title": "T", "problem": "", "demand": "D", "wished_addressee": "A"}
    return drafts.change_draft(
        public_id=draft.public_id, now=NOW, **({"edition": 1, "by": None} | words | fields)
    )


def test_a_person_files_a_text_and_it_gets_a_number_and_an_entry():
    person = make.make_person()

    filed = make.file(by=person).recommendation

    assert (filed.number, filed.stage, filed.filed_at) == ("2026-000001", Stage.SUBMITTED, NOW)
    assert filed.is_public is False
    entry = Entry.objects.get()
    assert (entry.type, entry.object, entry.actor_role) == (
        "recommendation.filed", filed.public_id, "author",
    )  # fmt: skip
    assert entry.content["number"] == "2026-000001"
    assert entry.content["author_kind"] == "person"
    assert Event.objects.get().entry == entry


def test_filing_without_an_account_returns_a_code_of_which_only_the_digest_is_kept():
    started = make.file()

    row = Recommendation.objects.values().get()
    assert len(started.code) == 19
    assert started.code not in map(str, row.values())
    assert started.code.replace("-", "") not in str(row)
    assert (row["author_id"], len(row["code_digest"])) == (None, 64)


def test_an_account_holder_gets_no_code():
    assert make.file(by=make.make_person()).code == ""


def test_a_draft_is_changed_and_completed_by_its_code_as_typed():
    started = make.start(demand="")
    typed = started.code.lower().replace("-", " ")

    change(started.recommendation, code=typed, demand="Шам орнату керек", title="")
    filed = filing.file_recommendation(
        public_id=started.recommendation.public_id, by=None, code=typed, now=NOW
    )

    assert filed.stage == Stage.SUBMITTED
    text = RecommendationText.objects.get()
    assert (text.title, text.demand) == ("Шам орнату керек", "Шам орнату керек")


def test_a_draft_leaves_no_event_and_no_number():
    draft = make.start().recommendation

    assert (draft.number, draft.stage) == (None, Stage.DRAFT)
    assert not Event.objects.exists()
    assert not Entry.objects.exists()
    assert not Counter.objects.exists()


@pytest.mark.parametrize(
    ("code", "refusal"),
    [("2222-2222-2222-2222", "wrong_code"), ("", "not_the_author"), (None, "not_the_author")],
)
def test_without_the_right_code_a_draft_cannot_be_filed(code, refusal):
    draft = make.start().recommendation

    with pytest.raises(NotPermitted) as caught:
        filing.file_recommendation(public_id=draft.public_id, by=None, code=code, now=NOW)

    assert caught.value.refusal.code == refusal
    assert not Entry.objects.exists()


def test_the_code_of_one_text_does_not_open_another():
    mine, other = make.start(), make.start()

    with pytest.raises(NotPermitted) as caught:
        change(other.recommendation, code=mine.code)

    assert caught.value.refusal.code == "wrong_code"


def test_another_person_cannot_change_a_draft():
    draft = make.start(by=make.make_person()).recommendation

    with pytest.raises(NotPermitted) as caught:
        change(draft, by=make.make_person())

    assert caught.value.refusal.code == "not_the_author"


def test_an_unknown_draft_is_not_found():
    with pytest.raises(NotFound):
        filing.file_recommendation(
            public_id=make.make_body().public_id, by=make.make_person(), now=NOW
        )


def test_a_stale_form_gets_a_conflict_with_both_texts_and_changes_nothing():
    person = make.make_person()
    draft = make.start(by=person).recommendation
    change(draft, by=person, demand="first tab", edition=1)

    with pytest.raises(Conflict) as caught:
        change(draft, by=person, demand="second tab", edition=1)

    assert caught.value.refusal.code == "stale_edition"
    assert "first tab" in caught.value.theirs.values()
    assert "second tab" in caught.value.yours.values()
    assert RecommendationText.objects.get().demand == "first tab"


def test_filing_twice_is_refused_and_uses_one_number():
    person = make.make_person()
    filed = make.filed_by(person)

    with pytest.raises(NotPermitted) as caught:
        filing.file_recommendation(public_id=filed.public_id, by=person, now=NOW)

    assert caught.value.refusal.code == "already_filed"
    assert Counter.objects.get().last == 1
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"demand": ""}, "demand"),
        ({"wished_addressee": ""}, "addressee"),
        ({"demand": "\u200b \x00"}, "demand"),
    ],
)
def test_text_and_addressee_are_obligatory_and_a_refused_filing_takes_no_number(fields, field):
    person = make.make_person()
    draft = make.start(by=person, **fields).recommendation

    with pytest.raises(Invalid) as caught:
        filing.file_recommendation(public_id=draft.public_id, by=person, now=NOW)

    assert list(caught.value.problems) == [field]
    assert not Counter.objects.exists()
    assert make.filed_by(person).number == "2026-000001"


def test_only_text_author_and_addressee_are_obligatory():
    filed = make.filed_by(title="", problem="")

    assert filed.stage == Stage.SUBMITTED


def test_an_institution_may_be_the_wished_addressee_instead_of_words():
    ministry = make.make_institution()

    filed = make.filed_by(wished_addressee="", wished_institution=ministry)

    assert filed.wished_institution == ministry
    assert Entry.objects.get().content["wished_institution"] == str(ministry.public_id)


def test_a_filing_that_is_rolled_back_leaves_no_gap():
    class Broken(Exception):
        pass

    def file_and_break():
        with transaction.atomic():
            make.filed_by()
            raise Broken

    make.filed_by()
    with pytest.raises(Broken):
        file_and_break()
    after = make.filed_by()

    assert after.number == "2026-000002"


def test_the_year_of_the_number_is_the_year_where_the_body_sits():
    new_year_in_almaty = NOW.replace(month=12, day=31, hour=20)

    assert make.filed_by(now=new_year_in_almaty).number == "2027-000001"


@pytest.mark.parametrize("role", [Mandate.Role.DELEGATE, Mandate.Role.SECRETARY])
def test_an_organisation_files_through_its_delegate_or_secretary(role):
    union = make.make_institution("association")
    mandate = make.make_mandate(union, role)

    filed = make.filed_by(mandate.person, author_institution=union, mandate=mandate)

    assert filed.author_institution == union
    assert Entry.objects.get().content["author_kind"] == "institution"
    assert Entry.objects.get().content["author_institution"] == str(union.public_id)


def someone_elses(union):
    return make.make_person(), make.make_mandate(union, Mandate.Role.DELEGATE)


def of_role(role):
    def made(union):
        mandate = make.make_mandate(union, role)
        return mandate.person, mandate

    return made


def lasting(**dates):
    def made(union):
        mandate = make.make_mandate(union, Mandate.Role.DELEGATE, **dates)
        return mandate.person, mandate

    return made


def for_another(union):
    mandate = make.make_mandate(make.make_institution(), Mandate.Role.DELEGATE)
    return mandate.person, mandate


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda _union: (make.make_person(), None), "no_mandate"),
        (lambda _union: (None, None), "no_mandate"),
        (someone_elses, "foreign_mandate"),
        (of_role(Mandate.Role.OBSERVER), "wrong_role"),
        (lasting(valid_from=TODAY + timedelta(1)), "mandate_not_begun"),
        (lasting(valid_to=TODAY - timedelta(1)), "mandate_ended"),
        (for_another, "wrong_institution"),
    ],
)
def test_nobody_files_for_an_organisation_without_its_mandate(who, code):
    union = make.make_institution("association")
    person, mandate = who(union)

    with pytest.raises(NotPermitted) as caught:
        make.file(by=person, author_institution=union, mandate=mandate)

    assert caught.value.refusal.code == code
    assert not Recommendation.objects.exists()


def test_an_organisations_text_passes_from_one_delegate_to_the_next():
    union = make.make_institution("association")
    first = make.make_mandate(union, Mandate.Role.DELEGATE)
    filed = make.filed_by(first.person, author_institution=union, mandate=first)
    first.valid_to = TODAY - timedelta(1)
    first.save()
    second = make.make_mandate(union, Mandate.Role.DELEGATE)

    with pytest.raises(NotPermitted):
        filing.withdraw(public_id=filed.public_id, by=first.person, reason="no", now=NOW)
    withdrawn = filing.withdraw(public_id=filed.public_id, by=second.person, reason="so", now=NOW)

    assert withdrawn.stage == Stage.WITHDRAWN


def test_nothing_is_filed_to_a_body_that_has_ended():
    body = make.make_body(valid_to=TODAY - timedelta(1))

    with pytest.raises(NotPermitted) as caught:
        make.file(body=body)

    assert caught.value.refusal.code == "body_ended"


def test_numbers_in_other_systems_are_kept_and_an_unknown_system_is_refused():
    filed = make.filed_by(
        external_references=[("eotinish", "ЖТ-2026-1"), ("eotinish", "ЖТ-2026-1")]
    )

    assert [(r.system, r.reference) for r in filed.external_references.all()] == [
        ("eotinish", "ЖТ-2026-1")
    ]
    with pytest.raises(Invalid) as caught:
        make.file(external_references=[("telepathy", "1")])
    assert list(caught.value.problems) == ["external_references"]


def test_the_name_is_private_by_default_and_public_by_choice():
    person = make.make_person("Айгерім Сәрсен")

    private, public = make.filed_by(person), make.filed_by(person, name_choice=NameChoice(True))

    assert (private.is_name_public, private.author_name) == (False, "")
    assert (public.is_name_public, public.author_name) == (True, "Айгерім Сәрсен")


def test_without_an_account_a_public_name_must_be_written():
    with pytest.raises(Invalid) as caught:
        make.file(name_choice=NameChoice(True, " \u200b"))

    assert list(caught.value.problems) == ["name"]


def test_a_draft_is_discarded_by_its_author_and_a_filed_text_is_not():
    draft, filed = make.start(), make.file()

    drafts.discard_draft(
        public_id=draft.recommendation.public_id, by=None, code=draft.code, now=NOW
    )

    assert [r.pk for r in Recommendation.objects.all()] == [filed.recommendation.pk]
    with pytest.raises(NotPermitted) as caught:
        drafts.discard_draft(
            public_id=filed.recommendation.public_id, by=None, code=filed.code, now=NOW
        )
    assert caught.value.refusal.code == "already_filed"


def test_the_author_with_an_account_is_told_of_the_number():
    person = make.make_person()

    filed = make.filed_by(person)

    notice = Notice.objects.get()
    assert (notice.person, notice.template) == (person, "filed")
    assert notice.facts["number"] == filed.number
    assert notice.facts["title"] == make.TITLE
    assert notice.path == ANY
