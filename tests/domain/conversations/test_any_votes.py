"""Any sequence of votes, good and bad: what stands is what a plain dictionary says."""

import unicodedata
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kenes.domain.conversations.actions.proposing import propose_statement
from kenes.domain.conversations.actions.voting import Resent, cast_vote, take_back_votes
from kenes.domain.conversations.models import Statement, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.tokens import voice_of_seal
from kenes.domain.conversations.voices import make_token, voice_of_key, voice_of_token
from kenes.domain.shared.refusals import Invalid, NotPermitted
from tests.factories.conversations import make_voice, opened
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
VOICES, STATEMENTS = range(3), range(1, 5)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
voices, statements = st.sampled_from(VOICES), st.sampled_from(STATEMENTS)
values, stood = st.sampled_from([1, 0, -1]), st.sampled_from([None, 1, 0, -1])
STEPS = st.one_of(
    st.tuples(st.just("vote"), voices, statements, values),
    st.tuples(st.just("again"), voices, statements, values, stood),
    st.tuples(st.just("wrong"), voices, st.sampled_from(["unknown", "foreign", "other", "value"])),
    st.tuples(st.just("clock"), voices, statements, st.sampled_from([-3650, 3650])),
    st.tuples(st.just("moderate"), statements, st.booleans()),
    st.tuples(st.just("take back"), voices),
)


class World:
    """A conversation, its voices, and what ought to stand: values by voice and statement."""

    def __init__(self, row, foreign):
        self.row, self.foreign = row, foreign
        self.voices = [make_voice() for _voice in VOICES]
        self.texts = {one.number: one.in_language("kk").pk for one in shown_statements(row)}
        self.ought, self.hidden, self.known = {}, set(), set()

    def cast(self, voice, statement, value, *, text=None, days=0, resent=None):
        cast_vote(
            conversation=self.row,
            voice=self.voices[voice],
            statement=statement,
            rendering=text or self.texts[statement],
            value=value,
            now=NOW + timedelta(days=days),
            resent=resent,
        )
        self.known.add(voice)

    def refused(self, *args, **kwargs):
        with pytest.raises((NotPermitted, Invalid)):
            self.cast(*args, **kwargs)

    def vote(self, voice, statement, value):
        if statement in self.hidden:
            return self.refused(voice, statement, value)
        self.cast(voice, statement, value)
        self.ought[voice, statement] = value
        return None

    def again(self, voice, statement, value, before):
        if statement in self.hidden:
            return self.refused(voice, statement, value, resent=Resent(before))
        for _sending in range(2):
            self.cast(voice, statement, value, resent=Resent(before))
        if self.ought.get((voice, statement)) == before:
            self.ought[voice, statement] = value
        return None

    def wrong(self, voice, how):
        given = {
            "unknown": (voice, 1, 1, 10**9),
            "foreign": (voice, 1, 1, self.foreign),
            "other": (voice, 1, 1, self.texts[2]),
            "value": (voice, 1, 7, None),
        }[how]
        self.refused(*given[:3], text=given[3])

    def clock(self, voice, statement, days):
        """A clock that stands before the opening takes votes still; one past the last day none."""
        if days > 0 or statement in self.hidden:
            self.refused(voice, statement, 1, days=days)
        else:
            self.cast(voice, statement, 1, days=days)
            self.ought[voice, statement] = 1

    def moderate(self, statement, is_shown):
        state = Statement.State.SHOWN if is_shown else Statement.State.RETURNED
        rows = Statement.objects.filter(conversation=self.row, number=statement)
        rows.update(state=state, ground="" if is_shown else Statement.Ground.UNCLEAR)
        (self.hidden.discard if is_shown else self.hidden.add)(statement)

    def take_back(self, voice):
        many = take_back_votes(conversation=self.row, voice=self.voices[voice], now=NOW)
        mine = [key for key in self.ought if key[0] == voice]
        assert many == len(mine)
        for key in mine:
            del self.ought[key]
        self.known.discard(voice)

    def stands(self):
        numbers = {
            voice.number_in(self.row.public_id): place for place, voice in enumerate(self.voices)
        }
        rows = Vote.objects.values_list("voter", "statement__number", "value")
        assert {(numbers[who], what): value for who, what, value in rows} == self.ought
        assert {numbers[who] for who in Voter.objects.values_list("pk", flat=True)} == self.known


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(STEPS, max_size=12))
def test_after_any_votes_there_stands_what_was_said_last(steps):
    with transaction.atomic():
        row, other = opened()[0], opened()[0]
        world = World(row, shown_statements(other)[0].in_language("kk").pk)
        for name, *given_values in steps:
            getattr(world, name.replace(" ", "_"))(*given_values)
            world.stands()
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.binary(max_size=80).map(bytes.hex)))
@example(text=make_token()[:-1] + "A" + "A" * 10)
def test_no_text_but_a_true_one_has_a_voice(text):
    row = SimpleNamespace(public_id=UUID(int=1))
    for read in (voice_of_token, voice_of_key, lambda one: voice_of_seal(row, one)):
        with pytest.raises(Invalid):
            read(text)


HARD = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=BIDI + "абв \x00\x07\n<>&", max_size=60),
    st.text(alphabet="🚌🏫👩‍🏫😀", max_size=40),
)


@settings(max_examples=25, deadline=None)
@given(text=HARD)
@example(text="а" * 10_000)
@example(text="<script>alert(1)</script>")
@example(text="\u202eқайта айт\u202c")
@example(text="🚌🚌🚌")
def test_a_statement_of_any_letters_is_refused_in_words_or_kept_clean(text):
    with transaction.atomic():
        row, _secretary = opened()
        before = Statement.objects.count()
        made, problems = said(row, text)
        assert Statement.objects.count() - before == (made is not None)
        if made is None:
            assert str(problems["text"])
        else:
            (kept,) = made.renderings.values_list("text", flat=True)
            assert 3 <= sum(map(str.isalpha, kept)) <= len(kept) <= 200
            assert not set(kept) & set(BIDI)
            assert not [letter for letter in kept if unicodedata.category(letter) == "Cc"]
        transaction.set_rollback(True)


def said(row, text):
    """The statement that was made, or what is wrong with its text."""
    facts = {"public_id": row.public_id, "tier": "link", "language": "kk", "now": NOW}
    try:
        return propose_statement(text=text, **facts), {}
    except Invalid as error:
        return None, error.problems
