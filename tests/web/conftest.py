"""What tests of pages share."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _no_page_is_kept_from_another_test():
    caches["pages"].clear()
