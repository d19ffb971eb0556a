"""Votes leave as rows once, when all is over, and beside nothing that they could be joined with."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_result
from kenes.domain.conversations.actions.hosting import close_conversation
from kenes.domain.conversations.actions.voting import cast_vote
from kenes.domain.conversations.figures import compute
from kenes.domain.conversations.models import OpenData, Result, Vote, Voter
from kenes.domain.conversations.queries import shown_statements
from kenes.domain.conversations.queries.release import refuse_to_release_rows
from kenes.domain.conversations.telling import MAY_BE_RELEASED, NEVER_RELEASED
from kenes.domain.conversations.voices import make_token, voice_of_token
from kenes.domain.register.models import Entry
from kenes.domain.shared.refusals import NotPermitted
from kenes.verify.opinion_data import check_folder
from kenes.verify.reports import ACCEPTED, REFUSED
from tests.factories.conversations import make_voice, opened
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]


def bring(row, ballots, *, told=MAY_BE_RELEASED):
    """Bring ballots made of columns; return how each voter's number voted, in order of coming."""
    came = []
    for number in np.unique(ballots.voter).tolist():
        mine = ballots.voter == number
        said = dict(
            zip(ballots.statement[mine].tolist(), ballots.value[mine].tolist(), strict=True)
        )
        voice = voice_of_token(make_token(f"of rows {row.pk} {number:020}"))
        language, region = ballots.languages[number], ballots.regions.get(number, "")
        came.append(Ballot(voice, language, said, region, told=told))
    bring_votes(conversation=row, ballots=came)
    return came


def closed(row, secretary):
    """Close a conversation by its real act."""
    return close_conversation(
        public_id=row.public_id, grounds="Бәрі айтылды", by=secretary.person, mandate=secretary,
        now=NOW,
    )  # fmt: skip


@pytest.fixture(scope="module")
def ballots():
    return make_ballots(305)


@pytest.fixture
def released(ballots):
    row, secretary = opened(seeds=SEEDS, releases_rows=True)
    came = bring(row, ballots)
    row = closed(row, secretary)
    return row, came, publish_result(row, now=NOW)


def files_of(row):
    with zipfile.ZipFile(io.BytesIO(OpenData.objects.get(conversation=row).archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rows_of(row):
    """The released rows: for each person, statement to vote."""
    lines = files_of(row)["votes.csv"].decode().splitlines()
    people = {}
    for line in lines[1:]:
        person, statement, value = map(int, line.split(","))
        people.setdefault(person, {})[statement] = value
    assert lines[0] == "person,statement,vote"
    return people


def test_anybody_computes_every_figure_of_the_map_from_the_released_rows(released, tmp_path):
    row, came, result = released
    for name, content in files_of(row).items():
        (tmp_path / name).write_bytes(content)

    good = check_folder(tmp_path)
    (tmp_path / "votes.csv").write_bytes(files_of(row)["votes.csv"].replace(b",1\n", b",0\n", 1))
    forged = check_folder(tmp_path)

    assert (good.code, good.facts["basis"], forged.code) == (ACCEPTED, "votes", REFUSED)
    assert sorted(map(sorted, (one.items() for one in rows_of(row).values()))) == sorted(
        sorted(one.votes.items()) for one in came
    )
    entry = Entry.objects.filter(object=row.public_id).latest("pk").content
    assert (entry["basis"], entry["basis_sha256"]) == ("votes", result.figures["data"]["sha256"])


def test_released_rows_lie_in_an_order_that_only_what_stands_in_them_makes(ballots):
    swap = dict(zip(range(1, 306), np.random.default_rng(3).permutation(305) + 1, strict=True))
    lot = np.random.default_rng(4).permutation(len(ballots.voter))
    other = replace(
        ballots,
        voter=np.array([swap[n] for n in ballots.voter.tolist()])[lot],
        statement=ballots.statement[lot], value=ballots.value[lot], text=ballots.text[lot],
        tiers={}, regions={},
    )  # fmt: skip

    first, second = compute(ballots, with_votes=True), compute(other, with_votes=True)

    assert first.files == second.files
    assert first.figures == second.figures


def test_beside_rows_nothing_is_published_that_rows_do_not_say(released):
    row, _came, result = released
    figures = result.figures

    assert set(figures["parts"]) == {"group"}
    assert "texts" not in figures
    assert figures["tiers"] == {}
    assert sorted(files_of(row)) == ["SHA256SUMS", "result.json", "statements.csv", "votes.csv"]
    assert not {str(number).encode() for number in Voter.objects.values_list("number", flat=True)} & {
        part for content in files_of(row).values() for part in content.replace(b"\n", b",").split(b",")
    }  # fmt: skip


def test_no_figure_of_an_earlier_day_stands_beside_rows_to_tell_who_had_voted_then(ballots):
    row, secretary = opened(seeds=SEEDS, releases_rows=True)
    bring(row, ballots)

    early = publish_result(row, now=NOW)
    row = closed(row, secretary)
    final = publish_result(row, now=NOW)
    Voter.objects.filter(conversation=row).first().votes.all().delete()
    bring_votes(conversation=row, ballots=[
        Ballot(make_voice(), "kk", {1: 1}, told=MAY_BE_RELEASED) for _person in range(20)
    ])  # fmt: skip
    late = publish_result(row, now=NOW + timedelta(hours=1))

    assert (early, late) == (None, None)
    assert list(Result.objects.all()) == [final]
    assert final.voters == 305


@pytest.mark.parametrize("people", [299, 40])
def test_below_three_hundred_people_tables_are_published_and_never_rows(people):
    row, secretary = opened(seeds=SEEDS, releases_rows=True)
    bring(row, make_ballots(people))
    row = closed(row, secretary)

    result = publish_result(row, now=NOW)

    assert refuse_to_release_rows(row).code == "too_few_for_rows"
    assert result.figures["data"]["basis"] == "tables"
    assert sorted(files_of(row)) == ["SHA256SUMS", "result.json", "statements.csv", "tables.csv"]


def test_rows_are_refused_before_the_end_and_where_people_were_told_otherwise(ballots):
    row, secretary = opened(seeds=SEEDS, releases_rows=True)
    bring(row, ballots)
    silent, other = opened(seeds=SEEDS)
    open_one = refuse_to_release_rows(row).code
    bring_votes(conversation=row, ballots=[Ballot(make_voice(), "kk", {1: 1}, told=NEVER_RELEASED)])

    row, silent = closed(row, secretary), closed(silent, other)

    assert open_one == "rows_after_closing"
    assert refuse_to_release_rows(row).code == "not_all_told"
    assert refuse_to_release_rows(silent).code == "rows_never_released"
    assert publish_result(row, now=NOW).figures["data"]["basis"] == "tables"


@pytest.mark.parametrize("told", [0, NEVER_RELEASED, 99])
def test_a_first_vote_that_was_not_told_of_rows_is_refused_and_leaves_nobody(told):
    row, _secretary = opened(releases_rows=True)
    text = shown_statements(row)[0].in_language("kk").pk
    about = {"conversation": row, "statement": 1, "rendering": text, "now": NOW}
    known = make_voice()
    cast_vote(voice=known, value=1, told=MAY_BE_RELEASED, **about)

    with pytest.raises(NotPermitted) as caught:
        cast_vote(voice=make_voice(), value=1, told=told, **about)
    cast_vote(voice=known, value=-1, told=told, **about)

    assert caught.value.refusal.code == "not_told"
    assert [(one.told, one.votes.get().value) for one in Voter.objects.all()] == [(1, -1)]
    assert Vote.objects.count() == 1
