"""The additive tables published once more, beside those that everybody has already."""

import numpy as np
import polars as pl

from kenes.engines.opinion.opendata import Before, open_data
from kenes.engines.opinion.opendata.forms import TABLES
from kenes.engines.opinion.opendata.pairs import ALONE
from kenes.engines.opinion.votes import Moderation, Votes


def votes_of(people, statements=4, each=None):
    """Votes of so many people, each on `each` of the statements (on all, where it is None)."""
    rows = [
        (person, 1 + (person + at) % statements, 1 if (person * at) % 3 else -1)
        for person in range(people)
        for at in range(each or statements)
    ]
    return Votes.of(*(np.array(column) for column in zip(*rows, strict=True)))


def published(votes, last=None):
    before = None if last is None else Before(last.figures, last.files[TABLES])
    return open_data(votes, Moderation(), with_votes=False, before=before)


def pairs(publication):
    table = pl.read_csv(publication.files[TABLES])
    return {(row["first"], row["second"]): row for row in table.to_dicts()}


def test_sums_of_few_new_people_wait_and_sums_of_many_come():
    first = published(votes_of(40))

    few, many = published(votes_of(44), first), published(votes_of(120), first)

    assert pairs(first)[1, 2]["covotes"] == 40
    assert few.files[TABLES] == first.files[TABLES]
    assert many.files[TABLES] == published(votes_of(120)).files[TABLES]


def test_a_statement_that_is_new_comes_beside_those_that_are_known():
    first = published(votes_of(40))

    later = published(votes_of(160, statements=5), first)

    assert {pair for pair in pairs(later) if 5 in pair} == {(n, 5) for n in range(1, 6)}
    assert pairs(later)[1, 1]["covotes"] == 160


def test_where_no_sum_could_be_published_the_next_ones_come_as_they_are():
    first = published(votes_of(30, statements=10, each=1))

    later = published(votes_of(60, statements=10), first)

    assert pairs(first) == {}
    assert len(pairs(later)) == 55


def test_tables_of_an_older_form_hold_nothing_back():
    first = published(votes_of(40))
    older = pl.read_csv(first.files[TABLES]).drop(*ALONE).write_csv().encode()

    later = open_data(
        votes_of(44), Moderation(), with_votes=False, before=Before(first.figures, older)
    )

    assert later.files[TABLES] != first.files[TABLES]
