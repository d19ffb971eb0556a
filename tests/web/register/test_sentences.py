"""Every act that the register records is said in words, in each language."""

import importlib
import pkgutil

import pytest
from django.utils.translation import override

from kenes import domain
from kenes.web.register.sentences import ACTS, sentence_of


def event_classes() -> list[type]:
    """Return every event class of the house."""
    names = [
        found.name
        for found in pkgutil.walk_packages(domain.__path__, "kenes.domain.")
        if ".events" in found.name
    ]
    modules = [importlib.import_module(name) for name in names]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and isinstance(vars(thing).get("TYPE"), str)
    ]


def event_types() -> set[str]:
    """Return the type of every event class."""
    return {one.TYPE for one in event_classes()}


def test_every_event_class_has_its_sentence():
    types = event_types()

    assert len(types) >= 40
    assert types - set(ACTS) == set()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_sentence_is_translated(language):
    with override("en"):
        english = {code: sentence_of(code) for code in ACTS}
    with override(language):
        untranslated = [code for code in ACTS if sentence_of(code) == english[code]]

    assert untranslated == []
