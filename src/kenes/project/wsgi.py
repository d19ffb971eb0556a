"""The WSGI application that `kenes serve` and `kenes demo` run."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kenes.project.settings.prod")

application = get_wsgi_application()
