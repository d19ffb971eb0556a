"""Every word of a template is translated, or is a name that no language changes."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/kenes"
# Pages written once for each language, and two that show all three or samples.
WRITTEN_APART = ("_kk.html", "_ru.html", "_en.html", "shared/broken.html", "styleguide/page.html")
TEMPLATES = [
    path
    for kind in ("html", "txt")
    for path in sorted(PACKAGE.rglob(f"templates/**/*.{kind}"))
    if not str(path).endswith(WRITTEN_APART)
]
NAMES = {"CSV", "DOCX", "JSON", "ISO", "Atom"}
TRANSLATED = re.compile(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
UNSEEN = re.compile(
    r"{%\s*block (?:form_attributes|sheet)\b.*?endblock.*?%}|{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<!--.*?-->"
    r"|<(?:script|style|code)\b.*?</(?:script|style|code)>|&\w+;",
    re.DOTALL,
)
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-l)="([^"]*)"')
MARKUP = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3,}")


DATE_AND_STOP = re.compile(r"long_date\s*}}(?:</\w+>|{%[^%]*%})*\.")


def untranslated_words(template: str) -> set[str]:
    """Return the English words that a reader of Kazakh or Russian would meet in a template."""
    text = UNSEEN.sub(" ", TRANSLATED.sub(" ", template))
    seen = " ".join([*SPOKEN.findall(text), MARKUP.sub(" ", text)])
    return set(WORD.findall(seen)) - NAMES


def test_no_template_says_anything_in_english_only():
    found = {
        str(path.relative_to(PACKAGE)): words
        for path in TEMPLATES
        if (words := untranslated_words(path.read_text()))
    }

    assert found == {}
    assert len(TEMPLATES) > 150


def test_a_bare_word_would_be_found_in_text_and_in_a_label():
    page = (
        '<p title="{% translate "Yes" %}" class="note">{{ word }}&nbsp;Saved</p><i alt="Logo"></i>'
    )

    assert untranslated_words(page) == {"Saved", "Logo"}


def test_no_template_puts_a_full_stop_after_a_russian_date():
    """The filter `ended` closes the sentence: "2026 г." brings its own full stop."""
    paths = sorted(PACKAGE.rglob("templates/**/*.html"))

    assert [path.name for path in paths if DATE_AND_STOP.search(path.read_text())] == []
    assert DATE_AND_STOP.search("{{ due|long_date }}</b>. Next")
