"""Documents lead somewhere: each relative link is a file, each named file of the code is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("changelog.d/*.md")])
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
CODE = re.compile(
    r"`((?:src/kenes|domain|web|project|engines|tests|docs)/[\w./-]+\.(?:py|md|txt|html))`"
)


def broken_links(page, text):
    links = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    return [link for link in links if not (page.parent / link).exists()]


def missing_files(text):
    places = (ROOT, ROOT / "src/kenes")
    return [
        path for path in CODE.findall(text) if not any((place / path).exists() for place in places)
    ]


def name_of(page):
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_document_links_to_and_names_is_there(page):
    text = page.read_text()

    assert broken_links(page, text) == []
    assert missing_files(text) == []


def test_a_broken_link_and_a_missing_file_would_be_found():
    assert broken_links(ROOT / "README.md", "[a](docs/none.md) [b](https://x) [c](LICENSE)") == [
        "docs/none.md"
    ]
    assert missing_files("`web/none.py` and `web/urls.py`") == ["web/none.py"]


def test_every_how_to_begins_with_how_to():
    titles = [page.read_text().splitlines()[0] for page in (ROOT / "docs/how-to").glob("*.md")]

    assert [title for title in titles if not title.startswith("# How to ")] == []
    assert len(titles) >= 9
