"""Read the words off each sheet of a PDF that Chromium printed: no more of the format than that."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
FONT = re.compile(rb"/(\w+) (\d+) 0 R")
ONE = re.compile(rb"<([0-9A-F]{2,4})> <([0-9A-F]+)>\n")
SPAN = re.compile(rb"<([0-9A-F]{2,4})> <([0-9A-F]{2,4})> <([0-9A-F]{4})>\n")
SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-F]+)> Tj")

type Letters = dict[int, str]
type Objects = dict[int, bytes]


def sheets(pdf: bytes) -> list[str]:
    """Return the words of each sheet in the order of painting, spaces left out.

    Whoever reads a PDF guesses at spaces from the distance of its letters, so none is kept.
    """
    objects = {int(found[1]): found[2] for found in OBJECT.finditer(pdf)}
    pages = (one for one in objects.values() if one.startswith(b"<</Type /Page\n"))
    return ["".join(_words(page, objects)).replace(" ", "").replace("\xa0", "") for page in pages]


def _words(page: bytes, objects: Objects) -> Iterator[str]:
    """Yield what each operator of a page shows."""
    fonts = re.search(rb"/Font <<(.*?)>>", page, re.DOTALL)
    known = {name: objects[int(key)] for name, key in FONT.findall(fonts[1])}
    letters: Letters = {}
    size = 0
    for found in SHOWN.finditer(_stream(objects[_reference(page, b"Contents")])):
        if found[1]:
            letters = _letters(known[found[1]], objects)
            size = 2 if b"/Type3" in known[found[1]] else 4  # hexadecimal digits of a glyph
        elif found[2]:
            glyphs = (int(found[2][at : at + size], 16) for at in range(0, len(found[2]), size))
            yield "".join(letters.get(one, "") for one in glyphs)


def _letters(font: bytes, objects: Objects) -> Letters:
    """Return the letter of each glyph, as the font tells programs that copy text."""
    if b"/ToUnicode" not in font:
        return {}
    told = _stream(objects[_reference(font, b"ToUnicode")])
    found: Letters = {}
    for part in re.findall(rb"beginbfchar\n(.*?)endbfchar", told, re.DOTALL):
        found |= {int(one, 16): bytes.fromhex(to.decode()).decode("utf-16-be")
                  for one, to in ONE.findall(part)}  # fmt: skip
    for part in re.findall(rb"beginbfrange\n(.*?)endbfrange", told, re.DOTALL):
        for first, last, to in SPAN.findall(part):
            begin, end = int(first, 16), int(last, 16)
            found |= {one: chr(int(to, 16) + one - begin) for one in range(begin, end + 1)}
    return found


def _reference(of: bytes, name: bytes) -> int:
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", of)[1])


def _stream(of: bytes) -> bytes:
    head, octets = of.split(b"stream\n", 1)
    return zlib.decompressobj().decompress(octets) if b"/FlateDecode" in head else octets
