"""Which statements stand for a group: at most five, one good agreement in front."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kenes.engines.opinion.arrays import Floats, Mask, Names, Places
from kenes.engines.opinion.polis.tests_of_shares import HALF, SIGNIFICANT, Shares

MOST = 5


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that stands for a group, with the figures of the direction it stands for."""

    statement: int | str
    direction: Literal["agree", "disagree"]
    successes: int
    trials: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float
    is_best_agree: bool = False
    agrees: int = 0

    @property
    def weight(self) -> float:
        """What the statements of a group are ranked by."""
        return self.ratio * self.ratio_test * self.share * self.share_test


def choose_representatives(
    shares: Shares, statements: Names, out: Mask
) -> list[list[Representative]]:
    """Choose the statements of each group, those taken `out` left aside (clause 12)."""
    return [
        _choose(_group(shares, group), statements, np.flatnonzero(~out))
        for group in range(len(shares.na))
    ]


type _Column = dict[str, Floats]


def _group(shares: Shares, group: int) -> _Column:
    return {name: getattr(shares, name)[group] for name in Shares.__slots__}


def _choose(of: _Column, statements: Names, columns: Places) -> list[Representative]:
    """Choose for one group; with nothing sufficient, the best agreement or the best of all."""
    agree = _best_agree(of, columns.tolist())
    sufficient = [j for j in columns.tolist() if _suffices(of, j)]
    if not sufficient:
        head = agree if agree is not None else _best(of, columns.tolist())
        return [] if head is None else [_describe(of, head, statements, agree=agree)]
    others = [_describe(of, j, statements) for j in sufficient if j != agree]
    ranked = sorted(others, key=lambda one: -one.weight)
    if agree is not None:
        ranked.insert(0, _describe(of, agree, statements, agree=agree))
    return sorted(ranked[:MOST], key=lambda one: one.direction == "disagree")


def _suffices(of: _Column, j: int) -> bool:
    """Tell whether share and ratio are both significant, in one direction."""
    return bool(
        (of["rat"][j] > SIGNIFICANT and of["pat"][j] > SIGNIFICANT)
        or (of["rdt"][j] > SIGNIFICANT and of["pdt"][j] > SIGNIFICANT)
    )


def _best(of: _Column, columns: list[int]) -> int | None:
    """Return the statement with the largest test against the others; the holder's is rounded."""
    holder = None
    for j in columns:
        if holder is None or _larger_test(of, j) > _stored(_larger_test(of, holder)):
            holder = j
    return holder


def _larger_test(of: _Column, j: int) -> float:
    return float(max(of["rat"][j], of["rdt"][j]))


def _best_agree(of: _Column, columns: list[int]) -> int | None:
    """Walk the statements in order and keep the best agreement, by a rule that depends on it."""
    holder = None
    for j in columns:
        if (of["na"][j] or of["nd"][j]) and _replaces(of, j, holder):
            holder = j
    return holder


def _replaces(of: _Column, j: int, holder: int | None) -> bool:
    if holder is None:
        return bool(of["pat"][j] > SIGNIFICANT or (of["ra"][j] > 1 and of["pa"][j] > HALF))
    names = ["ra", "rat", "pa", "pat"] if of["ra"][holder] > 1 else ["pa", "pat"]
    return _product(of, names, j) > _product(of, names, holder)


def _product(of: _Column, names: list[str], j: int) -> float:
    return float(np.prod([of[name][j] for name in names]))


def _describe(
    of: _Column, j: int, statements: Names, *, agree: int | None = None
) -> Representative:
    """Say what a statement stands for: agreement if its ratio's test is larger, else not."""
    direction: Literal["agree", "disagree"] = "agree" if of["rat"][j] > of["rdt"][j] else "disagree"
    letter = direction[0]
    is_best = agree == j
    return Representative(
        statement=statements[j].item(),
        direction=direction,
        successes=int(of["n" + letter][j]),
        trials=int(of["ns"][j]),
        share=float(of["p" + letter][j]),
        share_test=float(of[f"p{letter}t"][j]),
        ratio=float(of["r" + letter][j]),
        ratio_test=_stored(of[f"r{letter}t"][j]),
        is_best_agree=is_best,
        agrees=int(of["na"][j]) if is_best else 0,
    )


def _stored(test: float) -> float:
    """Return a test as Polis keeps it: in single precision."""
    return float(np.float32(test))
