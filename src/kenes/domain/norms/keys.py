"""Sort keys as text, so that both databases put elements and paragraphs in the law's order."""

from kenes.engines.citations import parse, parse_document

_UNREAD = "~"
LIMIT = 200


def element_key(element: str) -> str:
    """Return a text that sorts like the element's place: 14 before 14-1 before 14-4 before 15.

    What cannot be read sorts last and equals only the same words; no element has no key.
    """
    unread, steps = parse(element).sort_key
    if unread:
        return f"{_UNREAD}{element.casefold()}"[:LIMIT] if element else ""
    return "/".join(f"{level:02d}:{_numbers(numbers)}" for level, numbers in steps)[:LIMIT]


def document_key(document: str, paragraph: str) -> str:
    """Return a text that sorts like the citation: para. 125.9 before para. 125.96."""
    unread, symbol, place = parse_document(f"{document} para. {paragraph}").sort_key
    if unread:
        return f"{_UNREAD}{document} {paragraph}"[:120]
    return f"{_mixed(symbol)}#{_mixed(place)}"[:120]


def _numbers(numbers: tuple[int, ...]) -> str:
    return "-".join(f"{number:05d}" for number in numbers)


def _mixed(pieces: tuple[tuple[int, int, str], ...]) -> str:
    return ".".join(word if is_word else f"{number:05d}" for is_word, number, word in pieces)
