"""Which element of which text is meant: law elements in kk, ru and en, and UN paragraphs.

Pure: text in, paths with a sort key out. Whatever cannot be read is kept as it was given.
Rules and examples: docs/specs/citations.md
"""

from kenes.engines.citations.documents import CitationKey, parse_document
from kenes.engines.citations.elements import Citation, Element, ElementPath, Level, PathError
from kenes.engines.citations.reading import language_of, parse
from kenes.engines.citations.rendering import Language, render

__all__ = [
    "Citation",
    "CitationKey",
    "Element",
    "ElementPath",
    "Language",
    "Level",
    "PathError",
    "language_of",
    "parse",
    "parse_document",
    "render",
]
