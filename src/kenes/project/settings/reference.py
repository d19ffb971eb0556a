"""The reference page of settings, written from `Environment` itself.

uv run python -m kenes.project.settings.reference > docs/reference/settings.md
"""

import sys
from dataclasses import fields

from kenes.project.settings.environment import Environment

HEAD = """# Settings

Kenes reads these variables of the environment, and no others. A variable that is empty counts as
left out. Which settings a command runs under: `KENES_ENV` when it is set; else `kenes demo` runs as
the demonstration, `kenes serve` in service, and every other command in service where
`KENES_SECRET_KEY` is set.

| variable | meaning | left out |
|---|---|---|
"""


def reference() -> str:
    """Return the page as Markdown, one row a setting."""
    rows = [
        f"| `{item.metadata['env']}` | {item.metadata['doc']} | {_shown(item.default)} |"
        for item in fields(Environment)
    ]
    return HEAD + "\n".join(rows) + "\n"


def _shown(default: object) -> str:
    return f"`{default}`" if default not in {"", (), False} else "nothing"


if __name__ == "__main__":
    sys.stdout.write(reference())
