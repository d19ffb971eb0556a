"""The first view of each public page weighs at most 100 kB compressed, fonts aside."""

import gzip
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


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def weight(response) -> int:
    """Bytes of the page with every style, script and mark it names, each packed by itself."""
    names = set(ASSET.findall(response.text))
    assert any(name.endswith(".css") for name in names)
    files = [finders.find(name) for name in names]
    return packed(response.content) + sum(packed(Path(file).read_bytes()) for file in files)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_public_page_is_heavier_than_it_may_be(client, language):
    row = admitted(now=timezone.now())
    pages = [*PAGES, f"recommendations/{row.number}/"]

    heavy = {page: weight(client.get(f"/{language}/{page}")) for page in pages}

    assert max(heavy.values()) <= LIMIT, heavy
