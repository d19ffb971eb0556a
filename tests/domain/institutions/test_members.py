"""Members of a body: for whom they stand, and one replaced by the next with reason and term."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from kenes.domain.institutions import actions
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    BEGAN_ON,
    Role,
    make_body,
    make_ended,
    make_institution,
    make_mandate,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
TODAY, END = date(2026, 11, 9), date(2027, 11, 8)


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body())


def replace(secretary, target, last_on=None, by=None, **facts):
    values = {"person": make_person(), "stands_for": None, "valid_to": END} | facts
    return actions.replace_member(
        target=target,
        last_on=last_on,
        following=actions.NextMember(**values),
        grounds="Решение № 7",
        by=by or secretary.person,
        mandate=secretary,
        now=NOW,
    )


def test_the_next_member_has_role_side_and_seat_from_the_day_after(secretary):
    body, organisation = secretary.institution, make_institution("association")
    target = make_mandate(Role.MEMBER, body, seat=make_seat(body), stands_for=organisation)
    last = TODAY + timedelta(days=20)

    new = replace(secretary, target, last, stands_for=organisation, office_ru="Эксперт")

    target.refresh_from_db()
    assert (target.valid_to, target.end_grounds) == (last, "Решение № 7")
    assert (new.valid_from, new.valid_to) == (last + timedelta(days=1), END)
    assert (new.role, new.side, new.seat, new.office_ru) == (
        Role.MEMBER, "civil", target.seat, "Эксперт",
    )  # fmt: skip
    entries = Entry.objects.order_by("-pk")[:2]
    assert [entry.type for entry in entries] == ["mandate.granted", "mandate.ended"]
    assert entries[0].content["stands_for"] == str(organisation.public_id)


@pytest.mark.parametrize("begins", [BEGAN_ON, TODAY])
def test_at_once_means_from_today(secretary, begins):
    body = secretary.institution
    target = make_mandate(Role.OBSERVER, body, valid_from=begins, side="observer")

    new = replace(secretary, target)

    assert (new.valid_from, new.side) == (TODAY, "observer")


def test_a_refusal_leaves_the_member_in_place(secretary):
    target = make_mandate(Role.MEMBER, secretary.institution)
    chair = make_mandate(Role.CHAIR, secretary.institution)

    with pytest.raises(Invalid) as caught:
        replace(secretary, target, valid_to=TODAY - timedelta(days=1))
    assert list(caught.value.problems) == ["valid_to"]
    for wrong, facts in (
        (chair, {}), (target, {"person": secretary.person}), (target, {"by": chair.person}),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            replace(secretary, wrong, **facts)
    target.refresh_from_db()
    assert target.valid_to is None


def test_only_an_organisation_sends_and_only_into_a_body(secretary):
    body, ended = secretary.institution, make_ended()
    organisation = make_institution("association")

    codes = []
    for role, where, sender in (
        (Role.MEMBER, body, make_body()),
        (Role.SECRETARY, body, organisation),
        (Role.DELEGATE, organisation, organisation),
    ):
        with pytest.raises(NotPermitted) as caught:
            make_mandate(role, where, stands_for=sender)
        codes.append(caught.value.refusal.code)
    assert codes == ["sends_nobody"] * 3

    with pytest.raises(NotPermitted) as caught:
        actions.grant_mandate(
            person=make_person(), institution=body, role=Role.MEMBER, stands_for=ended,
            grounds="Решение", valid_from=TODAY, by=secretary.person, mandate=secretary, now=NOW,
        )  # fmt: skip
    assert caught.value.refusal.code == "institution_ended"


def test_a_substitute_stands_for_the_same_organisation(secretary):
    organisation = make_institution("association")
    member = make_mandate(Role.MEMBER, secretary.institution, stands_for=organisation)

    substitute = actions.add_substitute(
        principal=member, person=make_person(), valid_from=TODAY, valid_to=END,
        grounds="Отпуск", by=member.person, mandate=member, now=NOW,
    )  # fmt: skip

    assert substitute.stands_for == organisation


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("Председатель совета", "Председатель совета"),
        ("Министр", "Министр, председатель"),
        ("", "председатель"),
    ],
)
def test_an_office_whose_words_say_the_role_is_not_followed_by_the_role(office, said):
    chair = make_mandate(Role.CHAIR, make_body(), office_ru=office, office_kk="")

    with override("ru"):
        assert chair.office_and_role == said
