"""Shares and tests of shares: how many of a group agree, and whether more than elsewhere."""

from dataclasses import dataclass

import numpy as np

from kenes.engines.opinion.arrays import Counts, Floats

HALF = 0.5
SIGNIFICANT = 1.2816
"""One-sided 90 %."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Per group and statement: votes, smoothed shares, tests, and the same against the others.

    Letters as in Polis: n number, p share, r ratio to the others, t test; a agree, d disagree,
    s votes seen, passes included.
    """

    na: Floats
    nd: Floats
    ns: Floats
    pa: Floats
    pd: Floats
    pat: Floats
    pdt: Floats
    ra: Floats
    rd: Floats
    rat: Floats
    rdt: Floats


def compare_groups(counts: Counts) -> Shares:
    """Compute all figures of clause 11 from agrees, disagrees and votes by group and statement."""
    na, nd, ns = np.moveaxis(counts.astype(np.float64), 2, 0)
    rest_a, rest_d, rest_s = (part.sum(axis=0) - part for part in (na, nd, ns))
    pa, pd = share(na, ns), share(nd, ns)
    return Shares(
        na, nd, ns, pa, pd, one_sample(na, ns), one_sample(nd, ns),
        ra=pa / share(rest_a, rest_s), rd=pd / share(rest_d, rest_s),
        rat=two_samples(na, rest_a, ns, rest_s), rdt=two_samples(nd, rest_d, ns, rest_s),
    )  # fmt: skip


def share(count: Floats, votes: Floats) -> Floats:
    """Return (count + 1) / (votes + 2): one half where nobody voted."""
    return (count + 1) / (votes + 2)


def one_sample(count: Floats, votes: Floats) -> Floats:
    """Return z of a share against one half: 2 sqrt(n + 1) ((count + 1) / (n + 1) - 1/2)."""
    return 2 * (np.sqrt(votes + 1) * ((count + 1) / (votes + 1) - 0.5))


def two_samples(count: Floats, count_rest: Floats, votes: Floats, votes_rest: Floats) -> Floats:
    """Return z of two shares with pooled variance, 1 added to all four; 0 if the pool is 1."""
    inside, outside = (count + 1) / (votes + 1), (count_rest + 1) / (votes_rest + 1)
    pooled = (count + count_rest + 2) / (votes + votes_rest + 2)
    spread = pooled * (1 - pooled) * (1 / (votes + 1) + 1 / (votes_rest + 1))
    certain = pooled >= 1
    return np.where(certain, 0.0, (inside - outside) / np.sqrt(np.where(certain, 1.0, spread)))
