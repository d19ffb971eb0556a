from django.urls import path

from kenes.web.home import views

urlpatterns = [path("", views.home, name="home")]
