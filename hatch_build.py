"""Compile the message catalogues when the package is built or installed in place.

The `.mo` files are made, never committed: two branches cannot disagree about them, and a
fresh clone has them as soon as `uv` has installed the project.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Turn every `locale/<language>/LC_MESSAGES/*.po` into the `.mo` that Django reads."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the hook is called so
        """Write each compiled catalogue beside its source."""
        for source in sorted((Path(self.root) / "src/kenes/locale").rglob("*.po")):
            with source.open("rb") as text:
                catalogue = read_po(text, locale=source.parents[1].name)
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
