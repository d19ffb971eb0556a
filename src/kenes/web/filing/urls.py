"""Addresses of filing and of following by code."""

from django.urls import path

from kenes.web.filing import follow, views

app_name = "filing"
urlpatterns = [
    path("", views.start, name="start"),
    path("code/", follow.enter_code, name="follow"),
    path("code/forget/", follow.forget, name="forget"),
    path("<uuid:public_id>/", views.draft, name="draft"),
    path("<uuid:public_id>/<slug:step>/step/", views.step, name="step"),
    path("<uuid:public_id>/check/", views.check, name="check"),
    path("<uuid:public_id>/done/", views.done, name="done"),
    path("<uuid:public_id>/own/", follow.own, name="own"),
    path("<uuid:public_id>/own/<slug:slug>/", follow.act, name="act"),
]
