"""Uploads of every kind, and what pretends to be one."""

import io
import zipfile

from kenes.domain.files.actions import store_file
from tests.factories import NOW

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def package(members):
    """Return a ZIP with the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


DOCX = package({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
XLSX = package({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
ODT = package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
GOOD = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "odt": ODT,
    "csv": "a,б\n1,2\n".encode(),
    "txt": "Ұсыныс\n".encode(),
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    "jpg": b"\xff\xd8\xff\xe0" + b"\0" * 20,
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
}


def make_file(content=PDF, name="отчёт.pdf", by=None):
    """Return a stored file that went through the real action."""
    return store_file(upload=io.BytesIO(content), name=name, by=by, now=NOW)
