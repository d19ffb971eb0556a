"""Votes made up: a conversation of two camps, any size, from one seed; no Django here."""

import numpy as np

from kenes.engines.opinion import Votes


def make_votes(people=60, statements=20, *, share=0.7, seed=3, camps=2):
    """Return votes of people in `camps` who answer most statements as their camp does."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, camps, people)
    leaning = rng.choice([-1, 0, 1], p=[0.4, 0.1, 0.5], size=(camps, statements))
    strays = rng.random((people, statements)) < 0.15
    answer = np.where(strays, rng.integers(-1, 2, (people, statements)), leaning[camp])
    person, statement = np.nonzero(rng.random((people, statements)) < share)
    order = rng.permutation(len(person))
    person, statement = person[order], statement[order]
    return Votes.of(person, statement, answer[person, statement].astype(np.int8))


def votes_of(*rows):
    """Return votes from rows of (person, statement, vote), in this order."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Votes.of(table[:, 0], table[:, 1], table[:, 2].astype(np.int8))
