"""What people wrote is shown, returned on a ground, or merged; each decision is on the register."""

import pytest
from django.db import IntegrityError, transaction

from kenes.domain.conversations.actions import moderating
from kenes.domain.conversations.actions.hosting import close_conversation
from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.models import Statement, Vote
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import Invalid, NotFound, NotPermitted
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.recommendations import NOW, make_body, make_mandate

pytestmark = pytest.mark.django_db
RETURN = {"ground": "unclear", "explanation": "Не айтқысы келгені түсініксіз."}


def who(mandate):
    return {"by": mandate.person, "mandate": mandate, "now": NOW}


def with_one_waiting():
    row, secretary = opened()
    propose_statement(
        public_id=row.public_id, tier="link", language="kk", text="Орын жетпейді", now=NOW
    )
    return row, secretary, {"public_id": row.public_id, "number": 5}


def last_entry(row):
    return Entry.objects.filter(object=row.public_id).latest("pk")


def code_of(act, **values):
    with pytest.raises(NotPermitted) as caught:
        act(**values)
    return caught.value.refusal.code


def test_an_accepted_statement_is_shown_and_on_the_register():
    row, secretary, fifth = with_one_waiting()

    moderating.accept_statement(**fifth, **who(secretary))

    assert [one.number for one in shown_statements(row)] == [1, 2, 3, 4, 5]
    assert last_entry(row).type == "conversation.statement_accepted"
    assert code_of(moderating.accept_statement, **fifth, **who(secretary)) == "statement_decided"


def test_a_returned_statement_is_out_of_sight_with_its_ground_and_may_come_back():
    row, secretary, fifth = with_one_waiting()

    moderating.return_statement(**fifth, **RETURN, **who(secretary))
    entry = last_entry(row)
    again = code_of(moderating.return_statement, **fifth, **RETURN, **who(secretary))
    moderating.accept_statement(**fifth, **who(secretary))

    assert (entry.type, entry.content["ground"]) == ("conversation.statement_returned", "unclear")
    assert "түсініксіз" not in str(entry.content)
    assert again == "statement_decided"
    assert Statement.objects.get(number=5).ground == ""


def test_no_statement_is_returned_without_a_word():
    _row, secretary, fifth = with_one_waiting()

    with pytest.raises(Invalid):
        moderating.return_statement(**fifth, ground="unclear", explanation=" ", **who(secretary))
    assert Statement.objects.get(number=5).state == "waiting"


def test_votes_on_a_double_count_once_for_the_other_one():
    row, secretary = opened()
    both, only = make_voice(), make_voice()
    vote(row, both, {1: 1, 2: -1})
    vote(row, only, {2: -1})

    moderating.merge_statement(public_id=row.public_id, number=2, into=1, **who(secretary))

    on_first = Vote.objects.filter(statement__number=1).order_by("value")
    assert [one.value for one in on_first] == [-1, 1]
    assert [one.number for one in shown_statements(row)] == [1, 3, 4]
    assert last_entry(row).content == {"statement": 2, "into": 1}


def test_of_two_votes_that_differ_the_one_on_the_statement_that_stays_counts():
    row, secretary = opened()
    both = [make_voice() for _voter in range(3)]
    for voice, (there, here) in zip(both, [(1, -1), (-1, 1), (0, 1)], strict=True):
        vote(row, voice, {1: there, 2: here})

    moderating.merge_statement(public_id=row.public_id, number=2, into=1, **who(secretary))

    kept = {one.voter_id: one.value for one in Vote.objects.filter(statement__number=1)}
    assert [kept[one.number_in(row.public_id)] for one in both] == [1, -1, 0]
    assert Vote.objects.filter(statement__number=2).count() == 3  # they count nowhere


@pytest.mark.parametrize("into", [2, 5, 99])
def test_nothing_is_merged_into_itself_or_into_what_is_not_shown(into):
    row, secretary, _fifth = with_one_waiting()

    values = {"public_id": row.public_id, "number": 2, "into": into, **who(secretary)}

    assert code_of(moderating.merge_statement, **values) == "cannot_merge_into"


def test_a_double_of_a_double_ends_where_the_last_one_did():
    row, secretary = opened()
    for number, into in ((3, 2), (2, 1)):
        moderating.merge_statement(
            public_id=row.public_id, number=number, into=into, **who(secretary)
        )

    merged = Statement.objects.filter(state="merged").values_list("merged_into__number", flat=True)
    assert set(merged) == {1}


def test_a_stranger_decides_nothing_and_nobody_does_once_it_is_closed():
    row, secretary, fifth = with_one_waiting()
    stranger = make_mandate(make_body())

    foreign = {
        code_of(moderating.accept_statement, **fifth, **who(stranger)),
        code_of(moderating.merge_statement, **fifth, into=1, **who(stranger)),
    }
    with pytest.raises(NotFound):
        moderating.accept_statement(public_id=row.public_id, number=99, **who(secretary))
    close_conversation(public_id=row.public_id, grounds="Бітті.", **who(secretary))

    assert foreign == {"wrong_institution"}
    closed = code_of(moderating.accept_statement, **fifth, **who(secretary))
    assert closed == "conversation_closed"


def test_the_database_holds_no_merged_statement_without_the_other_one():
    opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(number=1).update(state="merged")
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(number=1).update(state="returned")
