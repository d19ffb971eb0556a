"""The words that name levels and ordinals in Kazakh, Russian and English."""

import re
from difflib import get_close_matches
from functools import lru_cache

from kenes.engines.citations.elements import Level

# The longer stem first where one begins another: тармақша before тармақ.
KAZAKH = (
    ("тармақша", Level.SUBPOINT),
    ("тармақ", Level.POINT),
    ("тармағ", Level.POINT),
    ("бап", Level.ARTICLE),
    ("баб", Level.ARTICLE),
    ("бөлік", Level.PART),
    ("бөліг", Level.PART),
    ("бөлім", Level.SECTION),
    ("тарау", Level.CHAPTER),
    ("тақырып", Level.HEADING),
    ("тақырыб", Level.HEADING),
)
# Stands in both languages with the same stem; where its number is tells which.
SHARED = (("абзац", Level.PARAGRAPH), ("параграф", Level.DIVISION))
# Singular genitive first, then the other forms: the genitive says "of the ...".
RUSSIAN = {
    Level.SECTION: ("раздела", "раздел", "разделы", "разделов"),
    Level.CHAPTER: ("главы", "глава", "глав", "главе"),
    Level.ARTICLE: ("статьи", "статья", "статей", "статье", "статью"),
    Level.PART: ("части", "часть", "частей", "частью"),
    Level.POINT: ("пункта", "пункт", "пункты", "пунктов", "пункте"),
    Level.SUBPOINT: ("подпункта", "подпункт", "подпункты", "подпунктов", "подпункте"),
    Level.HEADING: ("заголовка", "заголовок"),
}
ENGLISH = {
    "section": Level.SECTION,
    "chapter": Level.CHAPTER,
    "division": Level.DIVISION,
    "article": Level.ARTICLE,
    "part": Level.PART,
    "point": Level.POINT,
    "subpoint": Level.SUBPOINT,
    "paragraph": Level.PARAGRAPH,
    "heading": Level.HEADING,
}
_KAZAKH_ORDINALS = (
    "бірінші", "екінші", "үшінші", "төртінші", "бесінші",
    "алтыншы", "жетінші", "сегізінші", "тоғызыншы", "оныншы",
)  # fmt: skip
_RUSSIAN_ORDINAL_STEMS = (
    "перв", "втор", "трет", "четв", "пят", "шест", "седьм", "восьм", "девят", "десят",
)  # fmt: skip
_ENGLISH_ORDINALS = (
    "first", "second", "third", "fourth", "fifth",
    "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
ORDINALS = {"kk": _KAZAKH_ORDINALS, "ru": _RUSSIAN_ORDINAL_STEMS, "en": _ENGLISH_ORDINALS}
RUSSIAN_ORDINAL = re.compile(
    r"(перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)"
    r"(?:ый|ой|ая|ое|ого|ому|ым|ую|ом|ые|ых|ий|ья|ье|ьего|ьей|ьему|ью|ем)"
)
NEW = re.compile(r"нов(?:ый|ая|ое|ые|ого|ой|ых)|жаңа|new")
AND = frozenset({"и", "және", "мен", "пен", "бен", "and"})
# "of this Code", "осы Заңның": says nothing of the element.
IDLE = re.compile(r"кодекс\w{0,6}|заң\w{0,6}|закон\w{0,3}|осы|настоящ\w{2,5}|the|this|code|law")
# Word forms are told apart at this likeness: it takes in статьми and сттьи and no other level.
LIKENESS = 0.83
SHORTEST_TYPO, LONGEST_TYPO = 5, 12

# "пп." is left out: it stands for points as often as for subpoints.
SHORT = {
    "гл": Level.CHAPTER,
    "ст": Level.ARTICLE,
    "ч": Level.PART,
    "п": Level.POINT,
    "подп": Level.SUBPOINT,
    "абз": Level.PARAGRAPH,
}

_RUSSIAN_FORMS = SHORT | {form: level for level, forms in RUSSIAN.items() for form in forms}
_GENITIVES = frozenset(forms[0] for forms in RUSSIAN.values()) | {"абзаца", "параграфа"}


@lru_cache(maxsize=1024)
def level_of(word: str) -> tuple[Level, str] | None:
    """Return the level a lower-case word names and its language, "" for a word of both.

    >>> level_of("тармақшасы")
    (<Level.SUBPOINT: 7>, 'kk')
    """
    if word in _RUSSIAN_FORMS:
        return _RUSSIAN_FORMS[word], "ru"
    for language, stems in (("", SHARED), ("kk", KAZAKH)):
        for stem, level in stems:
            if word.startswith(stem):
                return level, language
    for plain in (word, word.removesuffix("s")):
        if plain in ENGLISH:
            return ENGLISH[plain], "en"
    return _mistyped(word)


def _mistyped(word: str) -> tuple[Level, str] | None:
    """Recognise a Russian form with a letter wrong, as drafters' tables hold them."""
    if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
        return None
    close = get_close_matches(word, _RUSSIAN_FORMS, n=1, cutoff=LIKENESS)
    return (_RUSSIAN_FORMS[close[0]], "ru") if close else None


def is_genitive(word: str) -> bool:
    """Tell whether a Russian word says "of the ...", so that what stands before lies within."""
    return word in _GENITIVES


def ordinal(word: str) -> int | None:
    """Return 1 to 10 for an ordinal in words, None for any other word.

    >>> ordinal("четвертой"), ordinal("екінші"), ordinal("fifth"), ordinal("пункт")
    (4, 2, 5, None)
    """
    if found := RUSSIAN_ORDINAL.fullmatch(word):
        return ORDINALS["ru"].index(found[1][:4] if found[1].startswith("четв") else found[1]) + 1
    for language in ("kk", "en"):
        if word in ORDINALS[language]:
            return ORDINALS[language].index(word) + 1
    return None
