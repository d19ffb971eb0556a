"""What a machine can see wrong in a sentence: alphabets, quotation marks, full stops, spaces.

`kenes messages --check` asks this of every translation; the tests ask it of the other texts that
people read. The rules are those of the design of the pages, section 6 (words).
"""

import re

LATIN = "A-Za-z"
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
CYRILLIC = f"А-Яа-яЁё{KAZAKH}"
NBSP = "\u00a0"

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
# Letters that look like ours: Ukrainian ї and є, Macedonian ѓ, Kyrgyz and Tatar ones.
_FOREIGN = re.compile(rf"(?![{CYRILLIC}])[\u0400-\u052F]")
_WORD = re.compile(rf"[{LATIN}{CYRILLIC}]+")
_CLOSING = ".:?!"
# Russian writes a year as "2026 г.": such a date brings its own full stop.
_DATES = "day|date|due_on|first|last_on|appeal_until_on"
_DATE_AT_THE_END = re.compile(rf"%\((?:{_DATES}|to)\)s$")
_DATE_AND_STOP = re.compile(rf"%\((?:{_DATES})\)s\.")
_ABBREVIATIONS = {"No."}
# Words that stood for a thing before docs/glossary.md settled on another one.
_SETTLED = {
    "kk": {
        "парақша": "бет",
        "батырма": "түйме",
        "папка": "қалта",
        "жеке дерек": "дербес дерек",
        "(?<!құқық)мирасқор": "құқықмирасқор",
        r"тіркелгі(?!м)": "есептік жазба",
    },
    "ru": {
        "подписывающ": "подписант",
        "личны(?:е|х|ми?) данны": "персональные данные",
        "(?<!право)преемник": "правопреемник",
        "ответн[а-я]+ реплик": "ответ на оценку",
        "переадрес|пересла|пересыл": "перенаправить",
        "дайджест": "отпечаток",
    },
}


def mixed_words(text: str) -> list[str]:
    """Return the words in which Latin and Cyrillic letters stand side by side."""
    return [word for word in _WORD.findall(text) if _has(word, LATIN) and _has(word, CYRILLIC)]


def faults_of_wording(source: str, text: str, language: str) -> list[str]:
    """Return what is wrong with the translation `text` of the English `source`, in few words.

    `language` is "kk" or "ru". An empty list: nothing that a machine can see.
    """
    plain = _PLACEHOLDER.sub("", text)
    faults = [f"two alphabets in one word: {word}" for word in mixed_words(plain)]
    faults += [f"a letter of no alphabet of ours: {letter}" for letter in _FOREIGN.findall(plain)]
    if language == "ru" and _has(plain, KAZAKH):
        faults.append("a Kazakh letter in Russian")
    if re.search(r"[\"“”„]", plain):
        faults.append("quotation marks other than « »")
    if re.search(r"  |\.\.", text):
        faults.append("a doubled space or full stop")
    if "№ " in text:
        faults.append("no no-break space after №")
    if language == "ru" and _DATE_AND_STOP.search(text):
        faults.append("a full stop after a date, which brings its own (2026 г.)")
    return faults + _unsettled(plain, language) + _fault_of_closing(source, text, language)


def _unsettled(text: str, language: str) -> list[str]:
    return [
        f"not the word of the glossary, which is: {word}"
        for pattern, word in _SETTLED[language].items()
        if re.search(pattern, text, re.IGNORECASE)
    ]


def _fault_of_closing(source: str, text: str, language: str) -> list[str]:
    if source in _ABBREVIATIONS or (language == "ru" and _DATE_AT_THE_END.search(text)):
        return []
    wanted, found = _closing(source), _closing(text)
    return [] if wanted == found else [f"ends with {found!r}, the source with {wanted!r}"]


def _closing(text: str) -> str:
    last = text.rstrip()[-1:]
    return last if last in _CLOSING else ""


def _has(text: str, letters: str) -> bool:
    return re.search(f"[{letters}]", text) is not None
