"""A workplace, and the demonstration when KENES_DEMO is set by `kenes demo`."""

import os

from kenes.project.settings.base import *

DEBUG = os.environ.get("KENES_DEBUG") == "1"
KENES_DEMO = os.environ.get("KENES_DEMO") == "1"
SECRET_KEY = SECRET_KEY or "demonstration-only-never-in-service-" + "x" * 20
PERSON_KEY = PERSON_KEY or "demonstration-only-never-in-service-" + "y" * 20
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
