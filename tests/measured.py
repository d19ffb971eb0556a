"""The plugin that measures branches: `.ci/branches domain/norms`, and the stages of `.ci/run`.

What is asked for, and what does not count: docs/adr/0020-every-branch.md.
"""

from collections.abc import Iterator

import pytest

from tests.branches import SETTINGS, Lines, is_counted, measured_files, write

LINES = Lines(measured_files())
# From here on, so that the first line of every module counts.
LINES.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Leave out what a test takes that does not count."""
    if is_counted(item):
        return (yield)
    LINES.pause()
    try:
        return (yield)
    finally:
        LINES.go_on()


def pytest_unconfigure() -> None:
    """Write down what was taken, each process in a file of its own."""
    LINES.end()
    write(LINES.taken, SETTINGS.get_option("run:data_file"), suffix=True)
