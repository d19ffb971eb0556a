import time
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenes.engines.difference import Difference, Kind, Paragraph, Run, compare, normalised
from kenes.engines.difference.alignment import Budget, align

# A busy machine is no finding.
settings.register_profile("engines", deadline=None)
settings.load_profile("engines")


def told(old, new):
    """Write a difference in one line a paragraph: [-removed-] {+added+} <moved<  >moved>."""
    marks = {
        Kind.SAME: "{}",
        Kind.REMOVED: "[-{}-]",
        Kind.ADDED: "{{+{}+}}",
        Kind.MOVED_AWAY: "<{}<",
        Kind.MOVED_HERE: ">{}>",
    }
    return [
        "".join(marks[run.kind].format(run.text) for run in paragraph.runs)
        for paragraph in compare(old, new).paragraphs
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Бір сөз.", "Бір сөз.", ["Бір сөз."]),
        (
            "27-баптың 1-тармағы алып тасталсын.",
            "27-баптың 2-тармағы алып тасталсын.",
            ["27-баптың[- 1-тармағы-]{+ 2-тармағы+} алып тасталсын."],
        ),
        (
            "Установить пандус у входа в поликлинику.",
            "Установить пандус и поручни у входа в поликлинику.",
            ["Установить пандус{+ и поручни+} у входа в поликлинику."],
        ),
        (
            "Publish the minutes within ten days",
            "Publish the minutes within ten days, in two languages.",
            ["Publish the minutes within ten days{+, in two languages.+}"],
        ),
        (
            "Акимату города отремонтировать дорогу к школе до осени",
            "Акимату города построить мост к школе до осени",
            ["Акимату города[- отремонтировать дорогу-]{+ построить мост+} к школе до осени"],
        ),
    ],
)
def test_words_are_compared_whole(old, new, expected):
    assert told(old, new) == expected


def test_small_islands_between_changes_are_not_kept_apart():
    old = "Начало осталось прежним: красный и большой, конец тоже остался прежним."
    new = "Начало осталось прежним: синий и малый, конец тоже остался прежним."

    assert told(old, new) == [
        "Начало осталось прежним:[- красный и большой-]{+ синий и малый+}, конец тоже остался прежним."
    ]


def test_a_paragraph_that_moved_is_told_at_both_places_with_one_number():
    first, second, third = "Первый абзац о дорогах.", "Второй абзац о школах.", "Третий о воде."

    difference = compare(f"{first}\n{second}\n{third}", f"{second}\n{third}\n{first}")

    assert difference.paragraphs == (
        Paragraph((Run(Kind.MOVED_AWAY, first),), move=1),
        Paragraph((Run(Kind.SAME, second),)),
        Paragraph((Run(Kind.SAME, third),)),
        Paragraph((Run(Kind.MOVED_HERE, first),), move=1),
    )


def test_a_short_line_elsewhere_is_not_called_moved():
    kinds = {
        run.kind
        for p in compare("1.\nЕдиная строка", "Единая строка\n1.").paragraphs
        for run in p.runs
    }

    assert kinds == {Kind.SAME, Kind.REMOVED, Kind.ADDED}


def test_a_changed_paragraph_is_found_among_added_ones():
    old = "Мектеп жанынан жол салынсын."
    new = "Жаңа бірінші абзац.\nМектеп жанынан кең жол салынсын.\nСоңғы жаңа сөйлем."

    assert told(old, new) == [
        "{+Жаңа бірінші абзац.+}",
        "Мектеп жанынан{+ кең+} жол салынсын.",
        "{+Соңғы жаңа сөйлем.+}",
    ]


def test_paragraphs_with_little_in_common_are_two():
    assert told("Построить школу в селе", "Отменить плату за проезд") == [
        "[-Построить школу в селе-]",
        "{+Отменить плату за проезд+}",
    ]


def test_white_space_is_no_difference():
    difference = compare("  Бір \t сөз\r\n\r\nЕкінші ", "Бір сөз\nЕкінші")

    assert difference.is_same
    assert difference.old_text == "Бір сөз\nЕкінші"


def test_nothing_and_nothing_are_the_same():
    assert compare("", " \n") == Difference(())
    assert compare("", "x").new_text == "x"


WORDS = st.sampled_from(
    ["жол", "мектеп", "су", "27-баптың", "и", "в", ",", ".", "(", ")", "новый", "абзац", "Ә"]
)
LINES = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.lists(LINES, max_size=8).map("\n".join) | st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_are_kept_exactly(old, new):
    difference = compare(old, new)

    assert difference.old_text == normalised(old)
    assert difference.new_text == normalised(new)
    assert difference.is_same == (normalised(old) == normalised(new))


@given(TEXTS, TEXTS)
def test_runs_are_never_empty_and_neighbours_differ(old, new):
    for paragraph in compare(old, new).paragraphs:
        kinds = [run.kind for run in paragraph.runs]

        assert kinds
        assert all(run.text for run in paragraph.runs)
        assert all(one is not other for one, other in pairwise(kinds))
        assert (Kind.ADDED, Kind.REMOVED) not in pairwise(kinds)


