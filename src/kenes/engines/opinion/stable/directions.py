"""The directions of the map, from the additive tables alone."""

from dataclasses import dataclass, replace

import numpy as np

from kenes.engines.opinion import kernels
from kenes.engines.opinion.arrays import Counts, Floats
from kenes.engines.opinion.tables import Tables

SHRINK = 5
"""A pair of statements counts fully only well above so many common voters, or the usual number."""
SHORT = 0.6
"""Shrunk directions explain so much of the variance that people's places have along them."""
BLOCK, ROUNDS, SETTLED = 6, 200, 1e-12
LEAST_NOISE = 0.05
FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Directions:
    """Mean vote and two loadings per statement, and what is known of people before they vote.

    A loading is in votes per standard deviation of people along the first axis; along the second
    they lie closer by the ratio of its strength to the first's. `precision` is the inverse of that
    spread (2 x 2), `noise` the variance of a vote that the map leaves unexplained.
    """

    means: Floats
    loadings: Floats
    precision: Floats
    noise: float

    @property
    def prior(self) -> Floats:
        """Noise, and noise times precision: what the placing of people asks for."""
        inside = self.precision[[0, 0, 1], [0, 1, 1]]
        return self.noise * np.concatenate([[1.0], inside])

    def turned(self, rotation: Floats) -> "Directions":
        """Return the same map turned or mirrored by an orthogonal matrix."""
        precision = rotation.T @ self.precision @ rotation
        return replace(self, loadings=self.loadings @ rotation, precision=precision)


def find_directions(tables: Tables) -> Directions:
    """Return the two strongest directions of the covariance of co-voters (clause 27).

    The covariance of two statements is taken over those who voted on both and shrunk by
    N / (N + K), K the usual number of common voters. Each axis points so that its largest loading
    is positive, the first one of equals.
    """
    means = tables.means
    covariance = tables.centered(means) / (tables.covotes + _usual(tables.covotes))
    strengths, axes = _strongest(covariance)
    noise = _noise(tables, covariance, axes * np.sqrt(strengths))
    loadings = _oriented(axes * np.sqrt(strengths[0] / SHORT) * (strengths > 0))
    ratio = strengths[0] / np.where(strengths > 0, strengths, 1.0)
    return Directions(means, loadings, np.diag(np.where(strengths > 0, ratio, 1.0)), noise)


def _usual(covotes: Counts) -> float:
    """Return the mean number of common voters of a pair, each pair weighing as much; at least 5."""
    pairs = covotes.astype(np.float64)
    np.fill_diagonal(pairs, 0.0)
    total = float(pairs.sum())
    return max(SHRINK, float((pairs * pairs).sum()) / total) if total else SHRINK


def _strongest(covariance: Floats) -> tuple[Floats, Floats]:
    """Return the two largest eigenvalues and their vectors, by iterating a small block."""
    width = len(covariance)
    size = min(BLOCK, width)
    block = _begin(width, size)
    before = np.zeros(size)
    for _round in range(ROUNDS):
        pulled = kernels.multiply(covariance, block)
        values, turn = np.linalg.eigh(_symmetric(block.T @ pulled))
        if np.abs(values - before)[-2:].max(initial=0.0) <= SETTLED * np.abs(values).max(
            initial=0.0
        ):
            break
        before, block = values, np.linalg.qr(pulled)[0]
    axes = np.zeros((width, 2))
    found = np.zeros(2)
    if size:
        axes[:, : min(2, size)] = (block @ turn)[:, ::-1][:, :2]
        found[: min(2, size)] = values[::-1][:2]
    found[found <= FLAT] = 0.0
    return found, axes


def _begin(width: int, size: int) -> Floats:
    """Return orthonormal columns that lean on every statement, the same for the same width."""
    places = np.arange(width)[:, np.newaxis] + 0.5
    waves = np.cos(np.pi * places * np.arange(size) / max(width, 1))
    return np.linalg.qr(waves)[0] if width else waves


def _symmetric(square: Floats) -> Floats:
    return (square + square.T) / 2


def _oriented(loadings: Floats) -> Floats:
    """Turn each axis so that its largest loading is positive."""
    if not len(loadings):
        return loadings
    largest = np.argmax(np.round(np.abs(loadings), 9), axis=0)
    signs = np.sign(loadings[largest, [0, 1]])
    return loadings * np.where(signs == 0, 1.0, signs)


def _noise(tables: Tables, covariance: Floats, loadings: Floats) -> float:
    """Return what the loadings leave of the votes' variance, weighted by votes."""
    seen = np.diagonal(tables.covotes).astype(np.float64)
    left = np.diagonal(covariance) - (loadings * loadings).sum(axis=1)
    total = float(seen.sum())
    return max(LEAST_NOISE, float((seen * left).sum()) / total) if total else 1.0
