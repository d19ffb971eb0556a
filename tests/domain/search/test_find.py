"""Words are found alike on both databases."""

from uuid import uuid4

import pytest

from kenes.domain.search.actions import MOST_TERMS, forget_documents, index_document
from kenes.domain.search.models import Document
from kenes.domain.search.queries import best_first, pieces, similar_to
from kenes.domain.search.queries import find as find_bits
from kenes.engines.facets import positions_of

pytestmark = pytest.mark.django_db


def find(kind, text):
    found = find_bits(kind, text)
    return None if found is None else list(positions_of(found))


def _index(key, title, body="", language="ru", kind="recommendation"):
    index_document(kind=kind, key=key, public_id=uuid4(), language=language, title=title, body=body)


@pytest.mark.parametrize(
    "asked",
    [
        "школа",
        "ШКОЛА",
        "подвоз школа",
        '"подвоз детей"',
        "«подвоз детей»",
        "шко",
        "2026 школа",
        "елка",
        "ёлка",
    ],
)
def test_a_text_is_found_by_its_words(asked):
    _index(1, "Подвоз детей", "Школа 2026, ёлка")
    _index(2, "Дороги", "Мост")

    assert find("recommendation", asked) == [1]


@pytest.mark.parametrize(
    "asked", ["школы", '"детей подвоз"', "подвоз мост", "кола", "рекомендация"]
)
def test_what_does_not_stand_there_is_not_found(asked):
    _index(1, "Подвоз детей", "Школа")
    _index(2, "Дороги", "Мост")

    assert find("recommendation", asked) == []


def test_all_kazakh_letters_are_letters():
    _index(1, "Ұлттық үй құқығы", "әлеумет ғылым қоғам өңір іс һәм ңңң", language="kk")

    for word in ("ұлттық", "ҮЙ", "құқығы", "әлеумет", "Ғылым", "ҚОҒАМ", "өңір", "іс", "һәм"):
        assert find("recommendation", f"{word} ") == [1], word


def test_latin_letters_that_look_cyrillic_are_read_as_cyrillic():
    _index(1, "Школа")

    assert find("recommendation", "шкoлa") == [1]  # o and a are Latin


@pytest.mark.parametrize("asked", ["", "   ", "?!", '""', "— «»"])
def test_no_word_asks_for_nothing(asked):
    assert find("recommendation", asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        "' OR 1=1 --",
        "школа' ",
        'школа" OR "',
        "школа & !",
        "школа:*",
        "школа AND",
        "NEAR(",
        "-школа",
        "школа\\",
        "title:школа",
        "школа\x00",
    ],
)
def test_signs_of_query_languages_are_no_commands(asked):
    _index(1, "Школа")

    assert find("recommendation", asked) in ([1], [])


def test_one_thing_in_two_languages_is_found_once():
    _index(7, "Бюджет", language="ru")
    _index(7, "Бюджет", language="kk")

    assert find("recommendation", "бюджет") == [7]


def test_the_newest_stand_first_and_another_kind_is_not_mixed_in():
    _index(1, "Вода")
    _index(2, "Вода")
    _index(3, "Вода", kind="act")

    assert find("recommendation", "вода") == [1, 2]


def test_a_new_wording_takes_the_place_of_the_old():
    _index(1, "Вода")
    _index(1, "Дорога")

    assert find("recommendation", "вода") == []
    assert find("recommendation", "дорога") == [1]


def test_what_is_forgotten_is_not_found():
    _index(1, "Вода", language="ru")
    _index(1, "Су", language="kk")

    forget_documents(kind="recommendation", key=1, except_languages=("kk",))

    assert find("recommendation", "вода") == []
    assert find("recommendation", "су") == [1]


def test_a_megabyte_of_text_is_indexed_up_to_its_limit():
    _index(1, "Длинный", "слово " * 200_000 + "последнее")

    assert find("recommendation", "слово") == [1]
    assert find("recommendation", "последнее") == []
    assert len(Document.objects.get().body.split()) == MOST_TERMS


def test_a_word_in_the_title_ranks_higher():
    _index(1, "Вода", "дорога")
    _index(2, "Дорога", "вода и мост и поле и лес")

    assert best_first("recommendation", "вода", [2, 1]) == [1, 2]


def test_ranking_reads_a_bounded_number(django_assert_num_queries):
    keys = list(range(300, 0, -1))
    for key in keys[:120]:
        _index(key, "Вода")

    with django_assert_num_queries(1):
        ranked = best_first("recommendation", "вода", keys)

    assert sorted(ranked) == sorted(keys)
    assert ranked[100:] == keys[100:]


def test_similar_texts_are_found_in_spite_of_endings():
    _index(1, "Оплачивать перевозку сельских школьников", "из бюджета")
    _index(2, "Ремонт моста", "через реку")

    found = similar_to(
        "recommendation", "Перевозка школьника за счёт бюджетных средств", language="ru"
    )

    assert [ranked.key for ranked in found] == [1]


def test_a_text_is_not_similar_to_itself():
    _index(1, "Перевозка школьников")

    assert similar_to("recommendation", "Перевозка школьников", besides=1) == []


@pytest.mark.parametrize("text", ["", "и на", "!!!", "неведомоеслово"])
def test_nothing_is_similar_to_a_text_without_known_words(text):
    _index(1, "Перевозка школьников")

    assert similar_to("recommendation", text) == []


def test_found_words_are_marked_in_a_title():
    cut = pieces("Паспорт бюджета сельского округа", "бюдж")

    assert [(piece.text, piece.is_found) for piece in cut] == [
        ("Паспорт ", False),
        ("бюджета", True),
        (" сельского округа", False),
    ]
    assert pieces("Вода", "") == pieces("Вода", "мост")
