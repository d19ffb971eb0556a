"""The first view of each public page weighs at most 100 kB compressed, fonts aside."""

import gzip
import posixpath
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from tests.factories.recommendations import admitted

pytestmark = pytest.mark.django_db
LIMIT = 100_000
PAGES = ["", "recommendations/", "late/", "register/", "institutions/", "regions/", "file/"]
ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')
IMPORT = re.compile(r'^import (?:[^"]+ from )?"(\.{1,2}/[^"]+)";', re.MULTILINE)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def weight(response) -> int:
    """Bytes of the page with every style, script and mark it names, each packed by itself."""
    names = with_imports(set(ASSET.findall(response.text)))
    assert any(name.endswith(".css") for name in names)
    files = [finders.find(name) for name in names]
    return packed(response.content) + sum(packed(Path(file).read_bytes()) for file in files)


def with_imports(names: set[str]) -> set[str]:
    """Return the files with the modules that they import, and those that these import."""
    found, open_ones = set(names), {name for name in names if name.endswith(".js")}
    while open_ones:
        name = open_ones.pop()
        here = posixpath.dirname(name)
        imported = IMPORT.findall(Path(finders.find(name)).read_text())
        new = {posixpath.normpath(posixpath.join(here, one)) for one in imported} - found
        found |= new
        open_ones |= new
    return found


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_public_page_is_heavier_than_it_may_be(client, language):
    row = admitted(now=timezone.now())
    pages = [*PAGES, f"recommendations/{row.number}/"]

    heavy = {page: weight(client.get(f"/{language}/{page}")) for page in pages}

    assert max(heavy.values()) <= LIMIT, heavy
