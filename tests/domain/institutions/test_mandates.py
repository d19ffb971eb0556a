import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.rules import refuse_to_manage
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    BEGAN_ON,
    TODAY,
    Role,
    make_body,
    make_host,
    make_institution,
    make_mandate,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 11, 8)


def grant(giver, institution, role, person=None, **fields):
    return actions.grant_mandate(
        person=person or make_person(),
        institution=institution,
        role=role,
        by=giver.person,
        mandate=giver,
        now=NOW,
        **({"valid_from": TODAY, "grounds": "Order 7"} | fields),
    )


def stand_in(principal, **fields):
    values = {
        "principal": principal,
        "person": make_person(),
        "valid_from": TODAY,
        "valid_to": date(2026, 11, 20),
        "grounds": "Annual leave",
        "by": principal.person,
        "mandate": None,
        "now": NOW,
    }
    return actions.add_substitute(**(values | fields))


def end(target, by=None, **fields):
    by = by or make_host()
    values = {"grounds": "Order 8", "by": by.person, "mandate": by, "now": NOW}
    return actions.end_mandate(target=target, **(values | fields))


def refused(act):
    with pytest.raises(NotPermitted) as caught:
        act()
    return caught.value.refusal.code


def test_a_grant_is_on_the_register_without_the_person():
    person = make_person(full_name="Canary Person")
    body = make_body()

    mandate = grant(make_host(), body, Role.SECRETARY, person, valid_to=date(2027, 1, 31))

    entry = Entry.objects.get(object=mandate.public_id)
    assert (entry.type, entry.v, entry.actor_role) == ("mandate.granted", 2, "administrator")
    assert entry.content == {
        "mandate": str(mandate.public_id),
        "institution": str(body.public_id),
        "role": "secretary",
        "side": "",
        "seat": None,
        "valid_from": "2026-11-09",
        "valid_to": "2027-01-31",
        "substitute_for": None,
        "stands_for": None,
    }
    said = json.dumps(list(Entry.objects.values_list("content", flat=True)))
    for secret in ("Canary", person.email, str(person.public_id)):
        assert secret not in said
    assert entry.trail.person == make_host().person.public_id


@pytest.mark.parametrize(
    ("giver_role", "role", "code"),
    [
        (Role.SECRETARY, Role.MEMBER, None),
        (Role.SECRETARY, Role.OBSERVER, None),
        (Role.SECRETARY, Role.CHAIR, "may_not_grant"),
        (Role.SECRETARY, Role.SECRETARY, "may_not_grant"),
        (Role.CHAIR, Role.MEMBER, "may_not_grant"),
        (Role.SIGNATORY, Role.FOCAL_POINT, None),
        (Role.SIGNATORY, Role.SIGNATORY, "may_not_grant"),
        (Role.FOCAL_POINT, Role.FOCAL_POINT, "may_not_grant"),
    ],
)
def test_each_role_gives_only_what_is_its_own_to_give(giver_role, role, code):
    body = make_body()
    giver = make_mandate(giver_role, body)

    if code is None:
        assert grant(giver, body, role).role == role
    else:
        assert refused(lambda: grant(giver, body, role)) == code


def test_a_secretary_gives_nothing_in_another_body():
    giver = make_mandate(Role.SECRETARY)
    other = make_body()

    assert refused(lambda: grant(giver, other, Role.MEMBER)) == "may_not_grant"


def test_nobody_gives_a_mandate_to_himself():
    admin = make_host()

    assert refused(lambda: grant(admin, make_body(), Role.CHAIR, admin.person)) == "own_mandate"


def test_a_mandate_that_is_over_or_somebody_elses_gives_nothing():
    body = make_body()
    over = make_mandate(Role.SECRETARY, body, valid_to=YESTERDAY)
    to_come = make_mandate(Role.SECRETARY, body, valid_from=date(2026, 11, 10))

    assert refused(lambda: grant(over, body, Role.MEMBER)) == "mandate_ended"
    assert refused(lambda: grant(to_come, body, Role.MEMBER)) == "mandate_not_begun"
    assert refused(lambda: foreign_grant(body)) == "foreign_mandate"
    assert Mandate.objects.filter(role=Role.MEMBER).count() == 0


def foreign_grant(body):
    return actions.grant_mandate(
        person=make_person(),
        institution=body,
        role=Role.MEMBER,
        valid_from=TODAY,
        grounds="Order",
        by=make_person(),
        mandate=make_host(),
        now=NOW,
    )


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.ADMINISTRATOR])
def test_a_state_office_has_no_role_of_a_body_or_of_the_host(role):
    office = make_institution()

    assert refused(lambda: grant(make_host(), office, role)) == "role_not_here"


