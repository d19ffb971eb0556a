"""The reference pages, written from the code itself: events, refusals, commands, addresses.

    kenes reference            write docs/reference/*.md
    kenes reference --check    fail where a page is behind

Refusals are read from the source text, since a rule names its code where it refuses.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

import kenes.domain
from kenes.project import cli

PACKAGE = Path(kenes.domain.__file__).resolve().parents[1]
VECTORS = "../../tests/vectors/events"
EVENTS_LEAD = (
    "Each entry's `content` holds the fields below: public ids, dates, codes, digests; never a "
    "person. A published (type, v) never changes: its golden JSON is the link.\n"
)
HEAD = "<!-- Written by `kenes reference`; do not edit by hand. -->\n"


@dataclass(frozen=True, slots=True)
class RefusalUse:
    """One place in the code that refuses: the code, its English sentences, and where it stands."""

    code: str
    message: str
    remedy: str
    place: str


def pages() -> dict[str, str]:
    """Return every reference page as Markdown by its file name."""
    return {
        "events.md": events_page(),
        "refusals.md": refusals_page(),
        "commands.md": commands_page(),
        "addresses.md": addresses_page(),
    }


def event_classes() -> list[Any]:
    """Return every event class of the register, by type and version."""
    found = set()
    for item in pkgutil.walk_packages(kenes.domain.__path__, "kenes.domain."):
        if ".events" in item.name:
            module = importlib.import_module(item.name)
            found |= {
                one
                for one in vars(module).values()
                if isinstance(one, type) and hasattr(one, "TYPE") and one.__module__ == item.name
            }
    return sorted(found, key=lambda one: (one.TYPE, one.V))


def events_page() -> str:
    """Return what each (type, v) of the register holds."""
    parts = [
        HEAD,
        "# Events of the register\n",
        EVENTS_LEAD,
    ]
    for one in event_classes():
        hints = get_type_hints(one)
        rows = [f"| `{item.name}` | {_kind(hints[item.name])} |" for item in fields(one)]
        golden = f"{VECTORS}/{one.TYPE}.v{one.V}.json"
        meaning = " ".join((one.__doc__ or "").split())
        parts.append(
            f"## {one.TYPE} v{one.V}\n\n{meaning} ([golden]({golden}))\n\n"
            "| field | kind |\n|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def refusal_uses(sources: Mapping[str, str] | None = None) -> list[RefusalUse]:
    """Return every refusal in the code (`sources`: text by place), by code and place.

    A refusal is a call of `Refusal`, or of a helper that hands a code and a sentence to one.
    """
    texts = sources if sources is not None else _sources()
    uses = [use for place, text in texts.items() for use in _uses_in(place, text)]
    return sorted(uses, key=lambda use: (use.code, use.place, use.message))


def refusals_page() -> str:
    """Return every refusal with its sentences in English."""
    rows = [
        f"| `{use.code}` | {use.message} | {use.remedy} | `{use.place}` |" for use in refusal_uses()
    ]
    return (
        f"{HEAD}\n# Refusals\n\nWhat may not be done, and what to do instead. "
        "The code is stable; the sentences are shown in the reader's language.\n\n"
        "| code | what and why | what to do | where |\n|---|---|---|---|\n"
        + "\n".join(dict.fromkeys(rows))
        + "\n"
    )


def commands_page() -> str:
    """Return `kenes`' own commands; every command of Django works besides."""
    rows = []
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("kenes."):
            command = load_command_class(str(app), name)
            rows.append(f"| `kenes {name}` | {command.help} |")
    return (
        f"{HEAD}\n# Commands\n\n```\n{cli.USAGE}\n```\n\n"
        "| command | what it does |\n|---|---|\n" + "\n".join(rows) + "\n"
    )


def addresses_page() -> str:
    """Return every named address of our own, and whether it is open without sign-in."""
    rows = [
        f"| `{name}` | `{path}` | {'everybody' if is_open else 'signed in'} |"
        for name, path, is_open in sorted(_addresses())
    ]
    return (
        f"{HEAD}\n# Addresses\n\n`<language>` is `kk`, `ru` or `en`. Who may act "
        "on a page is decided by the rules, not by its address.\n\n"
        "| name | path | open to |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _kind(hint: object) -> str:
    text = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    for long in ("datetime.", "uuid.", "collections.abc.", "typing."):
        text = text.replace(long, "")
    return text.replace("|", "or").replace("None", "nothing").replace("NoneType", "nothing")


def _sources() -> dict[str, str]:
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "styleguide" not in path.parts)
    return {str(path.relative_to(PACKAGE)): path.read_text() for path in paths}


def _uses_in(place: str, text: str) -> Iterator[RefusalUse]:
    tree = ast.parse(text)
    helpers = _helpers(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        at = 0 if name == "Refusal" else helpers.get(name)
        if at is None or len(node.args) <= at + 1:
            continue
        code = node.args[at]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            message, remedy = [*(_sentence(one) for one in node.args[at + 1 : at + 3]), ""][:2]
            yield RefusalUse(code.value, message, remedy, place)


def _helpers(tree: ast.Module) -> dict[str, int]:
    """Return functions that hand their own parameter `code` to a refusal, and its place."""
    return {
        node.name: [one.arg for one in node.args.args].index("code")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "code" in [one.arg for one in node.args.args]
    }


def _sentence(node: ast.expr) -> str:
    texts = [
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return texts[0] if texts else ""


def _addresses(
    resolver: URLResolver | None = None, prefix: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, bool]]:
    for item in (resolver or get_resolver()).url_patterns:
        is_prefix = isinstance(item.pattern, LocalePrefixPattern)
        path = prefix + ("<language>/" if is_prefix else str(item.pattern))
        if isinstance(item, URLResolver):
            inner = (*spaces, item.namespace) if item.namespace else spaces
            yield from _addresses(item, path, inner)
        elif isinstance(item, URLPattern) and item.callback.__module__.startswith("kenes."):
            name = ":".join([*spaces, item.name or path])
            yield name, f"/{path}", not getattr(item.callback, "login_required", True)
