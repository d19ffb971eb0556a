"""Pages by subject; each subject names its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # What is read most stands first: Django tries one after another.
    path("recommendations/", include("kenes.web.recommendations.urls")),
    path("institutions/", include("kenes.web.institutions.urls")),
    path("regions/", include("kenes.web.regions.urls")),
    path("register/", include("kenes.web.register.urls")),
    path("late/", include("kenes.web.late.urls")),
    path("conversations/", include("kenes.web.conversations.urls")),
    path("carried-out/", include("kenes.web.carried_out.urls")),
    path("", include("kenes.web.accounts.urls")),
    path("", include("kenes.web.home.urls")),
    path("desk/", include("kenes.web.desk.urls")),
    path("body/", include("kenes.web.body.urls")),
    path("", include("kenes.web.shared.urls")),
    path("", include("kenes.web.styleguide.urls")),
    path("bills/", include("kenes.web.bills.urls")),
    path("conformity/", include("kenes.web.conformity.urls")),
    path("file/", include("kenes.web.filing.urls")),
    path("host/", include("kenes.web.host.urls")),
    path("me/", include("kenes.web.me.urls")),
    path("pages/", include("kenes.web.pages.urls")),
    path("status/", include("kenes.web.status.urls")),
]
