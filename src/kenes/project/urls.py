"""Every address of the site: pages under a language, permanent ones without."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kenes.web.carried_out.views import permanent as permanent_share
from kenes.web.feeds import places
from kenes.web.recommendations.views import permanent
from kenes.web.register.static_log import file as log_file
from kenes.web.status.views import json as status_json

urlpatterns = [
    path("r/<str:number>", permanent, name="permanent"),
    path("figure/carried-out", permanent_share, name="permanent_share"),
    path("robots.txt", places.robots, name="robots"),
    path("sitemap.xml", places.index, name="sitemap"),
    path("sitemap-pages.xml", places.pages, name="sitemap_pages"),
    path(
        "sitemap-recommendations-<int:page>.xml",
        places.recommendations,
        name="sitemap_recommendations",
    ),
    path("status.json", status_json, name="status_json"),
    path("log/<path:path>", log_file, name="log"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("demo/", include("kenes.web.demo.urls")),
    path("files/", include("kenes.web.files.urls")),
    *i18n_patterns(path("", include("kenes.web.urls")), prefix_default_language=True),
]

handler400 = "kenes.web.shared.views.bad_request"
handler403 = "kenes.web.shared.views.permission_denied"
handler404 = "kenes.web.shared.views.page_not_found"
handler500 = "kenes.web.shared.views.server_error"
