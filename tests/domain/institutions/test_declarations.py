"""Declared interests: versions of an organisation's own words, money in one form, no mark at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions import actions, queries
from kenes.domain.institutions.actions.declarations import digest_of
from kenes.domain.institutions.models import Declaration
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import (
    Role,
    make_body,
    make_host,
    make_institution,
    make_mandate,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 9)
FEES = actions.Source("Взносы", "Работа объединения", 100_000)


@pytest.fixture
def member():
    organisation = make_institution("association")
    return make_mandate(Role.MEMBER, make_body(), side="civil", stands_for=organisation)


def declare(mandate, organisation=None, by=None, now=NOW, **facts):
    values = {
        "language": "ru", "interests": "Договор с акиматом.", "sources": [FEES],
        "period_from": date(2026, 1, 1), "period_to": TODAY,
    }  # fmt: skip
    return actions.declare_interests(
        organisation=organisation or mandate.stands_for,
        facts=actions.DeclarationFacts(**(values | facts)),
        by=by or mandate.person,
        mandate=mandate,
        now=now,
    )


def test_each_declaration_is_a_version_and_the_register_has_its_digest_alone(member):
    first = declare(member)
    second = declare(member, interests="Договоров нет.", sources=[])

    assert list(queries.declarations_of(member.stands_for)) == [second, first]
    content = Entry.objects.latest("pk").content
    assert content["digest_sha256"] == digest_of(second) != digest_of(first)
    assert set(content) == {"organisation", "number", "period_from", "period_to", "digest_sha256"}
    assert first.sources == [
        {"source": "Взносы", "purpose": "Работа объединения", "amount": 100_000}
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"language": "xx"}, "language"),
        ({"interests": "\u200b "}, "interests"),
        ({"interests": "и" * 1_000_000}, "interests"),
        ({"period_to": date(2025, 1, 1)}, "period_to"),
        ({"period_from": date(1, 1, 1)}, "period_from"),
        ({"period_from": TODAY + timedelta(days=1), "period_to": date(2027, 1, 1)}, "period_from"),
        ({"sources": [FEES] * 21}, "sources"),
        ({"sources": [actions.Source(" ", "Работа", 1)]}, "sources"),
        ({"sources": [actions.Source("и" * 301, "", 1)]}, "sources"),
        ({"sources": [actions.Source("Взносы", "и" * 301)]}, "sources"),
        ({"sources": [actions.Source("Взносы", "", -1)]}, "sources"),
        ({"sources": [actions.Source("Взносы", "", 10**15 + 1)]}, "sources"),
    ],
)
def test_a_declaration_that_says_too_little_or_too_much_is_refused(member, facts, field):
    with pytest.raises(Invalid) as caught:
        declare(member, **facts)

    assert list(caught.value.problems) == [field]
    assert not Declaration.objects.exists()


def test_whoever_the_organisation_sent_declares_and_its_delegate(member):
    organisation = member.stands_for
    delegate = make_mandate(Role.DELEGATE, organisation)
    observer = make_mandate(Role.OBSERVER, make_body(), stands_for=organisation)

    declare(member)
    declare(delegate, organisation)
    third = declare(observer)

    assert third.number == 3
    for one in (member, delegate, observer):
        assert queries.mandates_to_declare(one.person, organisation, TODAY) == [one]
        assert list(queries.organisations_to_declare(one.person, TODAY)) == [organisation]


def test_nobody_else_declares(member):
    organisation, other = member.stands_for, make_institution("association")
    alone, admin = make_mandate(Role.DELEGATE, other), make_host()
    personal = make_mandate(Role.MEMBER, member.institution)
    secretary = make_mandate(Role.SECRETARY, member.institution)
    past = make_mandate(
        Role.MEMBER, make_body(), stands_for=organisation, valid_to=date(2026, 1, 1)
    )

    codes = []
    for mandate, where, by in (
        (member, other, None), (personal, organisation, None), (secretary, organisation, None),
        (past, organisation, None), (member, organisation, admin.person), (alone, other, None),
        (alone, organisation, None),
    ):  # fmt: skip
        with pytest.raises(NotPermitted) as caught:
            declare(mandate, where, by=by)
        codes.append(caught.value.refusal.code)

    assert codes == [
        "stands_for_another", "stands_for_another", "wrong_role", "mandate_ended",
        "foreign_mandate", "not_in_a_body", "wrong_institution",
    ]  # fmt: skip
    for one in (past, alone, personal):
        assert list(queries.organisations_to_declare(one.person, TODAY)) == []


def test_a_delegate_stops_declaring_once_nobody_of_the_organisation_sits_in_a_body():
    organisation = make_institution("association")
    delegate = make_mandate(Role.DELEGATE, organisation)
    make_mandate(Role.MEMBER, make_body(), stands_for=organisation, valid_to=date(2026, 1, 1))

    with pytest.raises(NotPermitted) as caught:
        declare(delegate, organisation)

    assert caught.value.refusal.code == "not_in_a_body"


def test_the_database_itself_keeps_versions_apart(member):
    first = declare(member)
    values = {
        "organisation": first.organisation, "language": "ru", "interests": "?", "declared_at": NOW,
        "period_from": TODAY, "period_to": TODAY,
    }  # fmt: skip
    for odd in ({"number": 1}, {"number": 2, "period_to": TODAY - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.create(**(values | odd))
