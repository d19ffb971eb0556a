import json
import os
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.citations import (
    Citation,
    Element,
    ElementPath,
    Language,
    Level,
    PathError,
    parse,
    render,
)

# A busy machine is no finding.
settings.register_profile("engines", deadline=None)
settings.load_profile("engines")

SUB, POINT, PART, ARTICLE = Level.SUBPOINT, Level.POINT, Level.PART, Level.ARTICLE
CHAPTER, PARAGRAPH, HEADING = Level.CHAPTER, Level.PARAGRAPH, Level.HEADING


def path(*steps, is_new=False):
    return ElementPath(tuple(Element(level, number) for level, number in steps), is_new)


DEEP = path((ARTICLE, "27"), (POINT, "1"), (SUB, "14-4"))


@pytest.mark.parametrize(
    "text",
    [
        "подпункт 14-4) пункта 1 статьи 27",
        "Статья 27 пункт 1 подпункт 14-4",
        "Статья 27, пункт 1, подпункт 14-4)",
        "27-баптың 1-тармағының 14-4) тармақшасы",
        "Подпункт\n14–4)\nпункта 1\n статьи 27.",
        "подпункт 14-4) пункт 1 статьи 27",
        "подпункт 14-4) пункта 1 сттьи 27",
        "подп. 14-4) п. 1 ст. 27",
        "Кодекстің 27-баптың 1 -тармағының 14-4)-тармақшасы",
        "subpoint 14-4) of point 1 of article 27",
        "подпункт 14-4) пункта 1 статьи 27 настоящего Кодекса",
    ],
)
def test_one_element_is_read_however_it_is_written(text):
    assert parse(text) == Citation(text, (DEEP,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("статья 5-1", path((ARTICLE, "5-1"))),
        ("Глава 3", path((CHAPTER, "3"))),
        ("3-тарау", path((CHAPTER, "3"))),
        (
            "абзац второй пункта 3 статьи 90-1",
            path((ARTICLE, "90-1"), (POINT, "3"), (PARAGRAPH, "2")),
        ),
        ("второй абзац статьи 4", path((ARTICLE, "4"), (PARAGRAPH, "2"))),
        ("4-баптың екінші абзацы", path((ARTICLE, "4"), (PARAGRAPH, "2"))),
        ("часть четвёртая статьи 8", path((ARTICLE, "8"), (PART, "4"))),
        ("8-баптың 3 бөлігі", path((ARTICLE, "8"), (PART, "3"))),
        (
            "подпункт 1) части первой пункта 6",
            path((POINT, "6"), (PART, "1"), (SUB, "1")),
        ),
        (
            "часть вторая подпункта 1) пункта 6",
            path((POINT, "6"), (SUB, "1"), (PART, "2")),
        ),
        ("Заголовок статьи 3", path((ARTICLE, "3"), (HEADING, ""))),
        ("3-баптың тақырыбы", path((ARTICLE, "3"), (HEADING, ""))),
        ("Новая статья 1-1.", path((ARTICLE, "1-1"), is_new=True)),
        ("жаңа 1-1-бап", path((ARTICLE, "1-1"), is_new=True)),
        ("раздел 2 глава 5", path((Level.SECTION, "2"), (CHAPTER, "5"))),
        ("параграф 2 главы 5", path((CHAPTER, "5"), (Level.DIVISION, "2"))),
    ],
)
def test_levels_and_ordinals_are_read(text, expected):
    assert parse(text).paths == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "13-баптың 18), 19) тармақшалары",
            ["13-баптың 18) тармақшасы", "13-баптың 19) тармақшасы"],
        ),
        (
            "7-баптың 1-тармағының 2-бөлігі, 3-тармағы",
            ["7-баптың 1-тармағының екінші бөлігі", "7-баптың 3-тармағы"],
        ),
        ("7-баптың тақырыбы мен 3-тармағы", ["7-баптың тақырыбы", "7-баптың 3-тармағы"]),
        ("статьи 5 және 6", ["5-бап", "6-бап"]),
        ("вторая часть\n3 статьи", ["3-баптың екінші бөлігі"]),
        (
            "пункт 1 и подпункт 2) пункта 3 статьи 5",
            ["5-баптың 1-тармағы", "5-баптың 3-тармағының 2) тармақшасы"],
        ),
        (
            "Статья 5\nпункт 3\nчасть вторая\nпункта 3\nновые подпункты 1-1) и 1-2) пункта 4",
            [
                "5-баптың 3-тармағы",
                "5-баптың 3-тармағының екінші бөлігі",
                "5-баптың 4-тармағының 1-1) тармақшасы",
                "5-баптың 4-тармағының 1-2) тармақшасы",
            ],
        ),
        ("4-баптың 1-тармағы, 3-баптың 2-тармағы", ["4-баптың 1-тармағы", "3-баптың 2-тармағы"]),
        ("статья 5 и пункт 2 статьи 6", ["5-бап", "6-баптың 2-тармағы"]),
        ("пункт 2 статьи 6\nзаголовок", ["6-баптың 2-тармағы", "6-баптың 2-тармағының тақырыбы"]),
    ],
)
def test_lists_are_read_as_so_many_elements(text, expected):
    assert [render(one, Language.KK) for one in parse(text).paths] == expected


