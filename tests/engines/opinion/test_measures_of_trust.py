"""Translations, routing, weights, attacks: what might mislead, and by how much."""

import numpy as np
import pytest

from kenes.engines.opinion import Moderation, OpinionError, VoteMatrix
from kenes.engines.opinion.measures.copies import count_copies_once, find_copies
from kenes.engines.opinion.measures.defence import accounts_to_flip, defend, least_active
from kenes.engines.opinion.measures.routing import draw, route, route_like_polis, shares_by_chance
from kenes.engines.opinion.measures.translation import compare_texts, shown_in
from kenes.engines.opinion.measures.weights import rake, weigh
from kenes.engines.opinion.stable.maps import compute_map
from tests.factories.opinion import make_votes, votes_of

NOTHING = Moderation()


def rows_of(votes):
    columns = (votes.people[votes.person], votes.statements[votes.statement], votes.vote)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.fixture(scope="module")
def votes():
    return make_votes(people=300, statements=40, share=0.6)


@pytest.fixture(scope="module")
def found(votes):
    return compute_map(votes, NOTHING)


def test_a_planted_translation_effect_is_found_and_no_other(votes):
    reads_second = {p: (p * 7) % 5 < 2 for p in range(300)}
    rows = [
        (p, s, -1 if s == 11 and vote == 1 and reads_second[p] and p % 3 else vote)
        for p, s, vote in rows_of(votes)
    ]
    found = compute_map(votes_of(*rows), NOTHING)

    effect = compare_texts(found, shown_in(found, lambda p, _s: int(reads_second[p])))

    assert np.flatnonzero(effect.is_flagged).tolist() == [11]
    assert effect.effect[11] < -0.15
    assert effect.sd[11] < 0.1


def test_camps_that_read_another_text_are_no_translation_effect(found):
    second = {person: int(group) for person, group in found.last.group.items()}

    effect = compare_texts(found, shown_in(found, lambda p, _s: second.get(p, -1)))

    assert not effect.is_flagged.any()


def test_too_few_votes_in_a_text_say_nothing_and_a_wrong_length_is_refused(found):
    effect = compare_texts(found, np.zeros(len(found.layout.matrix.columns), np.int64))

    assert np.isnan(effect.effect).all()
    with pytest.raises(OpinionError, match="Texts of 3 votes were given"):
        compare_texts(found, np.zeros(3, np.int64))


def test_what_is_least_known_is_shown_most_and_nothing_unseen_is_left_out(found):
    counts = found.counts.copy()
    counts[:, 5] = 0
    unseen = np.ones(40, np.bool_)
    unseen[7] = False

    chances = route(counts, unseen, group=0)

    assert chances.sum() == pytest.approx(1)
    assert chances.argmax() == 5
    assert chances[7] == 0
    assert chances[unseen].min() >= 0.2 / 39
    assert not route(counts, np.zeros(40, np.bool_)).any()


def test_a_statement_that_one_language_has_hardly_seen_is_shown_there(found):
    shown = np.full((2, 40), 50)
    shown[0, 3], shown[1, 3] = 0, 100
    unseen = np.ones(40, np.bool_)

    first, second = (route(found.counts, unseen, shown=shown, part=part) for part in (0, 1))

    assert first[3] > 2 * second[3]


def test_polis_routing_follows_its_priorities(found):
    chances = route_like_polis(found, np.ones(40, np.bool_))

    passes = 1 - found.counts.sum(axis=0)[:, :2].sum(axis=1) / found.counts.sum(axis=0)[:, 2]
    assert chances.sum() == pytest.approx(1)
    assert np.corrcoef(chances, passes)[0, 1] < 0


def test_lots_fall_by_chance_and_the_inverse_gives_the_share_back():
    lots = np.linspace(0, 1, 1000, endpoint=False)
    drawn = [draw(np.array([0.1, 0.9]), lot) for lot in lots]
    agrees = np.array([place == 0 for place, _chance in drawn])

    share = shares_by_chance(agrees, np.array([chance for _place, chance in drawn]))

    assert agrees.sum() == 100
    assert share.share[0] == pytest.approx(0.5)
    assert share.high[0] - share.low[0] > 0.05
    with pytest.raises(OpinionError, match="none to draw"):
        draw(np.zeros(2), 0.5)


def test_weights_reach_the_margins_and_tell_what_they_cost():
    rng = np.random.default_rng(1)
    town, old = (rng.random(400) < 0.8).astype(int), (rng.random(400) < 0.3).astype(int)

    found = rake([town, old], [np.array([40, 60]), np.array([0.5, 0.5])])

    assert np.bincount(town, found.weights) / 400 == pytest.approx([0.4, 0.6])
    assert np.bincount(old, found.weights) / 400 == pytest.approx([0.5, 0.5])
    assert found.effect == pytest.approx(400 * (found.weights**2).sum() / 400**2)
    assert found.effective == pytest.approx(400 / found.effect)
    assert found.off < 1e-6