@given(TEXTS, TEXTS)
def test_each_move_has_two_places_with_one_text(old, new):
    places = {}
    for paragraph in compare(old, new).paragraphs:
        if paragraph.move is not None:
            places.setdefault(paragraph.move, []).append(paragraph.runs[0])

    for runs in places.values():
        assert {run.kind for run in runs} == {Kind.MOVED_AWAY, Kind.MOVED_HERE}
        assert len(runs) == 2
        assert runs[0].text == runs[1].text


@given(st.lists(WORDS, min_size=8, max_size=30), st.data())
def test_one_word_put_in_is_the_only_change(words, data):
    at = data.draw(st.integers(0, len(words)))
    old = " ".join(words)
    new = " ".join([*words[:at], "ерекше-сөз", *words[at:]])

    changed = [
        run for p in compare(old, new).paragraphs for run in p.runs if run.kind is not Kind.SAME
    ]

    # At the very front the space before the old first word goes with the change.
    assert all(run.kind is Kind.ADDED for run in changed) or at == 0
    assert "ерекше-сөз" in "".join(run.text for run in changed if run.kind is Kind.ADDED)


def test_many_changed_paragraphs_are_paired_by_their_place():
    old, new = (
        "\n".join(f"{word}{line} " + " ".join(map(str, range(100))) for line in range(40))
        for word in ("а", "б")
    )

    found = compare(old, new).paragraphs

    assert len(found) == 40
    for paragraph in found:
        assert {run.kind for run in paragraph.runs} >= {Kind.REMOVED, Kind.ADDED}


MEGABYTE = 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("а" * MEGABYTE, "б" * MEGABYTE),
        ("а " * (MEGABYTE // 2), "б а " * (MEGABYTE // 4)),
        ("а\n" * (MEGABYTE // 2), "б\nа\n" * (MEGABYTE // 4)),
        ("а б\n" * (MEGABYTE // 4), "б а\n" * (MEGABYTE // 4)),
        (
            " ".join(str(n) for n in range(50_000)),
            " ".join(str(n) for n in range(50_000, 0, -1)),
        ),
        (
            "\n".join(f"абзац номер {n} здесь" for n in range(20_000)),
            "\n".join(f"абзац номер {n} здесь" for n in range(20_000, 0, -1)),
        ),
        ("." * MEGABYTE, ", " * (MEGABYTE // 2)),
    ],
    ids=["one word", "two words", "short lines", "few lines", "turned", "lines turned", "signs"],
)
def test_a_hostile_megabyte_takes_seconds_and_loses_nothing(old, new):
    began = time.process_time()

    difference = compare(old, new)

    # Linear work takes a tenth of this; quadratic work would take hours.
    assert time.process_time() - began < 60
    assert difference.old_text == normalised(old)
    assert difference.new_text == normalised(new)


def test_a_large_text_with_a_small_change_is_still_told_by_words():
    lines = [f"Абзац {n} говорит о деле номер {n}." for n in range(20_000)]
    changed = list(lines)
    changed[777] = "Абзац 777 говорит о важном деле номер 777."

    difference = compare("\n".join(lines), "\n".join(changed))

    assert not difference.by_paragraphs
    (paragraph,) = [one for one in difference.paragraphs if not one.is_same]
    assert Run(Kind.ADDED, " важном") in paragraph.runs


def test_two_large_texts_without_a_common_line_are_told_by_paragraphs():
    old = "\n".join(f"старый абзац {n} " + "слово " * 50 for n in range(2000))
    new = "\n".join(f"новый абзац {n} " + "слово " * 50 for n in range(2000))

    assert compare(old, new).by_paragraphs


def test_very_many_changed_lines_are_told_by_paragraphs():
    old = "\n".join(f"a {n}" for n in range(3000))
    new = "\n".join(f"b {n}" for n in range(3000))

    difference = compare(old, new)

    assert difference.by_paragraphs
    assert len(difference.paragraphs) == 6000


def test_of_two_words_in_every_order_some_are_paired_and_none_across():
    texts = [text for size in range(5) for text in product("аб", repeat=size)]
    for old, new in product(texts, repeat=2):
        pairs = align(old, new, Budget())

        assert all(old[a] == new[b] for a, b in pairs)
        assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
        assert bool(pairs) == bool({*old} & {*new})


def test_of_many_paragraphs_paired_by_place_those_without_a_word_in_common_stay_two():
    old, new = (
        "\n".join(" ".join(f"{word}{line}-{at}" for at in range(100)) for line in range(40))
        for word in ("а", "б")
    )

    kinds = [[run.kind for run in one.runs] for one in compare(old, new).paragraphs]

    assert kinds == [[Kind.REMOVED], [Kind.ADDED]] * 40
