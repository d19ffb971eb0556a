"""Find what two rows have in common, in bounded time.

Values that stand once on each side anchor the comparison (patience); the gaps between them are
compared exactly (longest common subsequence) while a budget of cells lasts, and given up as
wholly different after that. So hostile rows cost about as much as honest ones.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

type Pair = tuple[int, int]
type _Gap = tuple[int, int, int, int]

DEEPEST = 8
LARGEST_GAP = 400_000


@dataclass(slots=True)
class Budget:
    """How many cells of exact comparison are left for a whole pair of texts."""

    cells: int = 3_000_000

    def takes(self, cells: int) -> bool:
        """Take `cells` away and return True, or return False and leave the budget as it is."""
        if cells > min(LARGEST_GAP, self.cells):
            return False
        self.cells -= cells
        return True


def align(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    """Return pairs of equal positions, rising on both sides."""
    pairs: list[Pair] = []
    waiting: list[tuple[_Gap, int]] = [((0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, depth = waiting.pop()
        gap = _trim(old, new, gap, pairs)
        anchors = _anchors(old, new, gap) if depth < DEEPEST else []
        pairs += anchors
        if anchors:
            waiting += [(one, depth + 1) for one in _gaps_between(anchors, gap)]
        elif budget.takes((gap[1] - gap[0]) * (gap[3] - gap[2])):
            pairs += _longest_common(old, new, gap)
    return sorted(pairs)


def _trim(old: Sequence[str], new: Sequence[str], gap: _Gap, pairs: list[Pair]) -> _Gap:
    """Pair what is equal at both ends of `gap` and return what is left."""
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        pairs.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        pairs.append((b, d))
    return a, b, c, d


def _anchors(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Pair]:
    """Pair values found once on each side of `gap`, as many as keep their order."""
    a, b, c, d = gap
    once = Counter(new[c:d])
    place = {new[j]: j for j in range(c, d) if once[new[j]] == 1}
    often = Counter(old[a:b])
    both = [(i, place[old[i]]) for i in range(a, b) if often[old[i]] == 1 and old[i] in place]
    return _rising(both)


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a longest run of `pairs` (sorted by the first) that rises in the second too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [j]
        last[length : length + 1] = [at]
    rising, at = [], last[-1] if last else -1
    while at >= 0:
        rising.append(pairs[at])
        at = before[at]
    return rising[::-1]


def _gaps_between(anchors: Sequence[Pair], gap: _Gap) -> list[_Gap]:
    a, b, c, d = gap
    ends = [*anchors, (b, d)]
    starts = [(a, c), *((i + 1, j + 1) for i, j in anchors)]
    gaps = ((i, k, j, m) for (i, j), (k, m) in zip(starts, ends, strict=True))
    return [one for one in gaps if one[0] < one[1] and one[2] < one[3]]


def _longest_common(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Pair]:
    a, b, c, d = gap
    table = [[0] * (d - c + 1)]
    for i in range(b - 1, a - 1, -1):
        below, row, word = table[-1], [0] * (d - c + 1), old[i]
        for j in range(d - c - 1, -1, -1):
            if new[c + j] == word:
                row[j] = below[j + 1] + 1
            else:
                row[j] = max(below[j], row[j + 1])
        table.append(row)
    table.reverse()
    pairs, i, j = [], 0, 0
    while i < b - a and j < d - c:
        if old[a + i] == new[c + j]:
            pairs.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
