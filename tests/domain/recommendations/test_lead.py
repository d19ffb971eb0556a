"""Who leads the dialogue on a text: handed over with a reason, on a mandate in force."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kenes.domain.notices.letters import letter_of
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions.closing import close
from kenes.domain.recommendations.actions.leading import hand_over_lead
from kenes.domain.recommendations.models import Event, EventKind, Lead
from kenes.domain.recommendations.queries.export import exported
from kenes.domain.recommendations.queries.leading import possible_leads
from kenes.domain.recommendations.rules.leading import refuse_lead
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def secretary():
    return make.make_mandate(make.make_body())


@pytest.fixture
def text(secretary):
    return make.admitted(secretary=secretary)


def member(body, side="civil", **fields):
    return make.make_mandate(body, "member", side=side, **fields)


def hand_over(text, to, acting, reason="Избран на заседании", by=None):
    return hand_over_lead(
        public_id=text.public_id,
        to=to,
        reason=reason,
        by=by or acting.person,
        mandate=acting,
        now=NOW,
    )


def refused(text, to, acting, **how):
    with pytest.raises(NotPermitted) as caught:
        hand_over(text, to, acting, **how)
    return caught.value.refusal.code


def test_the_lead_passes_from_side_to_side_and_every_handover_stays(text, secretary):
    civil, state = member(text.body), member(text.body, "state", office_ru="Член комиссии")

    hand_over(text, civil, secretary)
    hand_over(text, state, civil, reason="Теперь отчёт государства")

    assert Lead.objects.get().mandate == state
    events = Event.objects.filter(kind=EventKind.LEAD_HANDED_OVER).order_by("pk")
    assert [row.grounds for row in events] == ["Избран на заседании", "Теперь отчёт государства"]
    assert [row.facts["is_first"] for row in events] == [True, False]
    content = Entry.objects.latest("pk").content
    assert (content["before"], content["lead"]) == (str(civil.public_id), str(state.public_id))
    assert (content["side"], content["body"]) == ("state", str(text.body.public_id))


def test_whoever_receives_the_lead_is_told_and_one_who_takes_it_is_not(text, secretary):
    civil = member(text.body, office_kk="Мүше", office_ru="Член совета")
    chair = make.make_mandate(text.body, "chair", side="state")

    hand_over(text, civil, secretary)
    hand_over(text, chair, chair)
    hand_over(text, None, chair)

    told = Notice.objects.get(template="lead")
    assert (told.person, told.path) == (civil.person, f"/desk/{text.public_id}/")
    letter = letter_of(told, "ru").text.replace("\xa0", " ")
    assert "Должность: Член совета" in letter
    assert "Причина: Избран на заседании" in letter


def test_the_lead_may_lay_it_down_and_then_nobody_leads(text, secretary):
    civil = member(text.body)
    hand_over(text, civil, secretary)

    assert hand_over(text, None, civil, reason="Болезнь") is None

    assert not Lead.objects.exists()
    assert Entry.objects.latest("pk").content["lead"] is None
    assert refused(text, None, secretary) == "nobody_leads"


def test_the_chair_names_a_lead_and_a_members_substitute_hands_it_on(text):
    chair = make.make_mandate(text.body, "chair", side="state")
    civil = member(text.body)
    substitute = member(text.body, substitute_for=civil, valid_to=TODAY)
    hand_over(text, civil, chair)

    hand_over(text, chair, substitute)

    assert Lead.objects.get().mandate == chair


def test_a_member_who_does_not_lead_hands_nothing_over(text, secretary):
    civil, other = member(text.body), member(text.body)
    hand_over(text, civil, secretary)

    assert refused(text, other, other) == "wrong_role"
    assert refused(text, other, civil, by=other.person) == "foreign_mandate"
    assert Lead.objects.get().mandate == civil


def test_an_ended_mandate_neither_leads_nor_hands_over(text, secretary):
    civil, next_one = member(text.body), member(text.body)
    hand_over(text, civil, secretary)
    civil.valid_to = YESTERDAY
    civil.save()

    lead = Lead.objects.select_related("mandate").get()

    assert refuse_lead(lead, text.body, YESTERDAY) is None
    assert refuse_lead(lead, text.body, TODAY).code == "mandate_ended"
    assert refused(text, next_one, civil) == "mandate_ended"
    assert possible_leads(text.body, TODAY) == [next_one]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"valid_to": YESTERDAY}, "lead_without_mandate"),
        ({"valid_from": date(2027, 1, 1)}, "lead_without_mandate"),
        ({"is_void": True}, "lead_without_mandate"),
        ({"side": ""}, "lead_without_side"),
        ({"side": "observer"}, "lead_without_side"),
    ],
)
def test_a_lead_needs_a_mandate_in_force_and_a_side(text, secretary, fields, code):
    assert refused(text, member(text.body, **fields), secretary) == code
    assert not Lead.objects.exists()


def test_neither_an_observer_nor_another_bodys_member_leads(text, secretary):
    observer = make.make_mandate(text.body, "observer", side="civil")
    stranger = member(make.make_body())

    assert refused(text, observer, secretary) == "lead_without_mandate"
    assert refused(text, stranger, secretary) == "lead_without_mandate"
    assert refused(text, stranger, stranger) == "wrong_institution"


def test_the_same_office_is_not_named_twice(text, secretary):
    civil = member(text.body)
    hand_over(text, civil, secretary)

    assert refused(text, civil, secretary) == "leads_already"


@pytest.mark.parametrize("reason", ["", "  \u200b ", "о" * 20_001])
def test_a_handover_says_why(text, secretary, reason):
    with pytest.raises(Invalid) as caught:
        hand_over(text, member(text.body), secretary, reason=reason)

    assert list(caught.value.problems) == ["reason"]
    assert not Lead.objects.exists()


def test_a_text_not_admitted_or_closed_has_no_dialogue(secretary):
    filed = make.filed_by(body=secretary.institution)
    closed = make.admitted(secretary=secretary)
    close(
        public_id=closed.public_id,
        grounds="Сделано",
        by=secretary.person,
        mandate=secretary,
        now=NOW,
    )

    assert refused(filed, member(filed.body), secretary) == "not_in_dialogue"
    assert refused(closed, member(closed.body), secretary) == "not_in_dialogue"


def test_the_export_says_whose_side_leads_and_since_when(text, secretary):
    hand_over(text, member(text.body, "state"), secretary)

    (row,) = exported(None, TODAY)

    assert (row["lead_side"], row["lead_since"]) == ("state", TODAY.isoformat())


def test_the_export_names_no_lead_whose_mandate_ended(text, secretary):
    hand_over(text, member(text.body, valid_to=TODAY), secretary)

    (row,) = exported(None, TODAY + timedelta(days=1))

    assert "lead_side" not in row


def test_the_lead_costs_the_export_no_query(text, secretary, django_assert_num_queries):
    with CaptureQueriesContext(connection) as bare:
        list(exported(None, TODAY))

    hand_over(text, member(text.body), secretary)

    with django_assert_num_queries(len(bare)):
        list(exported(None, TODAY))
