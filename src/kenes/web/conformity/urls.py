"""Addresses of the conformity matrix."""

from django.urls import path

from kenes.web.conformity import describing, views

app_name = "conformity"
urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("matrix.csv", views.export_csv, name="export_csv"),
    path("matrix.docx", views.export_docx, name="export_docx"),
    path("<uuid:public_id>/", views.obligation, name="obligation"),
    path("<uuid:public_id>/describe/", describing.describe, name="describe"),
]