def test_an_ended_institution_gets_no_mandates():
    office, admin = make_institution(), make_host()
    actions.end_institution(
        institution=office,
        last_on=YESTERDAY,
        grounds="Decree",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )

    assert refused(lambda: grant(admin, office, Role.SIGNATORY)) == "institution_ended"


def test_the_same_mandate_is_not_given_twice_over_the_same_days():
    first = make_mandate(Role.SIGNATORY, valid_to=date(2026, 11, 20))
    office, person = first.institution, first.person

    assert refused(lambda: grant(make_host(), office, Role.SIGNATORY, person)) == "already_mandated"
    later = grant(make_host(), office, Role.SIGNATORY, person, valid_from=date(2026, 11, 21))
    assert later.valid_from == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"role": "king"}, "role"),
        ({"side": "nobody"}, "side"),
        ({"valid_to": YESTERDAY}, "valid_to"),
        ({"grounds": " \u200b "}, "grounds"),
        ({"grounds": "x" * 501}, "grounds"),
        ({"office_kk": "x" * 201}, "office_kk"),
    ],
)
def test_a_grant_with_a_bad_value_says_which(fields, problem):
    body = make_body()

    with pytest.raises(Invalid) as caught:
        grant(make_host(), body, **({"role": Role.OBSERVER} | fields))

    assert set(caught.value.problems) == {problem}
    assert not body.mandates.exists()


def test_a_seat_gives_its_side_and_is_held_by_one_at_a_time():
    body = make_body()
    seat = make_seat(body, "civil")

    member = grant(make_host(), body, Role.MEMBER, seat=seat, valid_to=date(2026, 12, 31))

    assert (member.side, seat.number) == ("civil", 1)
    assert refused(lambda: grant(make_host(), body, Role.MEMBER, seat=seat)) == "seat_taken"
    after = grant(make_host(), body, Role.MEMBER, seat=seat, valid_from=date(2027, 1, 1))
    assert after.seat == seat


def test_a_seat_of_another_body_or_for_an_observer_is_wrong():
    body, seat = make_body(), make_seat(make_body())

    assert refused(lambda: grant(make_host(), body, Role.MEMBER, seat=seat)) == "wrong_seat"
    own = make_seat(body)
    assert refused(lambda: grant(make_host(), body, Role.OBSERVER, seat=own)) == "wrong_seat"


def test_seats_are_numbered_and_opened_by_the_bodys_secretary():
    body = make_body()
    secretary = make_mandate(Role.SECRETARY, body)
    make_seat(body)

    seat = actions.open_seat(
        body=body,
        side="state",
        valid_from=TODAY,
        by=secretary.person,
        mandate=secretary,
        now=NOW,
    )

    assert seat.number == 2
    assert list(queries.seats_of(body, TODAY)) == [make_first(body), seat]
    assert Entry.objects.filter(type="seat.opened", object=body.public_id).count() == 2


def make_first(body):
    return body.seats.get(number=1)


def test_a_seat_is_not_opened_by_a_member_nor_for_no_side():
    body = make_body()
    member, admin = make_mandate(Role.MEMBER, body), make_host()

    def open_seat(giver, side):
        return actions.open_seat(
            body=body, side=side, valid_from=TODAY, by=giver.person, mandate=giver, now=NOW
        )

    assert refused(lambda: open_seat(member, "state")) == "wrong_institution"
    with pytest.raises(Invalid):
        open_seat(admin, "nobody")
    assert not body.seats.exists()


def test_the_holder_names_a_substitute_who_has_the_same_role_within_the_same_days():
    principal = make_mandate(Role.SIGNATORY, valid_to=date(2026, 12, 31), office_ru="министр")

    substitute = stand_in(principal, office_ru="вице-министр")

    assert (substitute.role, substitute.institution) == (Role.SIGNATORY, principal.institution)
    assert substitute.office_ru == "вице-министр"
    entry = Entry.objects.get(object=substitute.public_id)
    assert entry.content["substitute_for"] == str(principal.public_id)
    assert entry.actor_role == "signatory"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"valid_to": date(2027, 1, 1)}, "outlasts_principal"),
        ({"valid_from": date(2023, 12, 31)}, "outlasts_principal"),
    ],
)
def test_a_substitute_never_outlasts_the_principal(fields, code):
    principal = make_mandate(Role.SIGNATORY, valid_to=date(2026, 12, 31))

    assert refused(lambda: stand_in(principal, **fields)) == code


