"""Addresses of what was carried out."""

from django.urls import path

from kenes.web.carried_out import views

app_name = "carried_out"
urlpatterns = [
    path("", views.page, name="page"),
    path("export.csv", views.export_csv, name="export_csv"),
    path("export.json", views.export_json, name="export_json"),
    path("figure/", views.figure, name="figure"),
    path("figure/data.json", views.data, name="data"),
]
