"""Pages by subject; each subject names its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kenes.web.accounts.urls")),
    path("file/", include("kenes.web.filing.urls")),
    path("", include("kenes.web.shared.urls")),
    path("", include("kenes.web.styleguide.urls")),
    path("status/", include("kenes.web.status.urls")),
    path("host/", include("kenes.web.host.urls")),
    path("institutions/", include("kenes.web.institutions.urls")),
    path("regions/", include("kenes.web.regions.urls")),
    path("me/", include("kenes.web.me.urls")),
]