def test_new_is_said_of_the_element_it_stands_by():
    known, added = parse("Статья 5\nпункт 3\nновый пункт 4").paths

    assert (known.is_new, added.is_new) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "приложение",
        "статья",
        "27",
        "пункт 1 2 статьи 5",
        "пункт 3 примечания",
        "статья 5; DROP TABLE",
        "<b>статья 5</b>",
        "заголовок 3",
        "екінші пункт 3",
        "статья ٣",
        "статья 1234567",
        "статья 5 " * 300,
        "пункты " + ", ".join(map(str, range(200))),
        "пункты 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 статей 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
    ],
)
def test_what_is_not_understood_whole_is_kept_and_not_read(text):
    citation = parse(text)

    assert citation == Citation(text, ())
    assert not citation.is_read


def test_citations_sort_as_the_law_runs_and_unread_ones_keep_their_order_at_the_end():
    texts = [
        "неясно б",
        "статья 90-1",
        "подпункт 15) статьи 27",
        "неясно а",
        "подпункт 14-4) статьи 27",
        "статья 90",
        "Глава 2, статья 9",
        "подпункт 14) статьи 27",
        "подпункт 14-1) статьи 27",
        "статья 27",
        "статья 9-1",
        "заголовок статьи 27",
    ]

    in_order = sorted(map(parse, texts), key=lambda one: one.sort_key)

    assert [one.text for one in in_order] == [
        "Глава 2, статья 9",
        "статья 9-1",
        "статья 27",
        "заголовок статьи 27",
        "подпункт 14) статьи 27",
        "подпункт 14-1) статьи 27",
        "подпункт 14-4) статьи 27",
        "подпункт 15) статьи 27",
        "статья 90",
        "статья 90-1",
        "неясно б",
        "неясно а",
    ]


@pytest.mark.parametrize("number", ["", "x", "1-", "-1", "1.2", "٣"])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(PathError, match="write digits"):
        Element(ARTICLE, number)


def test_a_heading_has_no_number_and_a_path_has_elements():
    with pytest.raises(PathError, match="none for a heading"):
        Element(HEADING, "3")
    with pytest.raises(PathError, match="at least one"):
        ElementPath(())


def test_a_path_tells_its_article():
    assert DEEP.article == "27"
    assert path((CHAPTER, "3")).article is None


def test_numbers_over_ten_and_added_ones_are_not_put_into_words():
    eleventh, added = path((ARTICLE, "1"), (PART, "11")), path((ARTICLE, "1"), (PART, "2-1"))

    assert render(eleventh, Language.RU) == "часть 11 статьи 1"
    assert render(added, Language.KK) == "1-баптың 2-1-бөлігі"


def test_headings_and_counted_parts_are_written_in_each_language():
    heading, part = path((ARTICLE, "3"), (HEADING, "")), path((ARTICLE, "8"), (PART, "4"))

    assert [render(heading, one) for one in Language] == [
        "3-баптың тақырыбы", "заголовок статьи 3", "heading of article 3",
    ]  # fmt: skip
    assert [render(part, one) for one in Language] == [
        "8-баптың төртінші бөлігі", "часть четвертая статьи 8", "part 4 of article 8",
    ]  # fmt: skip


numbers = st.lists(st.integers(1, 300), min_size=1, max_size=3).map(
    lambda parts: "-".join(map(str, parts))
)
MIDDLES = [list(order) for size in range(4) for order in permutations([POINT, PART, SUB], size)]


@st.composite
def paths(draw):
    outer = [
        level for level in (Level.SECTION, CHAPTER, Level.DIVISION, ARTICLE) if draw(st.booleans())
    ]
    levels = outer + draw(st.sampled_from(MIDDLES)) + [PARAGRAPH] * draw(st.booleans())
    if not levels or draw(st.booleans()):
        return path(*((level, draw(numbers)) for level in levels), (HEADING, ""))
    return path(*((level, draw(numbers)) for level in levels))


@given(paths(), st.sampled_from(Language))
def test_what_is_written_is_read_back(element_path, language):
    text = render(element_path, language)

    assert parse(text).paths == (element_path,)


@given(st.text(max_size=80) | st.text("статья пункт 1-)\n,абзац екінші бап", max_size=60))
def test_any_text_is_kept_and_sorts(text):
    citation = parse(text)

    assert citation.text == text
    assert (citation.sort_key < parse("?").sort_key) == citation.is_read


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=3), min_size=2))
def test_numbers_sort_by_value_at_each_hyphen(parts):
    ordered = sorted(parts)
    keys = [path((ARTICLE, "-".join(map(str, one)))).sort_key for one in ordered]

    assert all(one <= other for one, other in pairwise(keys))


ROOT = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("KENES_REAL_DATA") or ROOT / "../shared/data")
TABLES = REAL / "recommendations" / "kz-bills"


@pytest.mark.real_data
@pytest.mark.skipif(not TABLES.is_dir(), reason="the folder KENES_REAL_DATA is absent")
def test_every_element_of_the_real_comparative_tables_is_read():
    rows = [
        json.loads(line)["element"]
        for table in sorted(TABLES.glob("comparative-table-*.jsonl"))
        for line in table.read_text("utf-8").splitlines()
    ]

    unread = [row for row in rows if not parse(row).is_read]

    assert len(rows) == 210
    assert unread == []
    assert all(one.article for row in rows for one in parse(row).paths)
