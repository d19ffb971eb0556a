"""The reference pages are what the code says, and what the code can say is tested somewhere."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from kenes.domain.recommendations.models import EventKind
from kenes.project.reference import event_classes, pages, refusal_uses
from kenes.web.register.sentences import sentence_of

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests/vectors/events"
PAGES = ("events.md", "refusals.md", "commands.md", "addresses.md")


@pytest.fixture(scope="module")
def said():
    """Every page, as the code is read once."""
    return pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(said, name):
    assert (ROOT / "docs/reference" / name).read_text() == said[name], "run: kenes reference"


def test_the_command_writes_every_page_and_then_finds_them_true(tmp_path, capsys):
    call_command("reference", folder=tmp_path)
    call_command("reference", folder=tmp_path, check=True)

    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
    assert "0 behind" in capsys.readouterr().out


def test_a_page_that_is_behind_fails_the_check(tmp_path):
    (tmp_path / "events.md").write_text("old")

    with pytest.raises(CommandError, match=r"events\.md"):
        call_command("reference", folder=tmp_path, check=True)

    assert (tmp_path / "events.md").read_text() == "old"


def test_a_refusal_is_found_in_the_code_directly_and_through_a_helper():
    source = """
def refuse(a, code, message):
    return Refusal(code, message)

def one():
    return refuse(1, "second", _("B.")) or Refusal("first", _("A."), _("Do."))
"""

    uses = refusal_uses({"x.py": source})

    assert [(use.code, use.message, use.remedy) for use in uses] == [
        ("first", "A.", "Do."),
        ("second", "B.", ""),
    ]


def test_every_event_class_has_its_golden_json_and_no_golden_json_is_alone():
    wanted = {f"{one.TYPE}.v{one.V}.json" for one in event_classes()}

    assert {path.name for path in VECTORS.glob("*.json")} == wanted
    assert len(wanted) >= 49


@pytest.mark.parametrize("one", event_classes(), ids=lambda one: f"{one.TYPE} v{one.V}")
def test_every_event_class_is_described_and_its_golden_json_has_its_fields(one):
    golden = json.loads((VECTORS / f"{one.TYPE}.v{one.V}.json").read_text())

    assert one.__doc__
    assert not one.__doc__.startswith(f"{one.__name__}(")
    assert set(golden.get("content", golden)) == {item.name for item in fields(one)}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_event_class_is_said_in_words_in_every_language(language):
    with override(language):
        said = {one.TYPE: sentence_of(one.TYPE) for one in event_classes()}

    assert {type_: text for type_, text in said.items() if not text or type_ in text} == {}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_kind_of_event_of_a_recommendation_is_said_in_english(language):
    with override("en"):
        english = {kind: str(kind.label) for kind in EventKind}
    with override(language):
        assert {kind for kind in EventKind if str(kind.label) == english[kind]} == set()


def test_every_refusal_occurs_in_a_test():
    """By its code, or where a page shows it, by its sentence."""
    tests = "\n".join(
        path.read_text() for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)
    )
    uses = refusal_uses()
    known = {
        use.code
        for use in uses
        if f'"{use.code}"' in tests or (use.message and use.message in tests)
    }

    assert sorted({use.code for use in uses} - known) == []
    assert len(known) > 100


def test_every_refusal_says_what_and_why():
    # A hidden text says the ground on which it was hidden: its words are data.
    assert {use.code for use in refusal_uses() if not use.message} == {"text_hidden"}
