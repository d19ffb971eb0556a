"""The examples in the docstrings of every engine are true."""

import doctest
import importlib
import pkgutil

import pytest

from kenes import engines

MODULES = sorted(found.name for found in pkgutil.walk_packages(engines.__path__, "kenes.engines."))


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_are_true(name):
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)

    assert outcome.failed == 0


def test_the_engines_do_carry_examples():
    finder = doctest.DocTestFinder()
    examples = [
        example
        for name in MODULES
        for found in finder.find(importlib.import_module(name))
        for example in found.examples
    ]

    assert len(examples) >= 10
