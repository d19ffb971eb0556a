"""What the code says of a numbered clause is in the document: the number is there, and none is left out.

A docstring names a clause by the document that its file names, else by that of its engine.
"""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src/kenes").rglob("*.py"))
NAMED = re.compile(r"docs/specs/([a-z-]+)\.md")
CITED = re.compile(
    r"(?:clauses?) (\d+(?:(?:-|, | and | to )\d+)*)(?: of\s+docs/specs/([a-z-]+)\.md)?"
)
RANGE = re.compile(r"(\d+)(?:-| to )(\d+)")
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
BY_ENGINE = {
    "blind": "blind-tokens", "citations": "citations", "deadlines": "deadlines",
    "difference": "difference", "log": "log", "opinion": "opinion",
}  # fmt: skip
OF_DOCUMENTATION = {
    19: "what can be expected of the whole of Polis's rules, measured by benchmarks.opinion_conformance",
    20: "what of Polis's rules is not followed",
}
"""Clauses of opinion maps that no piece of code stands for."""


def clauses_of(spec):
    return {
        int(number) for number in NUMBERED.findall((ROOT / f"docs/specs/{spec}.md").read_text())
    }


def numbers_in(said):
    """Return the numbers that words name.

    >>> sorted(numbers_in("58 to 60, 62 and 65"))
    [58, 59, 60, 62, 65]
    """
    ranges = [range(int(low), int(high) + 1) for low, high in RANGE.findall(said)]
    return {int(one) for one in re.findall(r"\d+", said)} | {one for span in ranges for one in span}


def spec_of(path, text):
    """Return the one document whose clauses a file names, None where nobody can tell."""
    parts = path.relative_to(ROOT / "src/kenes").parts
    named = set(NAMED.findall(text))
    if len(named) == 1:
        return named.pop()
    return BY_ENGINE.get(parts[1]) if parts[0] == "engines" else None


def citations():
    """Return by document, clause and file what the code names."""
    found = defaultdict(lambda: defaultdict(set))
    for path in SOURCES:
        text = " ".join(path.read_text().split())
        for said, spec in CITED.findall(text):
            for number in numbers_in(said):
                found[spec or spec_of(path, text)][number].add(str(path.relative_to(ROOT)))
    return found


def test_every_clause_that_the_code_names_is_in_its_document():
    found = citations()

    assert dict(found.pop(None, {})) == {}, "say which document: docs/specs/NAME.md"
    missing = {
        spec: {number: files for number, files in cited.items() if number not in clauses_of(spec)}
        for spec, cited in found.items()
    }
    assert {spec: cited for spec, cited in missing.items() if cited} == {}


def test_every_clause_of_opinion_maps_is_named_where_it_is_done():
    cited = citations()["opinion"].keys()

    assert clauses_of("opinion") == set(range(1, 66))
    assert sorted(clauses_of("opinion") - cited) == sorted(OF_DOCUMENTATION)


def test_ranges_and_lists_are_read():
    assert numbers_in("58 to 60, 62 and 65") == {58, 59, 60, 62, 65}
    assert numbers_in("2-4") == {2, 3, 4}
    assert spec_of(ROOT / "src/kenes/web/x.py", "") is None
