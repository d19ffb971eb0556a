from django.urls import path

from kenes.web.pages import views

app_name = "pages"
urlpatterns = [
    path("about/", views.page, {"name": "about"}, name="about"),
    path("privacy/", views.page, {"name": "privacy"}, name="privacy"),
    path("accessibility/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("open-data/", views.page, {"name": "open_data"}, name="open_data"),
]
