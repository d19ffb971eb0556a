from collections.abc import Iterator

import pytest

from kenes.domain.institutions.queries import law


@pytest.fixture(autouse=True)
def _forget_calendars() -> Iterator[None]:
    """Versions never change in service, but a test's rollback gives their keys out again."""
    yield
    law.forget_calendars()
