"""From the engine's measures to charts: the figures agree with the map they came from."""

import numpy as np
import pytest

from kenes.engines.opinion import Moderation
from kenes.engines.opinion.measures.defence import defend
from kenes.engines.opinion.measures.partition import split_by
from kenes.engines.opinion.measures.slate import choose_slate
from kenes.engines.opinion.measures.translation import compare_texts
from kenes.engines.opinion.stable.maps import compute_map
from kenes.web.conversations.charts import Said, Statement, measured
from tests.factories.opinion import make_votes

OUT = Moderation(out=frozenset({3}), meta=frozenset())


@pytest.fixture(scope="module")
def found():
    return compute_map(make_votes(300, 16), OUT)


@pytest.fixture(scope="module")
def texts():
    return {n: Statement(n, Said(f"Statement {n}")) for n in range(16)}


def test_everybodys_votes_are_counted_whole(found, texts):
    rows = measured.voted_rows(found, texts)

    assert [row.tally.votes for row in rows] == np.delete(found.everybody[:, 2], 3).tolist()


def test_statements_on_which_the_camps_differ_have_the_wider_spread(found, texts):
    rows = measured.divide_rows(found, texts)

    gaps = [abs(a.shares[0] - b.shares[0]) for a, b in (row.tallies for row in rows)]
    widest = max(range(len(rows)), key=lambda n: rows[n].spread)
    assert len(rows) == 15
    assert gaps[widest] > 0.5


def test_without_groups_no_spread_is_told(texts):
    few = compute_map(make_votes(12, 16), OUT)

    assert all(row.spread is None for row in measured.divide_rows(few, texts))


def test_a_language_that_nobody_read_has_no_share(found, texts):
    partition = split_by(found, dict.fromkeys(found.layout.people.tolist(), "kk"))
    shown = np.zeros(len(found.layout.matrix.columns), np.int64)

    rows = measured.language_rows(found, partition, compare_texts(found, shown), texts)

    assert all(row.kk.votes >= 10 and row.ru is None for row in rows)
    assert not any(row.is_flagged for row in rows)


def test_the_reach_of_a_slate_ends_at_the_coverage_that_the_engine_states(found, texts):
    chosen = choose_slate(found.layout.matrix, 4, leave_out=found.layout.out)

    rows, people = measured.slate_rows(found, chosen, texts)

    assert rows[-1].reached == pytest.approx(chosen.coverage)
    assert people <= 300
    assert [row.statement.number for row in rows] == [
        int(found.layout.statements[column]) for column in chosen.statements
    ]


def test_agreements_that_hold_are_never_more_than_there_are(found):
    shown = measured.trust_of(found, defend(found), digest="ab", engine="stable", seed=1)

    lower = np.delete(found.agreed.lower, 3)
    assert shown.agreed == (lower > 0.5).sum()
    assert shown.without_copies <= shown.agreed
    assert shown.without_active <= shown.agreed
    assert shown.stability == found.grouping.stability
