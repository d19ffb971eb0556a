"""A log of its own for each test: a folder, and a key that nobody else has."""

import pytest

from kenes.domain.register.log import places
from kenes.domain.register.log.integrating import own_log


@pytest.fixture
def home(settings, tmp_path):
    settings.KENES_HOME = tmp_path
    settings.KENES_REGISTER_KEY = ""
    settings.KENES_REGISTER_ORIGIN = "kenes.example/log"
    return tmp_path


@pytest.fixture
def log(home, db):
    places.make_keys()
    return own_log()
