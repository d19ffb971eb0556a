"""Text as people send it, made safe to keep and to show.

Letters are never changed beyond Unicode's own composition (NFC); what is removed are characters
that nobody sees but that change what others see: controls, bidirectional overrides, zero-width
marks. Line ends become LF.
"""

import hashlib
import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
SEARCHED = 200
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(raw: str) -> str:
    """Return `raw` composed, without invisible characters, with LF line ends, trimmed."""
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text)
    text = "".join(ch for ch in text if unicodedata.category(ch) != "Cs")
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(raw: str) -> str:
    """Return `raw` cleaned and on one line."""
    return " ".join(clean_text(raw).split())


def searched_words(raw: str) -> str:
    """Return what somebody looks for as one line of at most 200 letters.

    No database takes a null character, and SQLite refuses a pattern that is too long.
    """
    return clean_line(raw[: 10 * SEARCHED])[:SEARCHED]


def digest_of_text(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal: what the register holds in its place."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_if_any(text: str) -> str:
    """Return the digest of a text; of the empty text, nothing."""
    return digest_of_text(text) if text else ""
