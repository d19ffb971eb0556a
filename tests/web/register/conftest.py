"""A published log of a few entries, in a home of its own."""

import pytest

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import integrate, own_log
from tests.factories.recommendations import admitted


@pytest.fixture
def published(settings, tmp_path, db):
    settings.KENES_HOME = tmp_path
    settings.KENES_REGISTER_KEY = ""
    places.make_keys()
    admitted()
    return integrate(own_log())
