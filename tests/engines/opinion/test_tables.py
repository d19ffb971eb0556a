"""The additive tables: each change of a vote, a person or a statement, without counting again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.opinion import OpinionError, Tables, VoteMatrix
from kenes.engines.opinion.shards import split, sum_over
from kenes.engines.opinion.tables import Row
from tests.factories.opinion import make_votes, votes_of

PEOPLE, STATEMENTS = 7, 5
ROWS = st.dictionaries(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, STATEMENTS - 1)),
    st.integers(-1, 1),
    min_size=1,
)


def row_of(cells, person):
    mine = sorted((s, vote) for (p, s), vote in cells.items() if p == person)
    return Row(np.array([s for s, _ in mine], np.int32), np.array([v for _, v in mine], np.int8))


def counted(cells):
    """Count the tables straight from their definition."""
    tables = Tables(*(np.zeros((STATEMENTS, STATEMENTS), np.int32) for _part in range(3)))
    for person in range(PEOPLE):
        row = row_of(cells, person)
        for j, x in zip(row.columns, row.values, strict=True):
            for k, y in zip(row.columns, row.values, strict=True):
                tables.covotes[j, k] += 1
                tables.sums[j, k] += x
                tables.products[j, k] += int(x) * int(y)
    return tables


def same(first, second):
    return all(a.tobytes() == b.tobytes() for a, b in zip(first.parts, second.parts, strict=True))


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_the_tables_are_what_their_definition_says(cells):
    statements = sorted({s for _p, s in cells})
    votes = votes_of(
        *((p, s, vote) for (p, s), vote in sorted(cells.items(), key=lambda c: c[0][1]))
    )

    tables = Tables.of(VoteMatrix.of(votes))

    kept = np.ix_(statements, statements)
    assert same(tables, Tables(*(part[kept] for part in counted(cells).parts)))


@given(ROWS, st.integers(0, PEOPLE - 1), st.integers(0, STATEMENTS - 1),
       st.sampled_from([None, -1, 0, 1]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_vote_cast_changed_or_taken_back_moves_only_its_cells(cells, person, statement, vote):
    tables = counted(cells)

    tables.change_vote(row_of(cells, person), statement, vote)

    after = {cell: value for cell, value in cells.items() if cell != (person, statement)}
    after |= {} if vote is None else {(person, statement): vote}
    assert same(tables, counted(after))


@given(ROWS, st.integers(0, PEOPLE - 1))
@settings(max_examples=30, deadline=None)
def test_an_erased_person_leaves_no_trace(cells, person):
    tables = counted(cells)

    tables.erase(row_of(cells, person))

    assert same(tables, counted({cell: v for cell, v in cells.items() if cell[0] != person}))


def test_a_new_statement_finds_room_and_a_strange_vote_is_refused():
    tables = counted({(0, 0): 1}).grown(STATEMENTS + 1)

    tables.change_vote(Row(np.array([0], np.int32), np.array([1], np.int8)), STATEMENTS, -1)

    assert tables.products[0, STATEMENTS] == tables.products[STATEMENTS, 0] == -1
    assert tables.means.tolist() == [1, 0, 0, 0, 0, -1]
    with pytest.raises(OpinionError, match="5 is not a vote"):
        tables.change_vote(row_of({}, 0), 0, 5)


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 60, 500])
def test_any_shards_give_the_same_bytes(parts):
    matrix = VoteMatrix.of(make_votes())
    shards = split(matrix, parts)

    merged = sum_over(shards, lambda shard, _nothing: Tables.of(shard))

    assert len(shards) <= parts
    assert sum(shard.height for shard in shards) == matrix.height
    assert same(merged, Tables.of(matrix))
