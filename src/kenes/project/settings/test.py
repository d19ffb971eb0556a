"""Settings of the tests: no network, no mail, tasks at once, a database of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

RUN = os.environ.get("KENES_HOME")
if not RUN:
    RUN = tempfile.mkdtemp(prefix="kenes-test-")
    atexit.register(shutil.rmtree, RUN, ignore_errors=True)
# Workers inherit the run's home: each has a folder in it, or one would take the other's keys away.
os.environ["KENES_HOME"] = str(Path(RUN) / os.environ.get("PYTEST_XDIST_WORKER", ""))

from kenes.project.settings.base import *  # noqa: E402  it reads the environment

SECRET_KEY = "test-" + "s" * 50
PERSON_KEY = "test-" + "p" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
KENES_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    # A file, as in service: an in-memory database shares its cache and locks differently.
    ENVIRONMENT.home.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of a test end with it
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.home / "test.sqlite3")}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
