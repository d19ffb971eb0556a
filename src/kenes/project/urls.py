"""Every address of the site: pages under a language, permanent ones without."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(path("", include("kenes.web.urls")), prefix_default_language=True),
]
