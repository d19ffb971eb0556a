"""Invented people of a conversation: how each kind leans, drawn by a seeded lot."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kenes.engines.opinion.arrays import Floats, Places, Signs

PASSES = 0.08
KINDS = (0.42, 0.34, 0.24)
"""Share of people who lean each way."""
READ_KAZAKH = (0.62, 0.45, 0.66)
SILENT = 0.3
"""Share of people who do not say where they live."""
REGIONS = {
    "75": 11, "71": 7, "79": 6, "61": 10, "19": 8, "31": 6, "43": 4, "35": 6, "55": 4, "39": 4,
    "11": 4, "59": 3, "63": 4, "10": 3, "23": 3, "15": 5, "27": 3, "47": 4, "33": 3, "62": 1,
}  # fmt: skip
"""How many of a hundred people live in each region, by the first figures of its KATO code."""


class Crowd:
    """People as columns: `kind`, language (`reads`: 0 Kazakh, 1 Russian) and `region` of each."""

    def __init__(self, facts: Mapping[str, Any], seed: int) -> None:
        self._lot = np.random.RandomState(seed)  # its numbers are promised never to change
        self._facts = facts
        people = facts["people"]
        self.kind: Places = self._lot.choice(len(KINDS), people, p=KINDS)
        self.reads: Places = (
            self._lot.random_sample(people) >= np.array(READ_KAZAKH)[self.kind]
        ).astype(np.int64)
        self.region = self._regions(people)

    def _regions(self, people: int) -> list[str]:
        shares = np.array([*REGIONS.values()], np.float64)
        drawn = self._lot.choice([*REGIONS], people, p=shares / shares.sum())
        is_silent = self._lot.random_sample(people) < SILENT
        return ["" if silent else str(one) for one, silent in zip(drawn, is_silent, strict=True)]

    def votes(self) -> tuple[Places, Places, Signs]:
        """Return person, place of the statement, and vote, for each vote there is."""
        share = self._shares()
        drawn = self._lot.random_sample(share.shape)
        value = np.where(self._lot.random_sample(share.shape) < share, 1, -1)
        value[drawn < PASSES] = 0
        person, place = np.nonzero(self._lot.random_sample(share.shape) < self._facts["seen"])
        return person, place, value[person, place].astype(np.int8)

    def _shares(self) -> Floats:
        """Return how likely each person is to agree with each statement."""
        leanings = np.array([row[2:] for row in self._facts["statements"]], np.float64)
        share = leanings.T[self.kind]
        for number, less in self._facts.get("apart", {}).items():
            share[self.reads == 1, int(number) - 1] -= less
        return share