def test_nobody_substitutes_himself_or_a_substitute():
    principal = make_mandate(Role.SIGNATORY)
    substitute = stand_in(principal)
    admin = make_host()

    assert refused(lambda: stand_in(principal, person=principal.person)) == "own_mandate"
    again = {"by": admin.person, "mandate": admin}
    assert refused(lambda: stand_in(substitute, **again)) == "substitute_of_substitute"
    stranger = make_person()
    assert refused(lambda: stand_in(principal, by=stranger, mandate=None)) == "no_mandate"


def test_a_holder_whose_mandate_is_over_names_nobody():
    principal = make_mandate(Role.SIGNATORY, valid_to=YESTERDAY)

    outside = {"valid_from": BEGAN_ON, "valid_to": YESTERDAY}
    assert refused(lambda: stand_in(principal, **outside)) == "mandate_ended"


def test_ending_at_once_ends_yesterday_with_the_substitutes():
    principal = make_mandate(Role.SIGNATORY)
    substitute = stand_in(principal, valid_from=date(2026, 11, 5), now=NOW)

    ended = end(principal)
    substitute.refresh_from_db()

    assert (ended.valid_to, ended.is_void) == (YESTERDAY, False)
    assert (substitute.valid_to, substitute.ended_at) == (YESTERDAY, NOW)
    found = queries.authority(
        principal.person, institution=principal.institution, role=principal.role, on=TODAY
    )
    assert found.code == "mandate_ended"
    types = Entry.objects.filter(object=principal.public_id).order_by("pk")
    assert [entry.type for entry in types] == ["mandate.granted", "mandate.ended"]


def test_one_ended_on_its_first_day_gave_no_authority_at_all():
    mandate = grant(make_host(), make_institution(), Role.SIGNATORY)

    ended = end(mandate)

    assert (ended.is_void, ended.valid_to) == (True, TODAY)
    found = queries.authority(
        mandate.person, institution=mandate.institution, role=mandate.role, on=TODAY
    )
    assert found.code == "no_mandate"
    assert not queries.mandates_in_force(mandate.person, TODAY).exists()


def test_a_last_day_to_come_keeps_the_authority_until_then():
    mandate = make_mandate(Role.SIGNATORY)

    end(mandate, last_on=date(2026, 11, 30))

    assert queries.mandates_in_force(mandate.person, date(2026, 11, 30)).exists()
    assert not queries.mandates_in_force(mandate.person, date(2026, 12, 1)).exists()


def test_a_last_day_in_the_past_or_after_the_end_is_refused():
    mandate = make_mandate(Role.SIGNATORY, valid_to=date(2026, 12, 31))

    for day in (YESTERDAY, date(2027, 1, 1)):
        with pytest.raises(Invalid):
            end(mandate, last_on=day)


def test_a_holder_resigns_and_a_stranger_ends_nothing():
    mandate, stranger = make_mandate(Role.SIGNATORY), make_mandate(Role.SIGNATORY)

    assert refused(lambda: end(mandate, stranger)) == "may_not_grant"
    gone = end(mandate, by=mandate)

    assert gone.ended_at == NOW
    assert refused(lambda: end(mandate)) == "already_ended"


def test_the_last_administrator_stays_until_there_is_another():
    admin = make_host()
    assert refused(lambda: end(admin)) == "last_administrator"
    second = grant(admin, admin.institution, Role.ADMINISTRATOR)

    ended = end(admin, by=second)

    assert ended.ended_at == NOW


def test_what_is_not_there_is_not_found():
    missing = Mandate(pk=987654)

    with pytest.raises(NotFound):
        end(missing)


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_to": date(2024, 1, 9)},
        {"ended_at": NOW},
    ],
)
def test_the_database_refuses_impossible_mandates(fields):
    mandate = make_mandate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(**fields)


def test_a_substitute_whose_days_end_before_the_principals_keeps_them():
    principal = make_mandate(Role.SIGNATORY)
    substitute = stand_in(principal)

    end(principal, last_on=date(2026, 12, 1))

    substitute.refresh_from_db()
    assert (substitute.valid_to, substitute.ended_at) == (date(2026, 11, 20), None)


def test_without_a_mandate_nobody_manages():
    assert refuse_to_manage(make_person(), None, on=TODAY).code == "no_mandate"
