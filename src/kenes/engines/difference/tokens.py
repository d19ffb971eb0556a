"""Cut a text into paragraphs and words."""

import re

# A word keeps its hyphens ("27-баптың") and the space before it, so that what is put after a
# word never changes the word.
_TOKEN = re.compile(r" ?(?:\w+(?:[-‐‑'’]\w+)*|[^\w\s])")


def paragraphs_of(text: str) -> list[str]:
    """Return the lines of `text` that hold anything, white space reduced to single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def normalised(text: str) -> str:
    r"""Return `text` as the comparison sees it.

    >>> normalised("  a   b\n\n c ")
    'a b\nc'
    """
    return "\n".join(paragraphs_of(text))


def words_of(paragraph: str) -> list[str]:
    """Cut a normalised paragraph into words and single signs that join to it again.

    >>> words_of("27-баптың 1), 2)")
    ['27-баптың', ' 1', ')', ',', ' 2', ')']
    """
    return _TOKEN.findall(paragraph)
