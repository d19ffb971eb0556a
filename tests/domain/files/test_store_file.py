import hashlib
import io
import stat
import sys

import pytest
from django.utils.translation import override

from kenes.domain.files import storage
from kenes.domain.files.models import StoredFile
from kenes.domain.files.rules import may_have
from kenes.domain.shared.refusals import Invalid
from tests.factories import NOW
from tests.factories.accounts import make_person
from tests.factories.files import DOCX, GOOD, PDF, make_file, package

pytestmark = pytest.mark.django_db
BAD = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg after a byte order mark": b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>",
    "html": b"<!doctype html><p>hello",
    "html after words": b"hello <script>alert(1)</script>",
    "program": b"MZ\x90\0\x03",
    "elf": b"\x7fELF\x02\x01",
    "zip of nothing known": package({"a.txt": "a"}),
    "jar": package({"META-INF/MANIFEST.MF": "a", "A.class": "a"}),
    "macros": package(
        {"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}
    ),
    "macros of odt": package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "",
            "Basic/script.xml": "",
        }
    ),
    "cut zip": DOCX[:40],
    "text with NUL": b"a\0b",
    "text with escape codes": b"a\x1b[31mred",
    "Windows Cyrillic": "Ұсыныс рекомендация".replace("Ұ", "У").encode("cp1251"),
    "noise": bytes(range(128, 256)) * 4,
    "spaces": b"   \n",
}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize("ending", GOOD)
def test_every_allowed_kind_is_told_by_its_bytes(ending):
    file = make_file(GOOD[ending], f"отчёт.{ending}")

    assert file.name == f"отчёт.{ending}"
    assert file.sha256 == hashlib.sha256(GOOD[ending]).hexdigest()
    assert storage.path_of(file.sha256).read_bytes() == GOOD[ending]


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("name", ["отчёт.pdf", "таблица.csv"])
def test_what_only_looks_like_a_document_is_refused(kind, name, home):
    with pytest.raises(Invalid) as caught:
        make_file(BAD[kind], name)

    assert str(caught.value.problems["file"]).count(".") >= 1
    assert not StoredFile.objects.exists()
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_a_bomb_is_refused_without_being_unpacked():
    bomb = package({"[Content_Types].xml": "", "word/document.xml": b"\0" * 30_000_000})

    with pytest.raises(Invalid, match="file"):
        make_file(bomb, "a.docx")


def test_a_package_of_thousands_of_parts_is_refused():
    crowd = package({f"word/{n}": "" for n in range(2_001)} | {"word/document.xml": ""})

    with pytest.raises(Invalid):
        make_file(crowd, "a.docx")


def test_a_package_that_needs_a_password_is_no_reason_to_fail():
    raw = bytearray(package({"mimetype": "x", "content.xml": "x"}))
    raw[6] |= 1
    start = raw.index(b"PK\x01\x02")
    raw[start + 8] |= 1

    with pytest.raises(Invalid):
        make_file(bytes(raw), "a.odt")


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_not(settings):
    settings.KENES_FILE_LIMIT = len(PDF)
    make_file(PDF)

    with override("en"), pytest.raises(Invalid) as caught:
        make_file(PDF + b"\n")

    assert "MB" in caught.value.problems["file"]


def test_an_empty_file_is_refused():
    with pytest.raises(Invalid):
        make_file(b"")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\docs\отчёт.pdf", "отчёт.pdf"),
        ("отчёт\u202efdp.exe", "отчётfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        ("x" * 500, "x" * 150 + ".pdf"),
        ("ұ" * 500, "ұ" * 100 + ".pdf"),
        ("\U0001f5c4" * 500, "\U0001f5c4" * 50 + ".pdf"),
        ("CON", "_CON.pdf"),
        ("nul.pdf", "_nul.pdf"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("console.pdf", "console.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("..\\..\\boot.ini\x00.pdf", "boot.ini.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        ("%2e%2e%2fpasswd", "2e2e2fpasswd.pdf"),
    ],
)
def test_a_name_is_one_line_without_path_or_tricks(given, kept):
    assert make_file(PDF, given).name == kept


def test_two_uploads_of_the_same_bytes_share_the_bytes_not_the_row(home):
    one, two = make_file(by=make_person()), make_file(by=make_person())

    assert one.public_id != two.public_id
    assert len([path for path in home.rglob("*") if path.is_file()]) == 1


def test_the_bytes_are_readable_by_this_server_alone():
    place = storage.path_of(make_file().sha256)

    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_nothing_half_written_stays_when_reading_breaks(home):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if size == storage.CHUNK:
                raise OSError("the connection broke")
            return super().read(size)

    with pytest.raises(OSError, match="connection"):
        storage.keep(Broken(PDF))

    assert not [path for path in home.rglob("*") if path.is_file()]


def scanner(code):
    return f'{sys.executable} -c "raise SystemExit({code})"'


@pytest.mark.parametrize(
    ("command", "scan"),
    [
        ("", "unscanned"),
        (scanner(0), "clean"),
        (scanner(2), "unscanned"),
        ("/nowhere", "unscanned"),
    ],
)
def test_a_file_is_marked_as_the_scanner_left_it(settings, command, scan):
    settings.KENES_SCAN_COMMAND = command

    assert make_file().scan == scan


def test_what_the_scanner_finds_is_not_kept(settings, home):
    settings.KENES_SCAN_COMMAND = scanner(1)

    with pytest.raises(Invalid):
        make_file()

    assert not StoredFile.objects.exists()
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_the_upload_is_dated_and_signed():
    person = make_person()

    file = make_file(by=person)

    assert (file.uploaded_at, file.uploaded_by, file.size) == (NOW, person, len(PDF))


def test_a_scanner_that_finds_something_later_keeps_what_others_had_stored(settings, home):
    first = make_file()
    settings.KENES_SCAN_COMMAND = scanner(1)

    with pytest.raises(Invalid):
        make_file()

    assert StoredFile.objects.get() == first
    assert storage.path_of(first.sha256).is_file()


def nobody_may(file, person):
    return False


def anybody_may(file, person):
    return True


def test_a_file_is_its_uploaders_and_whosever_a_rule_says(settings):
    person, other = make_person(), make_person()
    file = make_file(by=person)
    settings.FILE_OWNER_RULES = (f"{__name__}.nobody_may",)

    assert may_have(file, person)
    assert not may_have(file, other)
    assert not may_have(file, None)

    settings.FILE_OWNER_RULES += (f"{__name__}.anybody_may",)
    assert may_have(file, None)
