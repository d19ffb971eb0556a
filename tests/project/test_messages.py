import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import kenes
from kenes.project.management.commands.messages import faults_of


def catalogue(*messages, fuzzy=False) -> Catalog:
    made = Catalog(locale="ru")
    for source, text in messages:
        made.add(source, text, flags=["fuzzy"] if fuzzy else [])
    return made


def faults(*messages, fuzzy=False):
    here = catalogue(*messages, fuzzy=fuzzy)
    return faults_of(here, gathered=catalogue(*[(source, "") for source, _ in messages]))


def test_a_whole_catalogue_has_no_fault():
    assert faults(("Sign", "Подписать"), ("Total: %(n)s", "Всего: %(n)s")) == []


def test_a_gap_is_a_fault():
    assert faults(("Sign", "")) == ["not translated: 'Sign'"]


def test_a_guess_is_a_fault():
    assert faults(("Sign", "Знак"), fuzzy=True) == ["marked fuzzy: 'Sign'"]


def test_a_lost_or_renamed_placeholder_is_a_fault():
    assert faults(("Total: %(n)s", "Всего")) == ["placeholders differ: 'Total: %(n)s'"]
    assert faults(("Total: %(n)s", "Всего: %(m)s")) == [
        "a placeholder that the sentence lacks: 'Total: %(n)s'"
    ]


def test_a_plural_lacking_one_form_is_a_fault():
    made = faults((("%(n)s day", "%(n)s days"), ("%(n)s день", "%(n)s дня", "")))

    assert made == ["not translated: '%(n)s day'"]


def test_what_the_sources_and_the_catalogue_do_not_share_is_a_fault():
    found = faults_of(catalogue(("Old", "Старое")), gathered=catalogue(("New", "")))

    assert found == ["not in the catalogue: 'New'", "no longer used: 'Old'"]


SOURCE = Path(kenes.__file__).parent
SENTENCE_AT = {"gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "_": 0, "_c": 1}
SENTENCE_AT |= {"pgettext": 1, "pgettext_lazy": 1, "ngettext": 0, "ngettext_lazy": 0}


def sentences_in(code: str) -> Iterator[str]:
    """Yield what is handed to gettext under whatever name; also inside an f-string."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = SENTENCE_AT.get(node.func.id)
        if place is None or len(node.args) <= place:
            continue
        given = node.args[place]
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def test_no_sentence_of_the_code_is_left_out_of_the_catalogue():
    """What gathers them does not read f-strings: such a sentence would stay English unnoticed."""
    with (SOURCE / "locale/kk/LC_MESSAGES/django.po").open("rb") as file:
        made = read_po(file)
    known = {part for one in made for part in ([one.id] if isinstance(one.id, str) else one.id)}
    told = {
        (path.name, sentence)
        for path in SOURCE.rglob("*.py")
        for sentence in sentences_in(path.read_text())
    }

    assert len(told) > 1_000
    assert sorted(one for one in told if one[1] not in known) == []
