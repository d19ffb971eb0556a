"""Words that were read are held against the digests that an entry's content names."""

import json
from hashlib import sha256

import pytest

from kenes.engines.log.acts import canonical
from kenes.engines.log.errors import Fault, LogError
from kenes.engines.log.words import check_words

ANSWER = {"language": "kk", "body": "Орындалды.", "part": "", "reason": "Себебі бар."}


def digest(text):
    return sha256(text.encode()).hexdigest()


def content_file(**content):
    return json.dumps({"salt": "00" * 32, "content": content}).encode()


FILED = content_file(
    digests={"title": digest("Тақырып"), "problem": "", "demand": digest("Не істеу керек")}
)
REASON = content_file(reason_sha256=digest("Мерзім аз."), number="x")
SIGNED = content_file(text_sha256=sha256(canonical(ANSWER)).hexdigest(), due_on="2026-11-09")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FILED, {"texts": [{"title": "Тақырып", "demand": "Не істеу керек", "state": "official"}]}),
        (SIGNED, {"answers": [{"texts": [{**ANSWER, "state": "official"}]}], "edition": 3}),
        (REASON, "Мерзім аз."),
        (content_file(reason_sha256=digest("")), "x"),
        (content_file(text_sha256=digest("2026")), 2026),
        (content_file(text_sha256=digest("Мәтін"), reason_sha256=None), ["Мәтін", None]),
    ],
)
def test_words_that_were_recorded_are_found_however_deep_they_stand(content, words):
    check_words(content, json.dumps(words).encode())


def test_a_plain_text_is_taken_with_and_without_its_last_line_break():
    for text in ("Мерзім аз.", "Мерзім аз.\n"):
        check_words(REASON, text.encode())


@pytest.mark.parametrize(
    ("content", "words", "place"),
    [
        (FILED, {"title": "Тақырып", "demand": "Басқа"}, "digests.demand"),
        (SIGNED, {**ANSWER, "reason": "Себебі жоқ."}, "text_sha256"),
        (SIGNED, {"body": ANSWER["body"], "reason": ANSWER["reason"]}, "text_sha256"),
        (REASON, [], "reason_sha256"),
        (REASON, "Мерзім аз", "reason_sha256"),
    ],
)
def test_other_words_are_refused_by_the_name_of_the_text(content, words, place):
    with pytest.raises(LogError) as caught:
        check_words(content, json.dumps(words).encode())

    assert (caught.value.step, caught.value.place) == ("content.words", place)
    assert caught.value.fault is Fault.FILE


@pytest.mark.parametrize("words", [b"", b"\xff", b"[" * 100_000, b'"\\ud800"'])
def test_a_file_that_holds_no_words_is_refused_too(words):
    with pytest.raises(LogError, match="not those that the entry stands for"):
        check_words(REASON, words)


def test_where_the_content_names_no_words_the_reader_is_told():
    with pytest.raises(LogError, match="names no words") as caught:
        check_words(content_file(signed_on="2026-11-09"), b"")

    assert caught.value.fault is Fault.READER
