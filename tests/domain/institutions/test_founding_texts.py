"""Statute and rules of procedure: versions with dates, sources and what changed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.institutions import actions
from kenes.domain.institutions.models import FoundingText
from kenes.domain.institutions.queries import founding_text, founding_texts, in_force_on
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories import NOW
from tests.factories.institutions import Role, make_body, make_host, make_institution, make_mandate

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2025, 3, 1), date(2026, 10, 1)


@pytest.fixture
def secretary():
    return make_mandate(Role.SECRETARY, make_body())


def publish(acting, body=None, by=None, **facts):
    values = {
        "kind": "statute", "text_kk": "1. Кеңес құрылады.", "text_ru": "1. Совет создаётся.",
        "source": "Приказ № 5", "valid_from": FIRST, "term_months": 36,
    }  # fmt: skip
    return actions.publish_founding_text(
        body=body or acting.institution,
        facts=actions.TextFacts(**(values | facts)),
        by=by or acting.person,
        mandate=acting,
        now=NOW,
    )


def again(acting, **facts):
    values = {"text_ru": "1. Совет создан.", "change": "Уточнён состав", "valid_from": SECOND}
    return publish(acting, **(values | facts))


def test_a_new_version_ends_the_one_before_and_both_are_kept(secretary):
    first = publish(secretary)
    second = again(secretary)

    first.refresh_from_db()
    assert (first.valid_to, second.number) == (SECOND - timedelta(days=1), 2)
    texts = founding_texts(secretary.institution)
    assert in_force_on(texts, first.valid_to) == [first]
    assert in_force_on(texts, SECOND) == [second]
    assert in_force_on(texts, FIRST - timedelta(days=1)) == []
    content = Entry.objects.latest("pk").content
    assert (content["number"], content["change"]) == (2, "Уточнён состав")
    assert len(content["digest_kk"]) == 64
    assert "Совет создан" not in str(content)


def test_statute_and_rules_of_procedure_have_versions_of_their_own(secretary):
    publish(secretary)
    rules = publish(secretary, kind="rules", term_months=None)

    assert rules.number == 1
    assert founding_text(secretary.institution.public_id, "rules", 1) == rules
    with pytest.raises(NotFound):
        founding_text(secretary.institution.public_id, "rules", 2)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "law"}, "kind"),
        ({"text_kk": " \u200b"}, "text_kk"),
        ({"text_ru": ""}, "text_ru"),
        ({"text_ru": "т" * 200_001}, "text_ru"),
        ({"source": ""}, "source"),
        ({"source": "и" * 301}, "source"),
        ({"change": "и" * 501}, "change"),
        ({"term_months": 0}, "term_months"),
        ({"term_months": 121}, "term_months"),
        ({"kind": "rules"}, "term_months"),
    ],
)
def test_a_version_that_says_too_little_or_too_much_is_refused(secretary, facts, field):
    with pytest.raises(Invalid) as caught:
        publish(secretary, **facts)

    assert list(caught.value.problems) == [field]
    assert not FoundingText.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"change": ""}, "change"), ({"text_ru": "1. Совет создаётся."}, "text_kk")],
)
def test_a_later_version_changes_something_and_says_what(secretary, facts, field):
    first = publish(secretary)

    with pytest.raises(Invalid) as caught:
        again(secretary, **facts)

    first.refresh_from_db()
    assert list(caught.value.problems) == [field]
    assert first.valid_to is None


@pytest.mark.parametrize("day", [FIRST, FIRST - timedelta(days=1)])
def test_versions_do_not_overlap(secretary, day):
    publish(secretary)

    with pytest.raises(NotPermitted) as caught:
        again(secretary, valid_from=day)

    assert caught.value.refusal.code == "text_overlaps"


def test_the_administrator_and_the_chair_publish_others_do_not(secretary):
    body, admin = secretary.institution, make_host()
    chair, member = make_mandate(Role.CHAIR, body), make_mandate(Role.MEMBER, body)
    publish(admin, body)
    again(chair)

    codes = []
    for acting, where, by in (
        (member, body, None), (secretary, make_body(), None), (secretary, body, chair.person),
        (admin, make_institution(), None),
    ):  # fmt: skip
        with pytest.raises(NotPermitted) as caught:
            publish(acting, where, by=by)
        codes.append(caught.value.refusal.code)

    assert codes == ["wrong_institution", "wrong_institution", "foreign_mandate", "not_a_body"]


def test_the_database_itself_keeps_versions_apart(secretary):
    first = publish(secretary)
    same = {
        "body": first.body, "kind": "statute", "text_kk": "а", "text_ru": "а", "source": "s",
        "published_at": NOW, "valid_from": SECOND,
    }  # fmt: skip
    for odd in (
        {"number": 1, "valid_to": SECOND},
        {"number": 2, "change": "x"},
        {"number": 2, "valid_to": SECOND},
        {"number": 2, "change": "x", "valid_to": FIRST},
        {"number": 2, "change": "x", "valid_to": SECOND, "kind": "rules", "term_months": 3},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FoundingText.objects.create(**(same | odd))
