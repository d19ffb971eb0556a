"""What a process remembers between requests, and why no test is misled by another's.

A rollback gives keys and numbers out again: whatever is kept by them must be forgotten before each
test (tests/forgetting.py). What is kept by words, or under a name of chance, need not be.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src/kenes"
SOURCES = sorted(PACKAGE.rglob("*.py"))
FORGOTTEN = {
    "domain/conversations/seen.py: ARRIVALS",
    "domain/conversations/seen.py: SHOWINGS",
    "domain/institutions/queries/law.py: kept_calendar",
    "domain/institutions/queries/law.py: engine_calendar_of",
    "domain/recommendations/queries/facet_memory.py: _state",
    "domain/register/log/standing_tree.py: STANDING",
    "web/conversations/floods.py: NEW_VOICES",
    "web/conversations/floods.py: STATEMENTS",
    "web/conversations/floods.py: TOKENS",
    "web/conversations/floods.py: VOTES",
    "web/shared/operator.py: _memory",
}
BY_TESTS_OF_THE_BOT = {"bot/chats.py: BRINGS", "bot/chats.py: PRESSES"}
UNDER_AN_IDENTIFIER_OF_CHANCE = {
    "bot/cards.py: TALLIES",
    "web/conversations/at_once.py: KNOWN",
    "web/conversations/barred.py: BARRED",
    "web/conversations/cards.py: STATEMENTS",
    "web/conversations/cards.py: TALLIES",
    "web/conversations/cards.py: WORTHS",
    "web/conversations/grounds.py: TALKS",
    "web/conversations/kept_cards.py: CARDS",
    "web/conversations/standing.py: FIGURES",
}
BY_WORDS_ALONE = {
    "domain/shared/messages.py: _kept",
    "domain/shared/sqlite3/base.py: _converted",
    "domain/conversations/tasks.py: _say_once",
    "engines/citations/words.py: level_of",
    "engines/opinion/polis/hash_order.py: _digits",
    "project/demo/content.py: phrases",
    "project/demo/content.py: recommendations",
    "web/recommendations/filters.py: _word",
    "web/shared/addresses.py: _kept_address",
    "web/shared/drawing.py: _box",
    "web/shared/drawing.py: _tag",
    "web/shared/drawing.py: icon",
    "web/shared/limits.py: _adapter",
    "web/shared/menus.py: _known_pages",
    "web/shared/templating/variables.py: _has_attributes_alone",
    "web/templatetags/kenes.py: _choices",
}


def classes_that_forget(trees: list[ast.Module]) -> set[str]:
    """Return the classes that count or keep: those that can `forget`, and `Kept`."""
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    forgetting = {
        one.name
        for one in classes
        if any(isinstance(part, ast.FunctionDef) and part.name == "forget" for part in one.body)
    }
    return forgetting | {"Kept"}


def is_kept(node: ast.expr | None, classes: set[str]) -> bool:
    """Tell whether a module's value is something to be filled: {}, [], set(), Kept[...](64)."""
    if isinstance(node, ast.Dict | ast.List):
        return not (node.keys if isinstance(node, ast.Dict) else node.elts)
    if not isinstance(node, ast.Call):
        return False
    made = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    name = made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")
    return name in classes | {"set", "dict", "list"} and (name in classes or not node.args)


def remembered(tree: ast.Module, classes: set[str]) -> Iterator[str]:
    """Yield the names under which a module remembers something."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not is_typed_empty(node):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            pairs = [pair for one in targets for pair in pairs_of(one, node.value)]
            yield from (name.id for name, value in pairs if is_kept(value, classes))
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.FunctionDef):
            marks = " ".join(ast.unparse(one) for one in node.decorator_list)
            if "lru_cache" in marks or marks in {"cache", "functools.cache"}:
                yield node.name


def is_typed_empty(node: ast.stmt) -> bool:
    """Tell whether an empty constant is declared as one that nobody may fill."""
    return isinstance(node, ast.AnnAssign) and "Mapping" in ast.unparse(node.annotation)


def pairs_of(target: ast.expr, value: ast.expr | None) -> list[tuple[ast.Name, ast.expr | None]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [(one, made) for one, made in pairs if isinstance(one, ast.Name)]
    return [(target, value)] if isinstance(target, ast.Name) else []


def found_in(sources: dict[str, str]) -> set[str]:
    trees = {name: ast.parse(text) for name, text in sources.items()}
    classes = classes_that_forget(list(trees.values()))
    return {f"{name}: {one}" for name, tree in trees.items() for one in remembered(tree, classes)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("_memory: dict[str, int] = {}", "_memory"),
        ("KEPT = Kept[str](4)", "KEPT"),
        ("ONE, TWO = 1, set()", "TWO"),
        ("class Count:\n    def forget(self): ...\nC = Count()", "C"),
        ("def f():\n    global state\n    state = 1", "state"),
        ("@lru_cache(maxsize=4)\ndef word(): ...", "word"),
    ],
)
def test_whatever_remembers_would_be_found(text, name):
    assert found_in({"a.py": text}) == {f"a.py: {name}"}


@pytest.mark.parametrize("text", ["NONE: Mapping[str, str] = {}", "A = {1: 2}", "B = set(A)"])
def test_a_constant_is_no_memory(text):
    assert found_in({"a.py": text}) == set()


def test_whatever_a_process_remembers_is_known_with_what_becomes_of_it():
    found = found_in({str(one.relative_to(PACKAGE)): one.read_text() for one in SOURCES})

    assert found == FORGOTTEN | BY_TESTS_OF_THE_BOT | UNDER_AN_IDENTIFIER_OF_CHANCE | BY_WORDS_ALONE
