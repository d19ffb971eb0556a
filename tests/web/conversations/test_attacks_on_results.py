"""Somebody from outside fetches all there is, acts with browsers of their own, and fetches again.

What is attacked is what anybody gets: pages, files of charts, the archive of open data, cards.
"""

import csv
import io
import json
import zipfile
from collections import defaultdict
from datetime import timedelta
from itertools import combinations

import pytest
from django.core.cache import caches

from kenes.domain.conversations.actions import moderating
from kenes.domain.conversations.actions.bringing import Ballot, bring_votes
from kenes.domain.conversations.actions.counting import publish_due, publish_result
from kenes.domain.conversations.actions.voting import take_back_votes
from kenes.domain.conversations.models import Result
from kenes.domain.conversations.voices import make_token, voice_of_token
from kenes.engines.opinion.stable.suppression import LEAST
from kenes.web.conversations import cards
from tests.factories.conversations import make_voice, opened, vote
from tests.factories.figures import LEANINGS, make_ballots
from tests.factories.recommendations import NOW

pytestmark = pytest.mark.django_db
SEEDS = [(f"Пікір {n}", f"Мнение {n}") for n in range(1, len(LEANINGS) + 1)]
PAGES = ("results/", "results/method/", "results/report/")
AGREED = "results/agreed-group.csv"
OWN = {1: 1, 2: 1, 3: -1, 4: -1, 5: -1, 8: 1}
"""Votes with which one of the attacker's browsers asks where it stands."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def row():
    """A conversation of seventy people whose first result is out."""
    row, _secretary = opened(seeds=SEEDS)
    bring(row, make_ballots(70))
    publish_result(row, now=NOW)
    return row


def bring(row, ballots, only=lambda _number: True):
    """Let the people of columns vote, each under a voice of their own."""
    said = defaultdict(dict)
    for number, statement, value in zip(
        ballots.voter.tolist(), ballots.statement.tolist(), ballots.value.tolist(), strict=True
    ):
        said[number][statement] = value
    languages = ballots.languages
    bring_votes(
        conversation=row,
        ballots=[
            Ballot(voice(number), languages[number], values, ballots.regions.get(number, ""))
            for number, values in said.items()
            if only(number)
        ],
    )


def voice(number):
    return voice_of_token(make_token(f"somebody who takes part {number:020}"))


def puppets(row, many, values, name):
    """Let browsers of the attacker vote alike."""
    own = [voice_of_token(make_token(f"puppet {name} {at:020}")) for at in range(many)]
    bring_votes(conversation=row, ballots=[Ballot(one, "kk", values) for one in own])
    return own


def fetched(client, row):
    """What an outsider gets by address; the report holds the tables of all charts."""
    caches["pages"].clear()
    client.cookies.clear()
    base = f"/en/conversations/{row.public_id}/"
    addresses = (*PAGES, "", "results/data.zip")
    files = {what: client.get(base + what).content for what in addresses}
    return files | {AGREED: client.get(base + AGREED).getvalue()}


def drawn(row):
    """The next card, with its exact chance, for browsers that the attacker made for it."""
    cards.TALLIES = type(cards.TALLIES)(64, seconds=30)
    row.refresh_from_db()
    decks = (cards.deck_of(row, voice_of_token(make_token(f"asks {n:020}")), "") for n in range(20))
    return [(one.number, chance) for one, chance in (deck.draw({}) for deck in decks)]


def sentences(client, row, token):
    client.cookies["kenes_voice"] = token
    page = client.get(f"/en/conversations/{row.public_id}/results/")
    standing = page.context["standing"]
    return standing.sentences, (standing.own.x, standing.own.y)


def archive(client, row):
    """The published result and its tables, from the archive."""
    content = client.get(f"/en/conversations/{row.public_id}/results/data.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        tables = csv.DictReader(io.StringIO(packed.read("tables.csv").decode()))
        return json.loads(packed.read("result.json"))["stated"], list(tables)


def counts_of(client, row):
    """What the archive says of each statement: agrees, disagrees, votes; None where hidden."""
    stated, _tables = archive(client, row)
    return {
        one["statement"]: [one[name] for name in ("agrees", "disagrees", "votes")]
        for one in stated["statements"]
    }


def test_between_results_nothing_moves_whoever_votes_changes_or_takes_back(client, row):
    victim, token = make_voice(), make_token()
    vote(row, voice_of_token(token), OWN)
    said, cards_before, before = sentences(client, row, token), drawn(row), fetched(client, row)

    acts = [
        lambda: vote(row, victim, dict.fromkeys(range(1, 11), 1)),
        lambda: vote(row, victim, dict.fromkeys(range(1, 11), -1)),
        lambda: puppets(row, 7, dict.fromkeys(range(1, 11), 1), "around"),
        lambda: [take_back_votes(conversation=row, voice=voice(n), now=NOW) for n in range(1, 50)],
    ]
    for act in acts:
        act()
        publish_result(row, now=NOW)
        assert drawn(row) == cards_before
        assert fetched(client, row) == before
        assert sentences(client, row, token) == said
    assert Result.objects.count() == 1  # thirty people are left, ten more would be needed


def test_the_own_sentence_says_no_more_than_the_archive_whatever_one_votes(client, row):
    token = make_token()
    stated, _tables = archive(client, row)
    cells = {one["statement"]: one["groups"] for one in stated["statements"]}

    for flipped in range(6):
        numbers = list(OWN)
        own = OWN | {numbers[at]: -OWN[numbers[at]] for at in range(flipped)}
        vote(row, voice_of_token(token), own)
        told, _place = sentences(client, row, token)
        for at, group in enumerate(stated["groups"]):
            shares = [cells[n][at][0 if value > 0 else 1] / cells[n][at][2]
                      for n, value in own.items() if cells[n][at]]  # fmt: skip
            if len(shares) >= 3:
                percent = f"{100 * sum(shares) / len(shares):.0f}"
                letter = "ABCDE"[group["name"]]
                assert any(percent in one and one.endswith(letter) for one in told)


def test_nine_browsers_that_wait_for_one_person_get_no_step_of_their_own(client, row):
    before = fetched(client, row)
    puppets(row, 9, {1: 1}, "trap")
    vote(row, make_voice(), {1: -1, 2: -1})

    for minute in range(0, 60, 7):
        publish_due(now=NOW + minute * MINUTE)
    assert fetched(client, row) == before
    bring(row, make_ballots(100), lambda number: number > 70)
    for minute in (60, 120, 180, 240):
        publish_due(now=NOW + minute * MINUTE)

    voters = list(Result.objects.order_by("voters").values_list("voters", flat=True))
    assert voters == [70, 110]


def test_a_statement_hidden_and_shown_again_gives_nobody_back(client):
    row, secretary = opened(seeds=SEEDS)
    bring(row, make_ballots(60))
    publish_result(row, now=NOW)
    who = {"by": secretary.person, "mandate": secretary, "now": NOW}
    before = counts_of(client, row)
    vote(row, make_voice(), {4: -1})
    said = {"ground": "unclear", "explanation": "Түсініксіз"}
    moderating.return_statement(public_id=row.public_id, number=4, **said, **who)
    puppets(row, 10, {1: 1}, "hidden")
    publish_result(row, now=NOW)
    hidden = counts_of(client, row)
    moderating.accept_statement(public_id=row.public_id, number=4, **who)
    puppets(row, 10, {1: 1}, "shown")
    publish_result(row, now=NOW)

    assert Result.objects.count() == 3
    assert 4 not in hidden
    assert counts_of(client, row)[4] == before[4]


def test_a_merge_does_not_tell_how_the_one_voted_who_had_voted_on_both(client):
    row, secretary = opened(seeds=SEEDS[:3])
    puppets(row, 30, {1: 1}, "first")
    puppets(row, 30, {2: 1}, "second")
    vote(row, make_voice(), {1: -1, 2: -1})
    publish_result(row, now=NOW)
    before = counts_of(client, row)
    who = {"by": secretary.person, "mandate": secretary, "now": NOW}
    moderating.merge_statement(public_id=row.public_id, number=2, into=1, **who)
    bring_votes(conversation=row, ballots=[Ballot(voice(n), "kk", {1: 0}) for n in range(10)])
    publish_result(row, now=NOW)
    at_once = counts_of(client, row)
    puppets(row, 20, {1: 1}, "later")
    publish_result(row, now=NOW)

    assert Result.objects.count() == 3
    sums = [one + other for one, other in zip(before[1], before[2], strict=True)]
    assert before == {1: [30, 1, 31], 2: [30, 1, 31]}
    assert at_once[1] == before[1]  # 71 votes: of the sum, 62, nine more
    assert counts_of(client, row)[1] == [80, 1, 91]
    assert 91 - sums[2] >= LEAST


def numbers_in(client, row):
    """Every count that the archive holds, by its place: a row, and what it counts."""
    stated, tables = archive(client, row)
    yield ("people", "counted"), stated["counted"]
    yield ("people", "all"), stated["people"]
    for group in stated["groups"]:
        yield ("size", group["name"]), group["people"]
    names = [group["name"] for group in stated["groups"]]
    for one in stated["statements"]:
        yield ("statement", one["statement"]), one["votes"]
        for name, cell in zip(names, one["groups"], strict=True):
            yield ("group", one["statement"], name), cell and cell[2]
    for one in tables:
        for count in ("covotes", "first_alone", "second_alone"):
            yield ("pair", one["first"], one["second"], count), int(one[count])


def test_no_count_of_any_two_results_differs_by_fewer_than_ten(client, row):
    series = defaultdict(set)
    late = make_ballots(130)
    for people in range(80, 131, 10):
        for place, many in numbers_in(client, row):
            series[place].add(many)
        take_back_votes(conversation=row, voice=voice(people - 75), now=NOW)
        bring(row, late, lambda n, end=people: end - 10 < n <= end)
        puppets(row, 1, dict.fromkeys(range(1, 11), -1), people)
        publish_result(row, now=NOW)

    assert Result.objects.count() == 7
    assert sum(len(known - {None}) > 1 for known in series.values()) > 20
    for place, known in series.items():
        steps = [abs(a - b) for a, b in combinations(known - {None}, 2)]
        assert min(steps, default=LEAST) >= LEAST, place


def test_totals_less_what_charts_show_leave_nobody_alone(client, row):
    stated, _tables = archive(client, row)
    totals = {one["statement"]: one["votes"] for one in stated["statements"]}
    base = f"/en/conversations/{row.public_id}/results/"
    seen = 0
    for name in ("agreed-language", "agreed-region", "agreed-group"):
        page = client.get(f"{base}{name}.csv")
        if page.status_code != 200:
            continue
        for line in csv.DictReader(io.StringIO(page.getvalue().decode("utf-8-sig"))):
            shown = [int(v) for k, v in line.items() if k.endswith("_votes") and v]
            left = totals[int(line["number"])] - sum(shown)
            assert min(shown, default=LEAST) >= LEAST
            assert left == 0 or left >= LEAST
            seen += 1

    assert seen >= len(LEANINGS)


def test_no_score_beside_another_tells_how_the_most_active_person_voted(client, row):
    stated, _tables = archive(client, row)
    known = [one for one in stated["statements"] if one["lower"] is not None]

    assert known
    assert [one["without_active"] for one in known] == [one["lower"] for one in known]
    for one in known:
        below = [2 * (a + 1) - (n + 2) for a, _d, n in one["groups"]]
        if min(below) > 0:
            assert one["flip"] == min(below)


def test_no_file_crosses_region_language_tier_and_group(client, row):
    base = f"/en/conversations/{row.public_id}/results/"
    charts = client.get(f"{base}report/").context["figures"]

    assert len(charts) > 8
    for one in charts:
        kinds = {
            kind for kind in ("group", "region", "language", "tier")
            for name in one.table.names if name.startswith(f"{kind}_")
        }  # fmt: skip
        assert len(kinds) <= 1
