"""A workplace, and the demonstration when KENES_DEMO is set by `kenes demo`."""

from kenes.project.settings.base import *

DEBUG = ENVIRONMENT.debug
KENES_DEMO = ENVIRONMENT.demo
SECRET_KEY = SECRET_KEY or "demonstration-only-never-in-service-" + "x" * 20
PERSON_KEY = PERSON_KEY or "demonstration-only-never-in-service-" + "y" * 20
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
