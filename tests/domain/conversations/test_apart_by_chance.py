"""How surely a group differs from the others: as the engine says, without its arrays."""

import numpy as np
import pytest

from kenes.domain.conversations.agreement import apart_by_chance
from kenes.engines.opinion.polis.tests_of_shares import two_samples


@pytest.mark.parametrize(
    "counts", [(12, 30, 40, 90), (0, 0, 10, 10), (40, 90, 40, 90), (40, 0, 40, 90), (0, 1, 1, 1)]
)
def test_one_pair_of_shares_is_as_far_apart_as_the_engine_says(counts):
    whole = two_samples(*(np.array([float(one)]) for one in counts))

    assert apart_by_chance(*counts) == pytest.approx(float(whole[0]), abs=1e-12)
