"""Addresses of a body's desk."""

from django.urls import path

from kenes.web.body import editing, views

app_name = "body"
urlpatterns = [
    path("", views.home, name="home"),
    path("<uuid:public_id>/", views.item, name="item"),
    path("<uuid:public_id>/draft/<slug:kind>/", editing.draft, name="draft"),
    path("<uuid:public_id>/preview/", views.preview, name="preview"),
    path("<uuid:public_id>/file/<int:pk>/drop/", editing.drop_file, name="drop_file"),
    path("<uuid:public_id>/<slug:slug>/", views.act, name="act"),
]
