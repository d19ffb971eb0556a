"""Read element paths from free text, as the cells of comparative tables hold them.

The reader is strict: one word it does not know leaves the whole text unread, because a
half-read citation would point at the wrong element.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import prod

from kenes.engines.citations.elements import Citation, Element, ElementPath, Level
from kenes.engines.citations.words import AND, IDLE, NEW, is_genitive, level_of, ordinal

# No cell of a real table is near this; longer text is not a citation.
LONGEST = 2000
MOST_PATHS = 100
_LETTERS = re.compile(r"[^\W\d_]+")
_DASHES = str.maketrans("‐‑‒–—−", "------", "\u00ad\u200b\ufeff")
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,6}(?:-[0-9]{1,6})*)\)?(?P<bound>\s*-(?=\s*[^\W\d]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<comma>[,;])|(?P<line>\s*\n\s*)|(?P<idle>[ \t\r\f\v\xa0.:]+)"
)
# From the outermost level to the innermost, as they mostly nest.
_INWARD = (
    Level.SECTION,
    Level.CHAPTER,
    Level.DIVISION,
    Level.ARTICLE,
    Level.POINT,
    Level.PART,
    Level.SUBPOINT,
    Level.PARAGRAPH,
    Level.HEADING,
)
_DEPTH = {level: depth for depth, level in enumerate(_INWARD)}
# These nest either way (a part of a point, a subpoint of a part): the text's order decides.
_EITHER_WAY = frozenset({Level.POINT, Level.PART, Level.SUBPOINT})


_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("new", NEW.fullmatch),
    ("and", AND.__contains__),
    ("of", "of".__eq__),
    ("level", level_of),
    ("idle", IDLE.fullmatch),
)


@dataclass(slots=True)
class _Group:
    """One level word with its numbers."""

    level: Level
    language: str
    genitive: bool
    numbers: list[str] = field(default_factory=list)
    is_new: bool = False
    after_line: bool = False
    after_and: bool = False


class _UnreadError(ValueError):
    """The text is no citation this reader knows."""


def parse(text: str) -> Citation:
    """Read every element that `text` names; a text that is not understood keeps no path.

    >>> parse("подпункт 14-4) пункта 1 статьи 27").paths[0].article
    '27'
    >>> len(parse("27-баптың 6, 9-тармақтары").paths)
    2
    """
    if len(text) > LONGEST:
        return Citation(text)
    try:
        targets = _targets(_groups(_tokens(text)))
        paths = [path for target in _inherited(targets) for path in _paths(target)]
    except _UnreadError:
        return Citation(text)
    return Citation(text, tuple(dict.fromkeys(paths)) if len(paths) <= MOST_PATHS else ())


def language_of(text: str) -> str:
    """Return the language of the first word that names a level in one language alone; else "".

    >>> language_of("27-баптың 14-4) тармақшасы"), language_of("подпункт 14-4) статьи 27")
    ('kk', 'ru')
    """
    named = map(level_of, _LETTERS.findall(text[:LONGEST].casefold()))
    return next((found[1] for found in named if found and found[1]), "")


def _tokens(text: str) -> list[tuple[str, str]]:
    """Cut `text` into (kind, value); raise _UnreadError at a sign that belongs to no citation.

    A "bound" number is tied by a hyphen to the Kazakh word after it: "27-баптың".
    """
    plain = text.translate(_DASHES).casefold().strip()
    tokens, at = [], 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise _UnreadError
        at = found.end()
        kind = found.lastgroup or ""
        tokens.append((kind, found["number"] or found[kind]))
    understood = [_word(value) if kind == "word" else (kind, value) for kind, value in tokens]
    return [token for token in understood if token[0] != "idle"]


def _word(word: str) -> tuple[str, str]:
    """Give a word its kind: number, "new", "and", "of", level or idle."""
    if number := ordinal(word):
        return "number", str(number)
    for kind, is_known in _KINDS:
        if is_known(word):
            return kind, word
    raise _UnreadError


def _groups(tokens: Sequence[tuple[str, str]]) -> list[_Group]:
    """Give each level word its numbers: those before it in Kazakh, those after it otherwise."""
    groups: list[_Group] = []
    waiting: list[str] = []
    marks: set[str] = set()
    bound = False
    for at, (kind, value) in enumerate(tokens):
        if kind == "level" and (named := level_of(value)):
            groups.append(_opened(value, named, marks))
            if waiting and (bound or groups[-1].language == "kk" or not _is_number(tokens, at + 1)):
                groups[-1].numbers, waiting = waiting, []
        elif kind == "number" and _takes_after(groups, tokens, at):
            groups[-1].numbers.append(value)
        elif kind in {"number", "bound"}:
            waiting.append(value)
            bound = kind == "bound"
        else:
            marks.add(kind)
            continue
        if kind == "level" or not waiting:
            marks = set()
    if waiting or not groups:
        raise _UnreadError
    return groups


def _opened(word: str, named: tuple[Level, str], marks: set[str]) -> _Group:
    """Open a group for a level word; `marks` is what was read since the last word or number."""
    level, language = named
    return _Group(
        level,
        language,
        genitive=is_genitive(word) or "of" in marks,
        is_new="new" in marks,
        after_line="line" in marks,
        after_and="and" in marks,
    )


def _is_number(tokens: Sequence[tuple[str, str]], at: int) -> bool:
    return at < len(tokens) and tokens[at][0] == "number"


def _takes_after(groups: Sequence[_Group], tokens: Sequence[tuple[str, str]], at: int) -> bool:
    """Tell whether the number at `at` belongs to the last group."""
    if not groups or groups[-1].language == "kk" or groups[-1].level is Level.HEADING:
        return False
    before = at - 1
    while tokens[before][0] in {"line", "comma", "and"}:
        before -= 1
    kind = tokens[before][0]
    # A shared word that has its number already ("екінші абзац") takes no second one.
    own = kind == "level" and not groups[-1].numbers
    listed = kind == "number" and before < at - 1 and bool(groups[-1].numbers)
    return own or listed


def _targets(groups: Iterable[_Group]) -> list[list[_Group]]:
    """Split groups into the elements aimed at."""
    targets: list[list[_Group]] = []
    for group in groups:
        if targets and not _begins(targets[-1], group):
            targets[-1].append(group)
        else:
            targets.append([group])
    return targets


def _begins(target: Sequence[_Group], group: _Group) -> bool:
    """Tell whether `group` begins another element rather than continues `target`."""
    if group.after_and or any(one.level is group.level for one in target):
        return True
    if any(one.language == "kk" for one in (*target, group)):
        # Kazakh goes inwards only: "1-тармағы, 3-баптың 2-тармағы" are two.
        return _loose_depth(group) < _loose_depth(target[-1])
    if group.genitive:
        return False
    deeper = _DEPTH[group.level] > _DEPTH[target[-1].level]
    outward = _DEPTH[target[-1].level] < _DEPTH[target[0].level]
    return deeper and (outward or group.after_line)


def _inherited(targets: Sequence[list[_Group]]) -> list[list[_Group]]:
    """Complete elements from their neighbours: "266-баптың 1-бөлігі, 2-тармағы"."""
    whole = [_nested(target) for target in targets]
    for before, target in pairwise(whole):
        top = min(_DEPTH[target[0].level], _DEPTH[Level.PARAGRAPH])
        target[:0] = [one for one in before if _DEPTH[one.level] < top]
    for target, after in reversed(list(pairwise(whole))):
        if all(_DEPTH[one.level] > _DEPTH[Level.ARTICLE] for one in target):
            target[:0] = [one for one in after if _DEPTH[one.level] <= _DEPTH[Level.ARTICLE]]
    return _without_frame(whole)


def _without_frame(targets: list[list[_Group]]) -> list[list[_Group]]:
    """Drop a leading "Статья 63" that only says where the lines after it belong."""
    if len(targets) == 1 or len(targets[0]) > 1:
        return targets
    frame, following = targets[0][0], targets[1]
    framed = following[0] is frame and any(one.after_line for one in following[1:])
    return targets[1:] if framed else targets


def _nested(target: Sequence[_Group]) -> list[_Group]:
    """Order one element's groups from the outermost inwards."""
    inward = list(target)
    if any(group.genitive for group in target[1:]):
        inward.reverse()
    depths = [_loose_depth(group) for group in inward]
    if depths != sorted(depths):
        inward.sort(key=lambda group: _DEPTH[group.level])
    return inward


def _loose_depth(group: _Group) -> int:
    return _DEPTH[Level.POINT if group.level in _EITHER_WAY else group.level]


def _paths(target: Sequence[_Group]) -> list[ElementPath]:
    """Spell out one element, or several where a level lists several numbers."""
    choices = [[Element(g.level, number) for number in _numbers(g)] for g in target]
    if prod(map(len, choices)) > MOST_PATHS:
        raise _UnreadError
    is_new = target[-1].is_new
    return [ElementPath(elements, is_new) for elements in product(*choices)]


def _numbers(group: _Group) -> list[str]:
    if group.level is Level.HEADING and not group.numbers:
        return [""]
    if not group.numbers or group.level is Level.HEADING:
        raise _UnreadError
    return group.numbers
