from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from kenes.domain.institutions import actions, queries, rules
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.rules.authority import refuse_without_mandate
from kenes.domain.shared.refusals import Refusal
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
)

pytestmark = pytest.mark.django_db


def test_a_mandate_gives_authority_from_its_first_day_to_its_last():
    mandate = make_mandate(valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 31))

    def code(on):
        found = queries.authority(
            mandate.person, institution=mandate.institution, role=mandate.role, on=on
        )
        return found.code if isinstance(found, Refusal) else found

    assert code(date(2026, 3, 1)) == "mandate_not_begun"
    assert code(date(2026, 3, 2)) == mandate
    assert code(date(2026, 3, 31)) == mandate
    assert code(date(2026, 4, 1)) == "mandate_ended"


@pytest.mark.parametrize(
    ("zone", "on"),
    [("Asia/Almaty", date(2026, 11, 10)), ("America/New_York", date(2026, 11, 9))],
)
def test_the_day_is_counted_in_the_zone_of_the_institution(zone, on):
    institution = make_institution(time_zone=zone)

    late_evening = datetime(2026, 11, 9, 20, 30, tzinfo=UTC)

    assert queries.today_at(institution, late_evening) == on


def test_the_nearest_miss_is_the_reason_given():
    office, other = make_institution(), make_institution()
    person = make_person()

    def code(role=Role.SIGNATORY, institution=office):
        found = queries.authority(person, institution=institution, role=role, on=TODAY)
        assert isinstance(found, Refusal)
        return found.code

    assert code() == "no_mandate"
    make_mandate(Role.SIGNATORY, other, person)
    assert code() == "wrong_institution"
    make_mandate(Role.FOCAL_POINT, office, person)
    assert code() == "wrong_role"
    make_mandate(Role.SIGNATORY, office, person, valid_to=date(2026, 11, 8))
    assert code() == "mandate_ended"


def test_a_wrong_role_is_told_which_roles_may():
    mandate = make_mandate(Role.FOCAL_POINT, make_institution(), make_person())
    roles = {Role.SIGNATORY, Role.CHAIR}

    with override("ru"):
        refusal = refuse_without_mandate(
            mandate, institution=mandate.institution, roles=roles, on=TODAY
        )
        assert refusal is not None
        assert str(refusal.message).endswith("Кто может: председатель, подписант.")


def test_nobody_signed_in_has_no_authority():
    found = queries.authority(None, institution=make_institution(), role=Role.MEMBER, on=TODAY)

    assert isinstance(found, Refusal)
    assert found.code == "no_mandate"


def test_an_own_mandate_goes_before_one_as_a_substitute():
    office, person = make_institution(), make_person()
    principal = make_mandate(Role.SIGNATORY, office)
    admin = make_host()
    actions.add_substitute(
        principal=principal,
        person=person,
        valid_from=date(2026, 11, 1),
        valid_to=date(2026, 11, 20),
        grounds="Leave",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )
    as_substitute = queries.authority(person, institution=office, role=Role.SIGNATORY, on=TODAY)
    own = Mandate.objects.create(
        person=person,
        institution=office,
        role=Role.SIGNATORY,
        grounds="Order",
        valid_from=BEGAN_ON,
        granted_at=NOW,
    )

    assert as_substitute.substitute_for == principal
    assert queries.authority(person, institution=office, role=Role.SIGNATORY, on=TODAY) == own


def test_nobody_acts_for_an_institution_after_its_last_day():
    mandate, admin = make_mandate(Role.SIGNATORY), make_host()
    office = actions.end_institution(
        institution=mandate.institution,
        last_on=date(2026, 11, 8),
        grounds="Decree",
        by=admin.person,
        mandate=admin,
        now=NOW,
    )

    def found(on):
        return queries.authority(mandate.person, institution=office, role=Role.SIGNATORY, on=on)

    assert found(date(2026, 11, 8)) == mandate
    assert found(TODAY).code == "institution_ended"
    assert list(queries.mandates_in_force(mandate.person, TODAY)) == []
    assert list(queries.mandates_in_force(mandate.person, date(2026, 11, 8))) == [mandate]


def test_a_mandate_of_another_person_is_foreign():
    mandate = make_mandate()

    assert rules.refuse_foreign_mandate(mandate.person, mandate) is None
    assert rules.refuse_foreign_mandate(make_person(), mandate).code == "foreign_mandate"
    assert rules.refuse_foreign_mandate(make_person(), None).code == "no_mandate"


def test_any_of_several_roles_may_be_enough():
    mandate = make_mandate(Role.CHAIR, make_body())

    refusal = rules.refuse_without_mandate(
        mandate, institution=mandate.institution, roles={Role.CHAIR, Role.SECRETARY}, on=TODAY
    )

    assert refusal is None
