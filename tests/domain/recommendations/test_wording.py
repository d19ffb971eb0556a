import pytest
from django.utils.translation import override

from kenes.domain.recommendations.wording import clean_note, clean_wording
from kenes.domain.shared.refusals import Invalid

BIDI, ZERO_WIDTH = "\u202e", "\u200b"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (f"a{BIDI}b", "ab"),
        (f"a{ZERO_WIDTH}b", "ab"),
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\r\nb", "a\nb"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),
        ("И\u0306", "Й"),
    ],
)
def test_hostile_text_is_cleaned_and_what_only_looks_like_code_stays_text(raw, kept):
    assert clean_wording("t", raw, raw).demand == kept


@pytest.mark.parametrize(
    ("field", "limit"), [("title", 300), ("problem", 20_000), ("demand", 20_000)]
)
def test_a_text_fits_up_to_the_limit_and_not_one_character_more(field, limit):
    words = {"title": "t", "problem": "p", "demand": "d"}

    assert getattr(clean_wording(**(words | {field: "ж" * limit})), field) == "ж" * limit
    with override("en"), pytest.raises(Invalid) as caught:
        clean_wording(**(words | {field: "ж" * (limit + 1)}))

    sentence = str(caught.value.problems[field])
    assert list(caught.value.problems) == [field]
    assert str(limit + 1) in sentence
    assert str(limit) in sentence


def test_a_megabyte_is_refused_and_a_megabyte_of_nothing_is_nothing():
    with pytest.raises(Invalid) as caught:
        clean_wording("t", "", "x" * 1_000_000)
    assert "1000000" in str(caught.value.problems["demand"])

    with pytest.raises(Invalid) as caught:
        clean_wording("t", "", ZERO_WIDTH * 1_000_000)
    assert list(caught.value.problems) == ["demand"]


def test_a_missing_title_is_made_of_the_demands_first_line():
    words = clean_wording("", "", "Шам керек\nкөшеге")
    long = clean_wording("", "", "ж" * 500)

    assert words.title == "Шам керек"
    assert len(long.title) == 120


def test_a_reason_must_be_given():
    with pytest.raises(Invalid) as caught:
        clean_note("reason", f" {ZERO_WIDTH}\n")

    assert list(caught.value.problems) == ["reason"]
