import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kenes.domain.shared.text import clean_line, clean_text


def test_what_nobody_sees_is_removed_and_letters_stay():
    assert clean_text("Сәлем\u202e!\u200b Қалай\u0000?\ufeff") == "Сәлем! Қалай?"


def test_line_ends_become_one_kind_and_blank_lines_are_few():
    assert clean_text("бір\r\nекі\rүш\n\n\n\nтөрт") == "бір\nекі\nүш\n\nтөрт"


def test_letters_are_composed():
    assert clean_text("и\u0306") == "й"


def test_a_line_has_no_line_ends():
    assert clean_line(" бір \n екі\tүш ") == "бір екі үш"


def test_markup_is_text_like_any_other():
    assert clean_text("<script>alert(1)</script>") == "<script>alert(1)</script>"


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    once = clean_text(raw)

    assert clean_text(once) == once
    assert not any(unicodedata.category(ch) == "Cs" for ch in once)


@given(st.text(alphabet="абвгдәғқңөұүһі АӘ.,!?-"))
def test_plain_kazakh_and_russian_text_is_kept(raw):
    assert clean_text(raw) == unicodedata.normalize("NFC", raw).strip()
