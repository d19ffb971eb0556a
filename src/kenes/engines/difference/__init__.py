"""What changed between two versions of a text, word by word, for people to read.

Pure: two texts in, paragraphs of runs out, no markup. Rules and bounds:
docs/specs/difference.md
"""

from kenes.engines.difference.comparing import compare
from kenes.engines.difference.runs import Difference, Kind, Paragraph, Run
from kenes.engines.difference.tokens import normalised

__all__ = ["Difference", "Kind", "Paragraph", "Run", "compare", "normalised"]
