"""What a file is, told by its own bytes: name and declared type count for nothing.

Allowed are pdf, docx, xlsx, odt, csv, txt, png, jpeg and webp. Office files are opened no
further than their table of contents and their declared sizes.
"""

import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEMBERS, UNPACKED, RATIO = 2_000, 200 * 1024 * 1024, 100
"""A package may have so many members, unpack to so many bytes, and pack no tighter than so."""

_DOCUMENT = "application/vnd.openxmlformats-officedocument"


class UnknownKindError(ValueError):
    """The bytes are of no kind that is taken; `sentence` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type and the ending of its name."""

    media_type: str
    ending: str


PDF = Kind("application/pdf", "pdf")
PNG = Kind("image/png", "png")
JPEG = Kind("image/jpeg", "jpg")
WEBP = Kind("image/webp", "webp")
DOCX = Kind(f"{_DOCUMENT}.wordprocessingml.document", "docx")
XLSX = Kind(f"{_DOCUMENT}.spreadsheetml.sheet", "xlsx")
ODT = Kind("application/vnd.oasis.opendocument.text", "odt")
CSV = Kind("text/csv", "csv")
TXT = Kind("text/plain", "txt")
KINDS = (PDF, DOCX, XLSX, ODT, CSV, TXT, PNG, JPEG, WEBP)

_ALLOWED = _(
    "This kind of file is not taken. Save it as PDF, DOCX, XLSX, ODT, CSV, TXT, PNG, JPEG or WebP."
)
_BROKEN = _("The file is damaged: it cannot be opened. Save it again and try once more.")
_MACROS = _("The file contains macros. Save it as DOCX or XLSX without macros.")
_BOMB = _("The file unpacks to far more than a document needs. Save it as PDF.")
_ENCODING = _("The text is not in UTF-8. Open it in an editor, save it as UTF-8 and try again.")
_MARKUP = _("The file holds web page code. Save its text as PDF or plain text.")


def kind_of(content: BinaryIO, name: str) -> Kind:
    """Return what the bytes are; `name` only tells csv from txt.

    Raises UnknownKindError for a kind that is not taken, a damaged file, macros, a package that
    unpacks to far more than it should, or text in another encoding than UTF-8.
    """
    content.seek(0)
    head = content.read(16)
    if head.startswith(b"PK\x03\x04"):
        return _package(content)
    return _by_signature(head) or _text(content, name)


def _by_signature(head: bytes) -> Kind | None:
    """Return the kind that the first bytes name, or None."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            return kind
    return None


_SIGNATURES = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}


def _package(content: BinaryIO) -> Kind:
    """Return which office document a ZIP package is."""
    try:
        with zipfile.ZipFile(content) as package:
            infos = package.infolist()
            _refuse_bomb(infos)
            names = {info.filename for info in infos}
            kind = _office_kind(package, names)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError):
        raise UnknownKindError(_BROKEN) from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnknownKindError(_MACROS)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise UnknownKindError(_MACROS)
    return kind


def _refuse_bomb(infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if len(infos) > MEMBERS or unpacked > UNPACKED:
        raise UnknownKindError(_BOMB)
    if unpacked > 1024 * 1024 and unpacked / packed > RATIO:
        raise UnknownKindError(_BOMB)


def _office_kind(package: zipfile.ZipFile, names: set[str]) -> Kind:
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    if "mimetype" in names and "content.xml" in names:
        with package.open("mimetype") as member:
            if member.read(100).strip() == ODT.media_type.encode():
                return ODT
    raise UnknownKindError(_ALLOWED)


def _text(content: BinaryIO, name: str) -> Kind:
    content.seek(0)
    raw = content.read()
    if not raw.strip() or b"\0" in raw:
        raise UnknownKindError(_ALLOWED)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnknownKindError(_ENCODING if _reads_as_cyrillic(raw) else _ALLOWED) from None
    if any(ord(letter) < ord(" ") and letter not in "\t\r\n\f" for letter in text):
        raise UnknownKindError(_ALLOWED)
    start = text.lstrip()[:1000].lower()
    if start.startswith("<") or "<script" in start or "<svg" in start or "<html" in start:
        raise UnknownKindError(_MARKUP)
    return CSV if name.lower().endswith(".csv") else TXT


def _reads_as_cyrillic(raw: bytes) -> bool:
    """Return whether most high bytes are letters in the Windows code page for Cyrillic."""
    high = [byte for byte in raw[:10_000] if byte >= 0x80]  # noqa: PLR2004 (the end of ASCII)
    return bool(high) and sum(byte >= 0xC0 for byte in high) > len(high) * 0.7  # noqa: PLR2004 (А in cp1251)
