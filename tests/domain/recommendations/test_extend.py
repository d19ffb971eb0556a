from datetime import date

import pytest

from kenes.domain.notices.models import Notice
from kenes.domain.recommendations.actions import addressing
from kenes.domain.recommendations.actions.extending import longest_extension
from kenes.domain.recommendations.clocks import Timeliness, timeliness_of
from kenes.domain.register.models import Entry
from tests.factories.answers import TODAY, answer, days_later, delivered, refusal_of, sent

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 30)


def extend(case, *, reason="An inquiry to three regions is needed.", by=None, now=None, **length):
    mandate = by or case.signatory
    return addressing.extend(
        address_id=case.address.public_id,
        reason=reason,
        by=mandate.person,
        mandate=mandate,
        now=now or days_later(2),
        **length,
    )


def test_the_whole_extension_of_the_rule_is_two_months():
    case = delivered()

    extension = extend(case)

    # Two months after 30 November are 30 January 2027, a Saturday; the next working day is Monday.
    assert (extension.from_on, extension.to_on) == (DUE, date(2027, 2, 1))
    address = case.address
    assert (address.due_on, address.original_due_on) == (date(2027, 2, 1), DUE)
    assert timeliness_of(address, TODAY) is Timeliness.LAWFULLY_EXTENDED


def test_a_shorter_extension_is_lawful_too():
    extension = extend(delivered(), amount=5, unit="working_days")

    assert extension.to_on == date(2026, 12, 7)


def test_the_longest_lawful_date_is_known_beforehand():
    assert longest_extension(delivered().address) == date(2027, 2, 1)
    assert longest_extension(delivered(is_public_control=True).address) is None


def test_the_author_is_told_why():
    case = delivered()

    extend(case)

    notice = Notice.objects.get(person=case.author, template="extended")
    assert notice.facts["due_on"] == "2027-02-01"
    assert notice.facts["reason"] == "An inquiry to three regions is needed."


def test_the_extension_is_an_event_with_its_grounds_and_an_entry_without_words():
    case = delivered()

    extend(case)

    event = case.recommendation.events.get(kind="extended")
    assert event.grounds == "An inquiry to three regions is needed."
    entry = Entry.objects.get(type="address.extended")
    assert entry.content["to_on"] == "2027-02-01"
    assert "inquiry" not in str(entry.content)


def test_a_term_is_extended_once():
    case = delivered()
    extend(case)

    assert refusal_of(lambda: extend(case)) == "already_extended"


def test_an_extension_after_the_date_is_refused():
    assert refusal_of(lambda: extend(delivered(), now=days_later(22))) == "date_passed"


def test_an_extension_on_the_last_day_is_lawful():
    assert extend(delivered(), now=days_later(21)).decided_on == DUE


@pytest.mark.parametrize(
    ("length", "code"),
    [
        ({"amount": 3}, "extension_too_long"),
        ({"amount": 100, "unit": "working_days"}, "extension_too_long"),
        ({"amount": 0}, "extension_empty"),
    ],
)
def test_an_extension_beyond_the_rule_is_refused(length, code):
    case = delivered()

    assert refusal_of(lambda: extend(case, **length)) == code
    assert case.address.due_on == DUE


def test_a_rule_without_extension_gives_none():
    case = delivered(is_public_control=True)

    assert refusal_of(lambda: extend(case)) == "no_extension_in_rule"


def test_an_extension_needs_a_reason():
    assert refusal_of(lambda: extend(delivered(), reason="")) == "reason_missing"


def test_an_extension_needs_a_delivery():
    assert refusal_of(lambda: extend(sent())) == "not_delivered"


def test_only_a_signatory_extends():
    case = delivered()

    assert refusal_of(lambda: extend(case, by=case.focal)) == "wrong_role"


def test_nothing_is_extended_after_the_answer():
    case = delivered()
    answer(case)

    assert refusal_of(lambda: extend(case)) == "already_answered"
