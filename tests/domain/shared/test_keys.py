import uuid

from hypothesis import given
from hypothesis import strategies as st

from kenes.domain.shared.keys import digest_code, new_code, new_public_id


def test_public_ids_are_version_seven_and_stand_in_order_of_time():
    ids = [new_public_id() for _ in range(200)]

    assert {(item.version, item.variant) for item in ids} == {(7, uuid.RFC_4122)}
    assert len(set(ids)) == 200
    stamps = [item.int >> 80 for item in ids]
    assert stamps == sorted(stamps)


def test_a_code_is_found_however_it_is_typed():
    code = new_code()

    assert len(code) == 19
    assert digest_code(code) == digest_code(code.lower().replace("-", " "))
    assert digest_code(code) != digest_code(new_code())


@given(st.text())
def test_any_text_may_be_typed_as_a_code(raw):
    assert len(digest_code(raw)) == 64
