"""Small files made in code: minutes, an act of acceptance, a table of observations."""

from datetime import datetime
from io import BytesIO

from kenes.domain.accounts.models import Person
from kenes.domain.files.actions import store_file
from kenes.domain.files.models import StoredFile


def minutes(title: str, number: int, by: Person, now: datetime) -> StoredFile:
    """Keep one page of invented minutes as a PDF."""
    page = pdf(f"Minutes No. {number}", "Invented document of the demonstration", f"{now:%Y-%m-%d}")
    return store_file(upload=BytesIO(page), name=f"{title} {number}.pdf", by=by, now=now)


def paper(title: str, by: Person, now: datetime) -> StoredFile:
    """Keep one page that stands for a contract or an act, as a PDF."""
    page = pdf("Act of acceptance", "Invented document of the demonstration", f"{now:%Y-%m-%d}")
    return store_file(upload=BytesIO(page), name=f"{title}.pdf", by=by, now=now)


def table(title: str, place: str, by: Person, now: datetime) -> StoredFile:
    """Keep a table of what was seen on five days, as CSV."""
    days = "\n".join(f"{number},{place},{number % 2}" for number in range(1, 6))
    upload = BytesIO(f"day,place,seen\n{days}\n".encode())
    return store_file(upload=upload, name=f"{title}.csv", by=by, now=now)


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines of Latin text, by PDF 1.4 (ISO 32000)."""
    text = " T* ".join(f"({line}) Tj" for line in lines)
    content = f"BT /F1 14 Tf 20 TL 72 760 Td {text} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _assemble(objects)


def _assemble(objects: list[bytes]) -> bytes:
    """Return the file: objects, the table of their places, and where that table begins."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    )
