"""Addresses that belong to no one subject."""

from django.urls import path

from kenes.web.shared import views

urlpatterns = [path("theme/<slug:theme>/", views.choose_theme, name="theme")]
