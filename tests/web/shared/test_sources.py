"""What the sources of the look must keep to."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

import kenes.web

WEB = Path(kenes.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((WEB / "static/css").rglob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
SYMBOL = re.compile(r'\{% icon "([\w-]+)"')


def name(path):
    return str(path.relative_to(WEB))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_inline_style_script_or_handler(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=name)
def test_colours_are_written_in_tokens_alone(path):
    assert COLOUR.findall(path.read_text()) == []


def test_every_token_that_is_used_is_defined():
    places = ("static/css/tokens.css", "static/css/print.css")  # what stands on sheets is no look
    defined = {t for at in places for t in re.findall(r"(--[\w-]+):", (WEB / at).read_text())}
    used = {token for path in STYLES for token in re.findall(r"var\((--[\w-]+)", path.read_text())}

    assert used <= defined


def test_every_symbol_that_is_drawn_is_on_the_sheet():
    sheet = set(re.findall(r'id="([\w-]+)"', (WEB / "templates/shared/symbols.html").read_text()))
    drawn = {symbol for path in TEMPLATES for symbol in SYMBOL.findall(path.read_text())}

    assert drawn <= sheet


def test_all_styles_together_weigh_little():
    together = b"".join(path.read_bytes() for path in STYLES)

    assert len(gzip.compress(together)) < 25_000


def test_every_vendored_script_is_the_one_that_was_reviewed():
    vendor = WEB / "static/vendor"
    said = (vendor / "README.md").read_text().splitlines()

    for script in vendor.rglob("*.js"):
        digest = hashlib.sha256(script.read_bytes()).hexdigest()
        name = f"`{script.relative_to(vendor).as_posix()}`"
        assert [line for line in said if name in line and digest in line], name
