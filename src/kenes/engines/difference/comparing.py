"""Compare two texts: paragraphs first, then words within the paragraphs that changed."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile
from operator import ne

from kenes.engines.difference.alignment import Budget, Pair, align
from kenes.engines.difference.runs import Difference, Kind, Paragraph, Run
from kenes.engines.difference.tokens import paragraphs_of, words_of

# Changed paragraphs beyond this many characters are shown whole, old and new.
MOST_CHARACTERS = 600_000
# Nobody reads so many changed paragraphs word by word, and pairing them is the dearest step.
MOST_CHANGED = 5000
# A shorter paragraph found elsewhere ("1.", "...") has hardly been moved there.
SHORTEST_MOVE = 20
# Two paragraphs that share a smaller part of their letters are two, not one that changed.
LEAST_SHARED = 0.3
# Unchanged words between two changes that hold fewer letters read better as changed.
LEAST_LETTERS_BETWEEN = 4
# Work for finding which old paragraph became which new one, in compared words.
MOST_WORDS_COMPARED = 300_000

type _Piece = tuple[Kind, str]


def compare(old: str, new: str) -> Difference:
    """Compare two versions of a text, each normalised as the specification says.

    >>> [(run.kind.value, run.text) for run in compare("Бір үй", "Бір бала").paragraphs[0].runs]
    [('same', 'Бір'), ('removed', ' үй'), ('added', ' бала')]
    """
    before, after = paragraphs_of(old), paragraphs_of(new)
    budget = Budget()
    pairs = align(before, after, budget)
    moves = _moves(before, after, pairs)
    changed = [before[i] for i in _rest(len(before), (i for i, _ in pairs)) if i not in moves[0]]
    changed += [after[j] for j in _rest(len(after), (j for _, j in pairs)) if j not in moves[1]]
    coarse = len(changed) > MOST_CHANGED or sum(map(len, changed)) > MOST_CHARACTERS
    paragraphs: list[Paragraph] = []
    start = (0, 0)
    for i, j in [*pairs, (len(before), len(after))]:
        gap = range(start[0], i), range(start[1], j)
        if gap[0] or gap[1]:
            paragraphs += _between(before, after, gap, moves, None if coarse else budget)
        if i < len(before):
            paragraphs.append(Paragraph((Run(Kind.SAME, before[i]),)))
        start = (i + 1, j + 1)
    return Difference(tuple(paragraphs), coarse)


def _rest(length: int, taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [at for at in range(length) if at not in gone]


def _moves(
    before: Sequence[str], after: Sequence[str], pairs: Sequence[Pair]
) -> tuple[dict[int, int], dict[int, int]]:
    """Give a number to each unpaired paragraph found elsewhere; by old place, by new place."""
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for j in _rest(len(after), (j for _, j in pairs)):
        if len(after[j]) >= SHORTEST_MOVE:
            places[after[j]].append(j)
    away: dict[int, int] = {}
    here: dict[int, int] = {}
    for i in _rest(len(before), (i for i, _ in pairs)):
        if places.get(before[i]):
            away[i] = here[places[before[i]].popleft()] = len(away) + 1
    return away, here


def _between(
    before: Sequence[str],
    after: Sequence[str],
    gap: tuple[range, range],
    moves: tuple[dict[int, int], dict[int, int]],
    budget: Budget | None,
) -> Iterator[Paragraph]:
    """Tell the paragraphs between two unchanged ones: left, came, changed, moved."""
    away, here = moves
    left = [i for i in gap[0] if i not in away]
    came = [j for j in gap[1] if j not in here]
    became = _became([before[i] for i in left], [after[j] for j in came]) if budget else []
    partner = {left[a]: came[b] for a, b in became}
    later = iter(gap[1])
    for i in gap[0]:
        if i in partner:
            # The partner itself is taken from `later` as well, and told as changed.
            until = takewhile(partial(ne, partner[i]), later)
            yield from (_arrived(after[j], here.get(j)) for j in until)
            yield from _changed(before[i], after[partner[i]], budget or Budget())
        elif i in away:
            yield Paragraph((Run(Kind.MOVED_AWAY, before[i]),), away[i])
        else:
            yield Paragraph((Run(Kind.REMOVED, before[i]),))
    yield from (_arrived(after[j], here.get(j)) for j in later)


def _arrived(text: str, move: int | None) -> Paragraph:
    return Paragraph((Run(Kind.ADDED if move is None else Kind.MOVED_HERE, text),), move)


def _became(left: Sequence[str], came: Sequence[str]) -> list[Pair]:
    """Pair paragraphs that share most words, keeping their order; by place when there are many."""
    olds, news = [set(words_of(one)) for one in left], [set(words_of(one)) for one in came]
    work = len(news) * sum(map(len, olds)) + len(olds) * sum(map(len, news))
    if work > MOST_WORDS_COMPARED:
        return [(at, at) for at in range(min(len(left), len(came)))]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    alike = [[_likeness(one, other) for other in news] for one in olds]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            paired = alike[a][b] + best[a + 1][b + 1]
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    pairs, a, b = [], 0, 0
    while a < len(olds) and b < len(news):
        if alike[a][b] and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a + 1][b] >= best[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs


def _likeness(one: set[str], other: set[str]) -> float:
    shared = 2 * len(one & other) / (len(one) + len(other))
    return shared if shared >= LEAST_SHARED else 0.0


def _changed(old: str, new: str, budget: Budget) -> list[Paragraph]:
    """Compare two paragraphs word by word; too little in common makes them two."""
    runs = _readable(_pieces(words_of(old), words_of(new), budget))
    shared = sum(len(text) for kind, text in runs if kind is Kind.SAME)
    if shared < LEAST_SHARED * max(len(old), len(new)):
        return [Paragraph((Run(Kind.REMOVED, old),)), Paragraph((Run(Kind.ADDED, new),))]
    return [Paragraph(tuple(Run(kind, text) for kind, text in runs))]


def _pieces(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[_Piece]:
    """Yield runs in reading order: what was removed before what was added in its stead."""
    start = (0, 0)
    for i, j in [*align(old, new, budget), (len(old), len(new))]:
        yield Kind.REMOVED, "".join(old[start[0] : i])
        yield Kind.ADDED, "".join(new[start[1] : j])
        if i < len(old):
            yield Kind.SAME, old[i]
        start = (i + 1, j + 1)


def _readable(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Join neighbours, and take small unchanged islands into the change around them."""
    told = (piece for piece in pieces if piece[1])
    joined = [(k, "".join(text for _, text in run)) for k, run in groupby(told, lambda p: p[0])]
    out: list[_Piece] = []
    removed = added = ""
    for at, (kind, text) in enumerate(joined):
        island = kind is Kind.SAME and (removed or added) and at + 1 < len(joined)
        if kind is Kind.SAME and not (island and _is_small(text)):
            out += _change(removed, added)
            out.append((kind, text))
            removed = added = ""
            continue
        removed += text if kind is not Kind.ADDED else ""
        added += text if kind is not Kind.REMOVED else ""
    return out + _change(removed, added)


def _is_small(text: str) -> bool:
    return sum(sign.isalnum() for sign in text[: 8 * LEAST_LETTERS_BETWEEN]) < LEAST_LETTERS_BETWEEN


def _change(removed: str, added: str) -> list[_Piece]:
    pieces = ((Kind.REMOVED, removed), (Kind.ADDED, added))
    return [piece for piece in pieces if piece[1]]
