"""Addresses of regions."""

from django.urls import path

from kenes.web.regions import views

app_name = "regions"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<str:kato>/", views.detail, name="detail"),
]
