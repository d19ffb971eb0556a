"""Words that an entry's content names by their digests, held against the words that a page shows.

The register holds no texts, only what they hash to; so whoever read a text finds out here whether
it is the one that was recorded. Format: docs/specs/register-entry.md, clause 8.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from kenes.engines.log.acts import canonical
from kenes.engines.log.errors import Fault, LogError

ENDING, BY_NAME = "_sha256", "digests"
ANSWER = ("language", "body", "part", "reason")
"""Members of an answer's wording, whose digest is over the four of them together."""


def check_words(content: bytes, words: bytes) -> None:
    """Check that a file holds every text that the content of an entry names.

    `content` is the file of salt and content, matched with its entry before (`Act.match`). `words`
    is a recommendation's `data.json`, any other JSON in which the texts stand, or one plain text.
    Raises LogError for the first text that is another one, and, the reader's, where none is named.
    """
    named = _digests_named(json.loads(content)["content"])
    if not named:
        raise LogError(
            "The content of this entry names no words.", step="content.words", fault=Fault.READER
        )
    known = {_digest(b""), *_digests_of(_read(words))}
    for name, digest in named.items():
        if digest not in known:
            raise LogError(
                "The words are not those that the entry stands for.",
                step="content.words",
                fault=Fault.FILE,
                place=name,
                expected=f"a text with the SHA-256 {digest}",
            )


def _digests_named(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the digests of texts by the name that content gives them; an empty one is of none."""
    parts = content.get(BY_NAME)
    found = {name: value for name, value in content.items() if name.endswith(ENDING)}
    if isinstance(parts, dict):
        found |= {f"{BY_NAME}.{name}": value for name, value in parts.items()}
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _read(words: bytes) -> list[Any]:
    """Return what a file holds: one text, with and without its last LF, or the values of JSON."""
    text = [words, words.removesuffix(b"\n")]
    try:
        return [*text, json.loads(words)]
    except (ValueError, RecursionError):
        return text


def _digests_of(values: list[Any]) -> Iterator[str]:
    """Give the digest of every text and every answer in the values, however deep they stand."""
    while values:
        value = values.pop()
        if isinstance(value, bytes):
            yield _digest(value)
        elif isinstance(value, str):
            yield _digest(value.encode("utf-8", "surrogatepass"))
        elif isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            values += value.values()
            if value.keys() >= set(ANSWER):
                yield _digest(canonical({name: value[name] for name in ANSWER}))


def _digest(octets: bytes) -> str:
    return sha256(octets).hexdigest()
