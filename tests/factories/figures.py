"""Ballots of invented people and the figures made of them, without a database."""

import numpy as np

from kenes.domain.conversations.figures import Ballots
from kenes.project.demo.crowds import Crowd

LEANINGS = [
    (0.9, 0.9, 0.9), (0.95, 0.05, 0.5), (0.05, 0.95, 0.5), (0.1, 0.9, 0.05), (0.05, 0.85, 0.05),
    (0.3, 0.1, 0.95), (0.05, 0.3, 0.95), (0.9, 0.6, 0.05), (0.9, 0.85, 0.9), (0.8, 0.75, 0.8),
]  # fmt: skip


def make_ballots(people=300, *, seed=5, only=None, apart=None) -> Ballots:
    """Return the votes of three kinds of people; `only` takes the first so many."""
    facts = {
        "people": people, "seen": 0.9, "apart": apart or {},
        "statements": [("", "", *row) for row in LEANINGS],
    }  # fmt: skip
    crowd = Crowd(facts, seed)
    person, place, value = crowd.votes()
    kept = person < (only or people)
    person, place, value = person[kept], place[kept], value[kept]
    numbers = np.unique(person).tolist()
    return Ballots(
        voter=person + 1,
        statement=place + 1,
        value=value,
        text=crowd.reads[person],
        tiers={n + 1: "link" if n % 3 else "key" for n in numbers},
        regions={n + 1: crowd.region[n] for n in numbers if crowd.region[n]},
    )
