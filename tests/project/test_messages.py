from babel.messages.catalog import Catalog

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
