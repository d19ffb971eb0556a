"""Addresses of the secretary's desk."""

from django.urls import path

from kenes.web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("links/", views.links, name="links"),
    path("<uuid:public_id>/", views.item, name="item"),
    path("<uuid:public_id>/<slug:slug>/", views.act, name="act"),
]
