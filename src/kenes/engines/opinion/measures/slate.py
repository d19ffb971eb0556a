"""A few statements that together speak for as many people as can be, each for its fair part."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from kenes.engines.opinion.arrays import Floats, Mask, Places
from kenes.engines.opinion.matrix import VoteMatrix
from kenes.engines.opinion.votes import AGREE

EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Slate:
    """Places of the chosen statements in the order chosen, and whom they cover.

    `paid` of them were paid for by equal shares; the rest fill up. `covered` marks the people who
    agree with at least one; `coverage` is their share of all who agree with anything.
    """

    statements: tuple[int, ...]
    paid: int
    covered: Mask
    coverage: float


def choose_slate(matrix: VoteMatrix, size: int, *, leave_out: Mask | None = None) -> Slate:
    """Choose up to `size` statements by the method of equal shares (clause 41).

    Each of n people who agree with anything has size / n to spend, a statement costs 1, and those
    who agree with it share its price as evenly as they can; the one with the lowest highest payment
    is bought. Of equals the earlier statement. Places left over go to whoever covers most people
    not covered yet. Peters, Skowron, arXiv:1911.11747.
    """
    supporters = _supporters(matrix, leave_out)
    agreeing = np.zeros(matrix.height, np.bool_)
    for people in supporters:
        agreeing[people] = True
    budget = np.where(agreeing, size / max(int(agreeing.sum()), 1), 0.0)
    chosen = _buy(supporters, budget, size)
    paid = len(chosen)
    covered = np.zeros(matrix.height, np.bool_)
    for one in chosen:
        covered[supporters[one]] = True
    _fill(supporters, covered, chosen, size)
    coverage = float(covered.sum()) / max(int(agreeing.sum()), 1)
    return Slate(tuple(chosen), paid, covered, coverage)


def _supporters(matrix: VoteMatrix, leave_out: Mask | None) -> list[Places]:
    """Return who agrees, statement by statement; nobody for those left out."""
    rows = np.repeat(np.arange(matrix.height), matrix.row_counts)
    agree = matrix.values == AGREE
    if leave_out is not None:
        agree &= ~leave_out[matrix.columns]
    cells = (np.ones(int(agree.sum()), np.int8), (matrix.columns[agree], rows[agree]))
    table = sparse.csr_array(cells, shape=(matrix.width, max(matrix.height, 1)))
    return [
        np.sort(table.indices[table.indptr[at] : table.indptr[at + 1]])
        for at in range(matrix.width)
    ]


def _buy(supporters: list[Places], budget: Floats, size: int) -> list[int]:
    """Buy while anybody can pay; `budget` is spent in place.

    Prices only rise, so a statement is asked again only when its last price is the lowest.
    """
    price = np.array([1 / max(len(people), 1) for people in supporters])
    price[[not len(people) for people in supporters]] = np.inf
    fresh = np.zeros(len(supporters), np.bool_)
    chosen: list[int] = []
    while len(chosen) < size and np.isfinite(price).any():
        best = int(np.flatnonzero(price <= price.min() * (1 + EQUAL))[0])
        stale = np.flatnonzero((price <= price.min() * (1 + EQUAL)) & ~fresh)
        if len(stale):
            price[stale] = [_price(budget[supporters[at]]) for at in stale.tolist()]
            fresh[stale] = True
            continue
        people = supporters[best]
        budget[people] -= np.minimum(budget[people], price[best])
        chosen.append(best)
        price[best] = np.inf
        fresh[:] = False
    return chosen


def _price(budgets: Floats) -> float:
    """Return the least highest payment with which these people pay 1 together, or infinity."""
    rich = np.sort(budgets)
    if rich.sum() < 1 - EQUAL:
        return float("inf")
    before = np.concatenate([[0.0], np.cumsum(rich)[:-1]])
    even = (1 - before) / np.arange(len(rich), 0, -1)
    return float(even[np.argmax(even <= rich * (1 + EQUAL) + EQUAL)])


def _fill(supporters: list[Places], covered: Mask, chosen: list[int], size: int) -> None:
    """Add statements that cover most people not covered yet, in place."""
    while len(chosen) < size:
        new = [
            -1 if at in chosen else int((~covered[people]).sum())
            for at, people in enumerate(supporters)
        ]
        if max(new, default=0) <= 0:
            return
        best = int(np.argmax(new))
        chosen.append(best)
        covered[supporters[best]] = True
