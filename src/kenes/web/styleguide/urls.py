"""The address of the styleguide."""

from django.urls import path

from kenes.web.styleguide import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/confirm/", views.confirmation, name="styleguide-confirm"),
]
