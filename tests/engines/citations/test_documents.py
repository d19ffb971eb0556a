import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.citations import CitationKey, parse_document


@pytest.mark.parametrize(
    ("text", "symbol", "paragraph", "until"),
    [
        ("A/HRC/28/10 para. 125.96", "A/HRC/28/10", "125.96", ""),
        ("A/HRC/28/10, paras. 125.96-125.98", "A/HRC/28/10", "125.96", "125.98"),
        ("CCPR/C/KAZ/CO/2, п. 14", "CCPR/C/KAZ/CO/2", "14", ""),
        ("CEDAW/C/KAZ/CO/5 пункт 12 (a)", "CEDAW/C/KAZ/CO/5", "12 (a)", ""),
        ("CERD/C/KAZ/CO/8-10 § 7", "CERD/C/KAZ/CO/8-10", "7", ""),
        ("A/HRC/44/10, 139.5-тармақ", "A/HRC/44/10", "139.5", ""),
        ("A/HRC/28/10/Add.1", "A/HRC/28/10/Add.1", "", ""),
    ],
)
def test_a_paragraph_of_a_document_is_read(text, symbol, paragraph, until):
    assert parse_document(text) == CitationKey(text, symbol, paragraph, until)


@pytest.mark.parametrize("text", ["", "see above", "A/HRC/28/10 annex", "A/" * 200, "para. 5"])
def test_what_is_no_document_is_kept_unread(text):
    assert parse_document(text) == CitationKey(text)
    assert not parse_document(text).is_read


def test_documents_and_paragraphs_sort_by_value_and_unread_ones_come_last():
    texts = ["?", "A/HRC/28/10 para. 125.96", "A/HRC/9/1 para. 2", "A/HRC/28/10 para. 125.9",
             "A/HRC/28/10", "A/HRC/28/10/Add.1 para. 1"]  # fmt: skip

    in_order = sorted(map(parse_document, texts), key=lambda one: one.sort_key)

    assert [one.text for one in in_order] == [
        "A/HRC/9/1 para. 2",
        "A/HRC/28/10",
        "A/HRC/28/10 para. 125.9",
        "A/HRC/28/10 para. 125.96",
        "A/HRC/28/10/Add.1 para. 1",
        "?",
    ]


@given(st.text(max_size=60))
def test_any_text_is_kept_and_sorts(text):
    one = parse_document(text)

    assert one.text == text
    assert (one.sort_key < parse_document("?").sort_key) == one.is_read
