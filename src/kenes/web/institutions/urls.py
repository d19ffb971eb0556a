"""Addresses of institutions."""

from django.urls import path

from kenes.web.institutions import views

app_name = "institutions"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<uuid:public_id>/", views.detail, name="detail"),
    path("<uuid:public_id>/data.json", views.data, name="data"),
]
