"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/kenes"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
LONGEST = 300
MARK = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)[^>]*>(?!\s*</script>)",
    re.IGNORECASE,
)
DATA_SCRIPT = re.compile(r'<script[^>]*type="application/(?:ld\+)?json"')
OF_LIBRARIES = ("account/", "mfa/", "socialaccount/", "allauth/")
MANAGER_WRITES = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "delete",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> int:
    return sum(1 for line in path.read_text().splitlines() if line.strip())


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def test_no_file_is_longer_than_a_reader_can_hold():
    sizes = {name_of(path): lines_of(path) for path in SOURCES if not is_migration(path)}

    assert {name: lines for name, lines in sizes.items() if lines > LONGEST} == {}
    assert len(sizes) > 50


def test_nothing_is_left_to_be_done_later_in_the_code():
    texts = [*SOURCES, *TEMPLATES, *sorted(PACKAGE.rglob("static/**/*.css"))]
    texts += [path for path in PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts]

    assert [name_of(path) for path in texts if MARK.search(path.read_text())] == []


def inline_in(text: str) -> list[str]:
    return [m.group() for m in INLINE.finditer(text) if not DATA_SCRIPT.match(m.group())]


@pytest.mark.parametrize(
    "text",
    ["<style>p{}</style>", '<p style="x">', '<a onclick="x()">', "<script>x()</script>"],
)
def test_an_inline_style_or_script_would_be_found(text):
    assert inline_in(text)


def test_what_loads_from_a_file_is_not_inline():
    assert inline_in('<script type="module" src="/static/a.js"></script><p class="on">') == []


def test_no_template_has_inline_style_or_script():
    assert {
        name_of(p): inline_in(p.read_text()) for p in TEMPLATES if inline_in(p.read_text())
    } == {}


def writes_in(source: str) -> list[int]:
    """Return the lines that write to the database through a manager, a queryset or a row."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb, before = node.func.attr, node.func.value
        if (
            verb in {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
            or (verb in MANAGER_WRITES and reaches_objects(before))
            or (verb == "save" and not reaches_form(before))
        ):
            found.append(node.lineno)
    return sorted(found)


def reaches_objects(node: ast.AST) -> bool:
    """Return whether an expression goes through a manager: `Thing.objects`, `row.things.filter`."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"objects", "filter", "exclude", "all"}
        for part in ast.walk(node)
    )


def reaches_form(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"form", "document", "image"}


def may_write(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] == "project":
        return "importers" in parts or "demo" in parts or path.name == "schedule.py"
    acts = {"actions", "importers"} & set(parts)
    return parts[0] == "domain" and (path.name == "actions.py" or bool(acts))


@pytest.mark.parametrize(
    "source",
    [
        "Thing.objects.create(a=1)",
        "thing.save()",
        "Thing.objects.filter(a=1).update(b=2)",
        "thing.parts.all().delete()",
        "Thing.objects.bulk_create(rows)",
    ],
)
def test_a_write_would_be_found(source):
    assert writes_in(source) == [1]


@pytest.mark.parametrize("source", ["digest.update(b'x')", "seen.update(more)", "form.save()"])
def test_what_only_looks_like_a_write_is_let_be(source):
    assert writes_in(source) == []


# A manager that makes a person as the sign-in library expects, and an institution's `save` that
# fills its folded names; a document is saved to memory; every other write is an action.
REVIEWED_WRITES = {
    "src/kenes/domain/accounts/models.py",
    "src/kenes/domain/institutions/models.py",
    "src/kenes/web/shared/documents.py",
}


def test_only_actions_write_to_the_database():
    found = {
        name_of(path): lines
        for path in SOURCES
        if not is_migration(path) and not may_write(path)
        if (lines := writes_in(path.read_text()))
    }

    assert {name: lines for name, lines in found.items() if name not in REVIEWED_WRITES} == {}
    assert set(found) == REVIEWED_WRITES


def test_every_template_is_used():
    """A template is named by a view, by another template, or by the library it overrides."""
    named = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    unused = []
    for path in TEMPLATES:
        name = "/".join(path.parts[path.parts.index("templates") + 1 :])
        stands_alone = name in {"404.html", "500.html", "403.html", "400.html", "429.html"}
        if name not in named and not name.startswith(OF_LIBRARIES) and not stands_alone:
            unused.append(name)

    assert unused == []


def test_every_template_that_another_names_is_there():
    """A file left out of a commit breaks only the pages that come to its include."""
    naming = re.compile(r'{% (?:include|extends) "([^"#]+)')
    there = {"/".join(path.parts[path.parts.index("templates") + 1 :]) for path in TEMPLATES}

    named = {name for path in TEMPLATES for name in naming.findall(path.read_text())}

    assert len(named) > 50
    assert {name for name in named - there if not name.startswith(OF_LIBRARIES)} == set()


def test_settings_are_read_in_one_place():
    reads = re.compile(r"os\.(?:environ\.get|getenv)\(|os\.environ\[[^\]]+\](?!\s*=)")
    allowed = {
        "src/kenes/project/settings/environment.py",
        "src/kenes/project/settings/test.py",
    }

    assert {name_of(path) for path in SOURCES if reads.search(path.read_text())} <= allowed
