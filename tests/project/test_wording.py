"""Texts that people read: no letter of the wrong alphabet, no doubled stop, no lost full stop."""

from pathlib import Path

import pytest

from kenes.project.wording import faults_of_wording, mixed_words

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/kenes"
TEXTS = sorted(
    [
        *ROOT.glob("README*.md"),
        *PACKAGE.glob("project/demo/texts/*.toml"),
        *PACKAGE.glob("domain/*/data/*.*"),
        *PACKAGE.glob("web/templates/pages/*.html"),
        *PACKAGE.glob("web/templates/shared/*.html"),
        ROOT / "docs/glossary.md",
    ]
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_mixes_two_alphabets(path):
    assert mixed_words(path.read_text()) == []


def test_a_look_alike_letter_is_found():
    assert mixed_words("Keneс, Кеңес, Kenes, e-Otinish, 20 МБ") == ["Keneс"]


@pytest.mark.parametrize(
    ("source", "text", "language", "fault"),
    [
        ("Sign", "Пoдписать", "ru", "two alphabets in one word: Пoдписать"),
        ("State office", "мемлекеттїк орган", "kk", "a letter of no alphabet of ours: ї"),
        ("Kenes", "Кеңес", "ru", "a Kazakh letter in Russian"),
        ("The “table”", "Таблица “права”", "ru", "quotation marks other than « »"),
        ("Saved.", "Сақталды..", "kk", "a doubled space or full stop"),
        ("No. %(number)s", "№ %(number)s", "kk", "no no-break space after №"),
        (
            "Due %(due_on)s. Body: %(body)s",
            "Срок: %(due_on)s. Орган: %(body)s",
            "ru",
            "a full stop after a date, which brings its own (2026 г.)",
        ),
        ("Saved.", "Сохранено", "ru", "ends with '', the source with '.'"),
        ("Reason:", "Себебі", "kk", "ends with '', the source with ':'"),
        ("Page", "Парақша", "kk", "not the word of the glossary, which is: бет"),
        ("Successor", "Преемник", "ru", "not the word of the glossary, which is: правопреемник"),
    ],
)
def test_what_a_machine_can_see_wrong_is_named(source, text, language, fault):
    assert faults_of_wording(source, text, language) == [fault]


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Due %(due_on)s.", "Срок: %(due_on)s", "ru"),
        ("Due %(due_on)s.", "Мерзімі: %(due_on)s.", "kk"),
        ("No.", "№", "ru"),
        ("File to {name}: PDF", "Файл в {name}: PDF", "ru"),
        ("Successor", "Құқықмирасқоры", "kk"),
    ],
)
def test_a_sound_sentence_has_no_fault(source, text, language):
    assert faults_of_wording(source, text, language) == []
