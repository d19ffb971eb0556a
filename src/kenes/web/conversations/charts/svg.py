"""SVG as text: every value escaped, every number written one way, no style attribute.

Places along an axis are percentages, so that a drawing widens while its type keeps its size.
"""

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

type Worth = str | float | None


def element(name: str, *inside: str, **attributes: Worth) -> SafeString:
    """Return an element; "class_" becomes "class", "text_anchor" "text-anchor", None is left out.

    >>> element("text", "a < b", x=0.5, class_="t")
    '<text x="0.5" class="t">a &lt; b</text>'
    """
    said = format_html_join(
        "", ' {}="{}"', ((_named(key), _worth(v)) for key, v in attributes.items() if v is not None)
    )
    return format_html("<{0}{1}>{2}</{0}>", name, said, joined(inside))


def joined(parts: "list[str] | tuple[str, ...]") -> SafeString:
    """Return parts one after another, escaped where they are not markup."""
    return SafeString("".join(conditional_escape(part) for part in parts))


def along(share: float) -> str:
    """Return a place from 0 to 1 as a percentage.

    >>> along(1 / 3)
    '33.33%'
    """
    return f"{_short(100 * min(max(share, 0.0), 1.0))}%"


def line(x1: Worth, y1: Worth, x2: Worth, y2: Worth, class_: str) -> SafeString:
    """Return a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _worth(value: Worth) -> str:
    return value if isinstance(value, str) else _short(value or 0.0)


def _short(value: float) -> str:
    """Write a number with at most two decimals.

    >>> _short(-0.001), _short(12.5), _short(3)
    ('0', '12.5', '3')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
