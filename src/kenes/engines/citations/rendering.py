"""Write a path the way lawyers of each language write it."""

from enum import StrEnum

from kenes.engines.citations.elements import Element, ElementPath, Level
from kenes.engines.citations.words import ORDINALS


class Language(StrEnum):
    """The languages a path can be written in."""

    KK = "kk"
    RU = "ru"
    EN = "en"


# Nominative, genitive ("of the ...").
_RUSSIAN = {
    Level.HEADING: ("заголовок", "заголовка"),
    Level.SECTION: ("раздел", "раздела"),
    Level.CHAPTER: ("глава", "главы"),
    Level.DIVISION: ("параграф", "параграфа"),
    Level.ARTICLE: ("статья", "статьи"),
    Level.PART: ("часть", "части"),
    Level.POINT: ("пункт", "пункта"),
    Level.SUBPOINT: ("подпункт", "подпункта"),
    Level.PARAGRAPH: ("абзац", "абзаца"),
}
# Alone, alone in the genitive, with an owner, with an owner in the genitive.
_KAZAKH = {
    Level.HEADING: ("тақырып", "тақырыптың", "тақырыбы", "тақырыбының"),
    Level.SECTION: ("бөлім", "бөлімнің", "бөлімі", "бөлімінің"),
    Level.CHAPTER: ("тарау", "тараудың", "тарауы", "тарауының"),
    Level.DIVISION: ("параграф", "параграфтың", "параграфы", "параграфының"),
    Level.ARTICLE: ("бап", "баптың", "бабы", "бабының"),
    Level.PART: ("бөлік", "бөліктің", "бөлігі", "бөлігінің"),
    Level.POINT: ("тармақ", "тармақтың", "тармағы", "тармағының"),
    Level.SUBPOINT: ("тармақша", "тармақшаның", "тармақшасы", "тармақшасының"),
    Level.PARAGRAPH: ("абзац", "абзацтың", "абзацы", "абзацының"),
}
_IN_WORDS = frozenset({Level.PART, Level.PARAGRAPH})
_KAZAKH_ORDINALS = ORDINALS["kk"]
# Masculine nominative and genitive, feminine nominative and genitive.
_RUSSIAN_ORDINALS = (
    ("первый", "первого", "первая", "первой"),
    ("второй", "второго", "вторая", "второй"),
    ("третий", "третьего", "третья", "третьей"),
    ("четвертый", "четвертого", "четвертая", "четвертой"),
    ("пятый", "пятого", "пятая", "пятой"),
    ("шестой", "шестого", "шестая", "шестой"),
    ("седьмой", "седьмого", "седьмая", "седьмой"),
    ("восьмой", "восьмого", "восьмая", "восьмой"),
    ("девятый", "девятого", "девятая", "девятой"),
    ("десятый", "десятого", "десятая", "десятой"),
)


def render(path: ElementPath, language: Language) -> str:
    """Write `path` in `language`, whole and in lower case; `is_new` is left to the page.

    >>> path = ElementPath((Element(Level.ARTICLE, "27"), Element(Level.SUBPOINT, "14-4")))
    >>> render(path, Language.RU), render(path, Language.KK)
    ('подпункт 14-4) статьи 27', '27-баптың 14-4) тармақшасы')
    """
    if language is Language.KK:
        last = len(path.elements) - 1
        return " ".join(
            _kazakh(one, owned=at > 0, owns=at < last) for at, one in enumerate(path.elements)
        )
    inner_first = path.elements[::-1]
    if language is Language.RU:
        return " ".join(_russian(one, genitive=at > 0) for at, one in enumerate(inner_first))
    return " of ".join(_english(one) for one in inner_first)


def _kazakh(element: Element, *, owned: bool, owns: bool) -> str:
    word = _KAZAKH[element.level][owned * 2 + owns]
    if element.level is Level.HEADING:
        return word
    if element.level is Level.SUBPOINT:
        return f"{element.number}) {word}"
    if place := _place_in_words(element):
        return f"{_KAZAKH_ORDINALS[place - 1]} {word}"
    return f"{element.number}-{word}"


def _russian(element: Element, *, genitive: bool) -> str:
    word = _RUSSIAN[element.level][genitive]
    if element.level is Level.HEADING:
        return word
    if place := _place_in_words(element):
        feminine = element.level is Level.PART
        return f"{word} {_RUSSIAN_ORDINALS[place - 1][feminine * 2 + genitive]}"
    return f"{word} {_bracketed(element)}"


def _english(element: Element) -> str:
    word = element.level.name.lower()
    return word if element.level is Level.HEADING else f"{word} {_bracketed(element)}"


def _bracketed(element: Element) -> str:
    return element.number + (")" if element.level is Level.SUBPOINT else "")


def _place_in_words(element: Element) -> int | None:
    """Parts and paragraphs are not numbered in the text, so they are counted in words to ten."""
    if element.level not in _IN_WORDS or "-" in element.number:
        return None
    place = int(element.number)
    return place if 1 <= place <= len(_KAZAKH_ORDINALS) else None