def test_weighing_ends_after_its_last_round(monkeypatch):
    monkeypatch.setattr("kenes.engines.opinion.measures.weights.ROUNDS", 1)
    town, old = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1])

    found = rake([town, old], [np.array([0.5, 0.5]), np.array([0.5, 0.5])])

    assert found.off > 1e-6


def test_unknown_people_weigh_nothing_and_no_weight_grows_beyond_its_bound():
    part = np.array([0] * 98 + [1, -1])

    found = rake([part], [np.array([0.5, 0.5])], largest=5)

    assert found.weights[-1] == 0
    assert found.weights[98] <= 5.3
    assert found.off > 0.3


def test_weighted_shares_move_and_their_intervals_widen():
    matrix = VoteMatrix.of(votes_of(*[(p, 0, 1 if p < 80 else -1) for p in range(100)]))
    part = (np.arange(100) >= 80).astype(int)

    even = weigh(matrix, rake([part], [np.array([0.8, 0.2])]))
    moved = weigh(matrix, rake([part], [np.array([0.5, 0.5])]))

    assert even.share[0] == pytest.approx(0.8)
    assert moved.share[0] == pytest.approx(0.5)
    assert moved.high[0] - moved.low[0] > even.high[0] - even.low[0]


@pytest.mark.parametrize(
    ("part", "margin", "message"),
    [([0, 0], [0.5, 0.5], "part 1: the census has people there"), ([-1, -1], [1.0], "nobody to weigh")],
)  # fmt: skip
def test_margins_that_cannot_be_reached_are_refused(part, margin, message):
    with pytest.raises(OpinionError, match=message):
        rake([np.array(part)], [np.array(margin)])


def attacked(votes, target, share, seed):
    """Return the votes with copies of real people added, who all agree with the target."""
    rng = np.random.default_rng(seed)
    rows = rows_of(votes)
    more = []
    for copy, person in enumerate(rng.choice(300, int(300 * share), replace=False).tolist()):
        more += [(1000 + copy, s, v) for p, s, v in rows if p == person and s != target]
        more.append((1000 + copy, target, 1))
    return votes_of(*rows, *more)


@pytest.mark.parametrize("seed", range(3))
def test_copies_lift_the_held_score_less_than_half_as_far_as_the_product(votes, found, seed):
    ranked = np.argsort(found.agreed.product)
    target = int(ranked[int(0.3 * len(ranked))])

    after = compute_map(attacked(votes, target, 0.05, seed), NOTHING, last=found.last)

    before, held = defend(found), defend(after)
    by_product = after.agreed.product[target] - found.agreed.product[target]
    assert by_product > 0.01
    assert held.agreed.lower[target] - before.agreed.lower[target] < by_product / 2
    assert len(np.unique(held.copies)) - 1 >= 10


def test_people_of_one_mind_are_not_called_copies():
    rows = [(p, s, 1 if p < 60 else -1) for p in range(100) for s in range(20)]
    matrix = VoteMatrix.of(votes_of(*rows))

    copies = find_copies(matrix, (np.arange(100) >= 60).astype(np.int64), 2)

    assert (copies == -1).all()


def test_a_clique_counts_once_as_most_of_it_votes():
    rows = [(0, 0, 1), (1, 0, 1), (2, 0, -1), (3, 0, -1), (0, 1, 1), (1, 1, -1), (2, 2, 1)]
    matrix = VoteMatrix.of(votes_of(*rows))

    once, group = count_copies_once(matrix, np.array([1, 0, 0, 0]), np.array([0, 0, 0, -1]))

    assert group.tolist() == [1, 0]
    assert once.starts.tolist() == [0, 2, 3]
    assert once.values.tolist() == [1, -1, -1]


def test_the_most_active_are_left_out_by_number_not_by_name(found):
    kept = least_active(found.layout.matrix, share=0.01)

    assert (~kept).sum() == 3
    assert found.layout.matrix.row_counts[~kept].min() >= found.layout.matrix.row_counts[kept].max()


def test_so_many_accounts_flip_a_statement_and_one_fewer_does_not():
    counts = np.array([[[60, 0, 80], [5, 0, 20]], [[30, 0, 40], [38, 0, 40]]], np.int32)

    down, up = accounts_to_flip(counts)

    for more, is_above in ((down - 1, True), (down, False)):
        assert ((30 + 1) / (40 + more + 2) > 0.5) == is_above
    for more, is_above in ((up - 1, False), (up, True)):
        assert ((5 + more + 1) / (20 + more + 2) > 0.5) == is_above
    assert accounts_to_flip(np.zeros((0, 2, 3), np.int32)).tolist() == [0, 0]
