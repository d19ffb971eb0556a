from datetime import timedelta

import pytest

from kenes.domain.institutions.models import Mandate
from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import admission
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.register.models import Entry, Trail
from kenes.domain.shared.refusals import NotPermitted
from tests.factories import recommendations as make
from tests.factories.recommendations import NOW, TODAY

pytestmark = pytest.mark.django_db


def admit(recommendation, mandate, by=None):
    return admission.admit(
        public_id=recommendation.public_id, by=by or mandate.person, mandate=mandate, now=NOW
    )


def test_the_secretary_admits_and_from_then_on_anybody_may_read():
    filed = make.filed_by()
    secretary = make.make_mandate(filed.body)

    admitted = admit(filed, secretary)

    assert (admitted.stage, admitted.published_at, admitted.is_public) == ("admissible", NOW, True)
    assert list(Recommendation.objects.readable()) == [admitted]
    entry = Entry.objects.latest("pk")
    assert (entry.type, entry.actor_role) == ("recommendation.admitted", "secretary")
    assert Trail.objects.latest("pk").mandate == secretary.public_id
    assert Notice.objects.filter(template="admitted").count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"role": Mandate.Role.CHAIR}, "wrong_role"),
        ({"role": Mandate.Role.OBSERVER}, "wrong_role"),
        ({"valid_to": TODAY - timedelta(1)}, "mandate_ended"),
        ({"valid_from": TODAY + timedelta(1)}, "mandate_not_begun"),
    ],
)
def test_a_mandate_without_authority_admits_nothing(fields, code):
    filed = make.filed_by()
    mandate = make.make_mandate(filed.body, **fields)

    with pytest.raises(NotPermitted) as caught:
        admit(filed, mandate)

    assert caught.value.refusal.code == code
    assert Entry.objects.count() == 1


def test_another_bodys_secretary_admits_nothing():
    filed = make.filed_by()

    with pytest.raises(NotPermitted) as caught:
        admit(filed, make.make_mandate(make.make_body()))

    assert caught.value.refusal.code == "wrong_institution"


def test_nobody_acts_on_a_mandate_given_to_somebody_else():
    filed = make.filed_by()

    with pytest.raises(NotPermitted) as caught:
        admit(filed, make.make_mandate(filed.body), by=make.make_person())

    assert caught.value.refusal.code == "foreign_mandate"


def test_a_second_click_admits_nothing_more():
    filed = make.filed_by()
    secretary = make.make_mandate(filed.body)
    admit(filed, secretary)

    with pytest.raises(NotPermitted) as caught:
        admit(filed, secretary)

    assert caught.value.refusal.code == "not_waiting"
    assert Entry.objects.count() == 2


def test_a_draft_is_not_admitted():
    draft = make.start(by=make.make_person()).recommendation

    with pytest.raises(NotPermitted) as caught:
        admit(draft, make.make_mandate(draft.body))

    assert caught.value.refusal.code == "not_waiting"


def test_an_admitted_text_is_systematised_once():
    recommendation = make.admitted()
    secretary = make.make_mandate(recommendation.body)
    acts = {"public_id": recommendation.public_id, "by": secretary.person, "mandate": secretary}

    systematised = admission.systematise(**acts, now=NOW)

    assert systematised.stage == Stage.SYSTEMATISED
    assert Entry.objects.latest("pk").type == "recommendation.systematised"
    with pytest.raises(NotPermitted) as caught:
        admission.systematise(**acts, now=NOW)
    assert caught.value.refusal.code == "not_admitted"
