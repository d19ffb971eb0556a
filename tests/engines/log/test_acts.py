"""Register entries are read strictly and matched with their content."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenes.engines.log.acts import Act, canonical, digest_of
from kenes.engines.log.errors import LogError
from tests.engines.log import trees  # noqa: F401  # loads the profile of this folder

SALT = bytes(range(32))
CONTENT = {"number": "2026-000123", "text": "Су құбыры"}
VALUES = {
    "v": 1,
    "type": "recommendation.filed",
    "at": "2026-11-09T09:00:00Z",
    "object": "00000000-0000-7000-8000-000000000001",
    "object_version": 1,
    "actor_role": "author",
    "digest": digest_of(CONTENT, SALT).hex(),
    "prev_version_digest": None,
}


def content_file(**changes):
    return json.dumps({"salt": SALT.hex(), "content": CONTENT, **changes}).encode()


def test_an_entry_is_read_and_matches_its_content():
    act = Act.parse(canonical(VALUES))

    assert act.type == "recommendation.filed"
    act.match(content_file())


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"[]",
        b'"x"',
        b"{}",
        b"\xff",
        b"NaN",
        b"[" * 60_000,
        b"9" * 5000,
        json.dumps(VALUES).encode(),
        canonical({**VALUES, "more": 1}),
        canonical({**VALUES, "v": "1"}),
        canonical({**VALUES, "v": True}),
        canonical({**VALUES, "digest": "x"}),
        canonical({**VALUES, "prev_version_digest": "AB" * 32}),
        canonical({**VALUES, "prev_version_digest": ""}),
        canonical(VALUES).replace(b'"v":1', b'"v":1,"v":1'),
    ],
)
def test_another_form_of_entry_is_refused(octets):
    with pytest.raises(LogError) as caught:
        Act.parse(octets)

    assert caught.value.fault == "file"


@pytest.mark.parametrize(
    ("octets", "step"),
    [
        (content_file(content={**CONTENT, "text": "Басқа"}), "content.digest"),
        (content_file(salt="00" * 32), "content.digest"),
        (content_file(salt="00"), "content.form"),
        (content_file(salt=7), "content.form"),
        (content_file(more=1), "content.form"),
        (b"[1]", "content.form"),
        (content_file(content=10**400), "content.form"),
        (b"[" * 100_000, "content.form"),
    ],
)
def test_other_content_is_refused(octets, step):
    with pytest.raises(LogError) as caught:
        Act.parse(canonical(VALUES)).match(octets)

    assert caught.value.step == step


@given(st.binary(max_size=300))
def test_garbage_is_refused_with_the_named_error(octets):
    with pytest.raises(LogError):
        Act.parse(octets)
