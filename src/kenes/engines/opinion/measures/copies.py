"""Accounts that vote so alike that chance does not explain it, and what counts when they are one.

Copies of a real person's votes are the cheapest way to lift a statement in all groups at once.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Counts, Floats, Places
from kenes.engines.opinion.matrix import VoteMatrix

type Hashes = NDArray[np.uint64]

LEAST_VOTES, ALIKE = 7, 0.8
BANDS, IN_BAND = 10, 3
SAFETY_BITS = 6
NEVER = 64.0
"""Bits of a vote that nobody in the group cast: as good as impossible by chance."""


def find_copies(matrix: VoteMatrix, group: Places, groups: int) -> Places:
    """Return for each person the number of the clique of copies, -1 for those on their own.

    Two people are copies if at least 80 % of their (statement, vote) pairs are the same, and if
    chance, even among people of the group in which each pair is most usual, would make a copy of
    less than one person in a hundred (clause 46). Cliques are numbered by their first person.
    Candidates come from min-hashes (Broder, 1997); pairs of 80 % are missed once in a thousand.
    """
    active = np.flatnonzero(matrix.row_counts >= LEAST_VOTES)
    pairs = _candidates(matrix, active)
    shared, bits = kernels.compare_rows(
        matrix.starts, matrix.columns, matrix.values, pairs, _bits(matrix, group, groups)
    )
    counts = matrix.row_counts
    union = counts[pairs[:, 0]] + counts[pairs[:, 1]] - shared
    needed = np.log2(max(matrix.height, 2)) + SAFETY_BITS
    return _linked(pairs[(shared >= ALIKE * union) & (bits >= needed)], matrix.height)


def count_copies_once(
    matrix: VoteMatrix, group: Places, copies: Places
) -> tuple[VoteMatrix, Places]:
    """Return the matrix with a row for each clique instead of its members, and the rows' groups.

    A clique votes on what more than half of its members voted on, as most of them did, of equals
    the lowest vote: what a copy adds to the votes it was taken from counts nothing. It belongs to
    the group of its first member.
    """
    heads = np.unique(copies, return_index=True)[1] if len(copies) else np.zeros(0, np.int64)
    first = heads[copies[heads] >= 0]
    owner = np.where(copies >= 0, first[copies] if len(first) else 0, np.arange(matrix.height))
    rows = np.repeat(owner, matrix.row_counts)
    cell = rows * max(matrix.width, 1) + matrix.columns
    cells, place = np.unique(cell, return_inverse=True)
    table = np.bincount(place * 3 + matrix.values + 1, minlength=3 * len(cells)).reshape(-1, 3)
    owners, columns = np.divmod(cells, max(matrix.width, 1))
    most = 2 * table.sum(axis=1) > np.bincount(owner, minlength=matrix.height)[owners]
    values = (np.argmax(table[most], axis=1) - 1).astype(np.int8)
    kept = np.flatnonzero(owner == np.arange(matrix.height))
    starts = np.searchsorted(owners[most], np.append(kept, matrix.height))
    return VoteMatrix(starts, columns[most].astype(np.int32), values, matrix.width), group[kept]


def _candidates(matrix: VoteMatrix, active: Places) -> Places:
    """Return pairs of active people who share a band of min-hashes, neighbours in it, each once."""
    if len(active) < 2:  # noqa: PLR2004  # a pair
        return np.zeros((0, 2), np.int64)
    tokens = matrix.columns.astype(np.int64) * 3 + matrix.values + 1
    found = []
    for band in range(BANDS):
        key: Hashes = np.zeros(matrix.height, np.uint64)
        for part in range(IN_BAND):
            key = _mixed(key ^ _least(matrix, tokens, band * IN_BAND + part))
        order = active[np.argsort(key[active], kind="stable")]
        same = key[order[1:]] == key[order[:-1]]
        begins = np.concatenate([[0], np.flatnonzero(~same) + 1])
        first = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
        found.append(np.stack([order[:-1], order[1:]], axis=1)[same])
        found.append(np.stack([first[1:], order[1:]], axis=1)[same])
    return np.unique(np.sort(np.concatenate(found), axis=1), axis=0)


def _least(matrix: VoteMatrix, tokens: Places, which: int) -> Hashes:
    """Return the least hash of each person's votes, under one of many hash functions."""
    names: Hashes = np.arange(3 * matrix.width, dtype=np.uint64)
    table = _mixed(names + np.uint64((which + 1) << 40))
    found = np.zeros(matrix.height, np.uint64)
    filled = np.flatnonzero(matrix.row_counts)
    found[filled] = np.minimum.reduceat(table[tokens], matrix.starts[filled])
    return found


def _mixed(numbers: Hashes) -> Hashes:
    """Scramble 64-bit numbers: the finishing steps of SplitMix64."""
    z = numbers + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)), np.uint64)


def _bits(matrix: VoteMatrix, group: Places, groups: int) -> Floats:
    """Return, by statement and vote, how surprising it is where it is most usual, in bits."""
    counts: Counts = matrix.count(group, groups)
    if not groups:
        counts = matrix.count(np.zeros(matrix.height, np.int64), 1)
    sizes = np.bincount(group[group >= 0], minlength=groups) if groups else [matrix.height]
    agrees, disagrees, votes = np.moveaxis(counts.astype(np.float64), 2, 0)
    cast = np.stack([disagrees, votes - agrees - disagrees, agrees], axis=2)
    usual = (cast / np.maximum(np.asarray(sizes, np.float64), 1)[:, None, None]).max(axis=0)
    return np.where(usual > 0, -np.log2(np.where(usual > 0, usual, 1.0)), NEVER)


def _linked(pairs: Places, height: int) -> Places:
    """Give numbers to the cliques that pairs link, by their first person."""
    links = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (height, height))
    label = connected_components(links, directed=False)[1]
    size = np.bincount(label, minlength=1)
    clique = np.full(height, -1, np.int64)
    inside = size[label] > 1
    names, first, back = np.unique(label[inside], return_index=True, return_inverse=True)
    rank = np.empty(len(names), np.int64)
    rank[np.argsort(first)] = np.arange(len(names))
    clique[inside] = rank[back]
    return clique
