"""Addresses of bills and acts."""

from django.urls import path

from kenes.web.bills import views

app_name = "bills"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<uuid:public_id>/", views.detail, name="detail"),
    path("<uuid:public_id>/table.csv", views.export_csv, name="export_csv"),
    path("<uuid:public_id>/table.json", views.export_json, name="export_json"),
    path("<uuid:public_id>/table.docx", views.export_docx, name="export_docx"),
]
